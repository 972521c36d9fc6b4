"""Under which names and addresses people reach the product, and whether by https: settings and ``serve`` agree here."""

import argparse
import re
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509

from tongxin.config import environ
from tongxin.config.environ import WrongSettingError

HERE = ("localhost", "127.0.0.1", "[::1]")
TLS_PORT = 8443
HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*", re.I
)
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - refused as a name
# No packet is sent: it only asks the system from which address it would send into a company's network.
SOMEWHERE = ("10.255.255.255", 9)


def allowed_hosts() -> list[str]:
    """Return TONGXIN_HOSTS. Raises WrongSettingError for anything but names and addresses."""
    found = environ.words("TONGXIN_HOSTS", ",".join(HERE))
    for host in found:
        if not is_host(host.removeprefix("[").removesuffix("]")):
            raise WrongSettingError(
                f"TONGXIN_HOSTS holds {host!r}; write names or addresses only, with commas: no https://, port or *."
            )
    return found


def is_host(text: str) -> bool:
    """Return whether a text is a name or an address under which one machine can be reached."""
    try:
        return str(ip_address(text)) not in EVERYWHERE
    except ValueError:
        return bool(HOST.fullmatch(text)) and not text.replace(".", "").isdigit()


def names_of(hosts: Sequence[str]) -> list[str]:
    """Return the names of the server: those given, or else this machine's; it always answers itself, too."""
    own = [host.lower() for host in hosts] or [name for name in (_own_address(), _own_name()) if name]
    return list(dict.fromkeys([*own, "localhost", "127.0.0.1"]))


def in_address(host: str) -> str:
    """Return a name or address as it stands in an address of the web."""
    return f"[{host}]" if ":" in host else host


def settings_for(arguments: Sequence[str]) -> dict[str, str]:
    """Return the settings that ``serve`` with these arguments implies: they must stand before Django starts."""
    given = _parsed(arguments)
    if arguments[:1] != ["serve"] or not (given.tls or given.cert):
        return {}
    names = names_of(given.host or (certified_names(Path(given.cert)) if given.cert else []))
    hosts = dict.fromkeys([*environ.words("TONGXIN_HOSTS"), *map(in_address, names)])
    port = given.port or environ.text("PORT", str(TLS_PORT))
    return {
        "TONGXIN_TLS": "own" if given.cert else "local",
        "TONGXIN_HOSTS": ",".join(hosts),
        "PORT": port,
        "TONGXIN_URL": environ.text("TONGXIN_URL") or f"https://{in_address(names[0])}:{port}",
    }


def certified_names(file: Path) -> list[str]:
    """Return for which names and addresses a certificate is; none for what cannot be read, which ``serve`` tells."""
    try:
        found = x509.load_pem_x509_certificate(file.read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return []
    texts = [*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))]
    return [text for text in texts if is_host(text)]


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read four options and leave every complaint to the command itself."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--host", action="append", default=[], nargs="?", const="")
    for name in ("--cert", "--port"):
        parser.add_argument(name, nargs="?", default="")
    found = parser.parse_known_args(list(arguments))[0]
    found.host = [host for host in found.host if is_host(host)]
    return found


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(SOMEWHERE)
        except OSError:
            return ""
        return str(asking.getsockname()[0])


def _own_name() -> str:
    name = socket.gethostname().lower()
    return name if is_host(name) else ""
