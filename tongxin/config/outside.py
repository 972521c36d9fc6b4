"""Settings of what leaves the product: the mail server, the address by which people reach us, the hosts of robots."""

from dataclasses import dataclass
from ipaddress import ip_network

from tongxin.config import environ
from tongxin.config.environ import WrongSettingError

PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True)
class Mail:
    """The mail server, or a folder in its place; with neither, no mail leaves."""

    host: str = ""
    port: int = 0
    tls: str = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""
    ca: str = ""
    timeout: int = 10
    folder: str = ""


def scanner() -> str:
    """Return TONGXIN_SCANNER: clamd's socket, or its port on this machine, because what is sent there is readable.

    Raises WrongSettingError.
    """
    found = environ.text("TONGXIN_SCANNER")
    host, _colon, port = found.rpartition(":")
    if found and not found.startswith("/") and not (host in {"127.0.0.1", "localhost"} and port.isdigit()):
        raise WrongSettingError(f"TONGXIN_SCANNER is {found!r}; write the path of clamd's socket, or 127.0.0.1:3310.")
    return found


def mail() -> Mail:
    """Return the settings TONGXIN_MAIL_*. Raises WrongSettingError."""
    tls = environ.text("TONGXIN_MAIL_TLS", "starttls")
    if tls not in PORTS:
        raise WrongSettingError(f"TONGXIN_MAIL_TLS is {tls!r}; write starttls, tls or none.")
    found = Mail(
        host=environ.text("TONGXIN_MAIL_HOST"),
        port=environ.whole("TONGXIN_MAIL_PORT", PORTS[tls]),
        tls=tls,
        user=environ.text("TONGXIN_MAIL_USER"),
        password=environ.text("TONGXIN_MAIL_PASSWORD"),
        sender=environ.text("TONGXIN_MAIL_FROM"),
        ca=environ.text("TONGXIN_MAIL_CA"),
        timeout=environ.whole("TONGXIN_MAIL_TIMEOUT", 10),
        folder=environ.text("TONGXIN_MAIL_FOLDER"),
    )
    if (found.host or found.folder) and "@" not in found.sender:
        raise WrongSettingError(
            "TONGXIN_MAIL_FROM must be the address that mail comes from, such as tongxin@example.cn."
        )
    if found.user and tls == "none":
        raise WrongSettingError("TONGXIN_MAIL_TLS is none: the password of TONGXIN_MAIL_USER would travel in the open.")
    return found


def checkpoints_mail(mail: Mail) -> list[str]:
    """Return the addresses of TONGXIN_CHECKPOINTS_MAIL. Raises WrongSettingError where they cannot be reached."""
    found = environ.words("TONGXIN_CHECKPOINTS_MAIL")
    if any(address.count("@") != 1 or " " in address for address in found):
        raise WrongSettingError("TONGXIN_CHECKPOINTS_MAIL must hold addresses of mail, with commas between them.")
    if found and not (mail.host or mail.folder):
        raise WrongSettingError("TONGXIN_CHECKPOINTS_MAIL is set, and no mail leaves: set TONGXIN_MAIL_HOST too.")
    return found


def public_url(default: str) -> str:
    """Return the address at which people reach the product, without a slash at its end. Raises WrongSettingError."""
    found = environ.text("TONGXIN_URL", default).rstrip("/")
    if not found.startswith(("https://", "http://")):
        raise WrongSettingError(f"TONGXIN_URL is {found!r}; write it with https://.")
    return found


def egress() -> list[str]:
    """Return the hosts and networks of TONGXIN_EGRESS. Raises WrongSettingError for a broken network."""
    found = environ.words("TONGXIN_EGRESS")
    for entry in found:
        if "/" in entry:
            try:
                ip_network(entry)
            except ValueError as error:
                raise WrongSettingError(f"TONGXIN_EGRESS holds {entry!r}, which is no network: {error}.") from error
    return found
