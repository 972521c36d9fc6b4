"""E-mail: by the server of the settings, or into a folder where there is none (the demo company, a trial)."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings

from tongxin.core import clock
from tongxin.core.names import new_name
from tongxin.inbox.channels.message import Message
from tongxin.inbox.channels.trouble import NotDeliveredError, Trouble

FINAL_CODES = range(500, 600)


def is_set_up() -> bool:
    """Return whether mail can leave at all."""
    return bool(settings.MAIL.host or settings.MAIL.folder)


class Mailer:
    """Sends mails over one connection, made when first needed and again after it broke."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def send(self, address: str, message: Message) -> None:
        """Send one message to one address. Raises NotDeliveredError."""
        mail = _mail(address, message)
        if settings.MAIL.folder:
            _lay_down(mail)
            return
        if self._server is None:
            self._server = _connect()
        try:
            _hand_over(self._server, mail, address)
        except NotDeliveredError:
            self.close()
            raise

    def close(self) -> None:
        """End the connection; a server that is already gone is no trouble."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()


@contextmanager
def open_mail() -> Iterator[Mailer]:
    """Open the way for several mails."""
    mailer = Mailer()
    try:
        yield mailer
    finally:
        mailer.close()


def _mail(address: str, message: Message) -> EmailMessage:
    sender = settings.MAIL.sender
    mail = EmailMessage()
    mail["Subject"] = message.title
    mail["From"] = Address(addr_spec=sender)
    mail["To"] = Address(addr_spec=address)
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{message.id or new_name()}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail.set_content(message.text, cte="base64")  # not every server takes eight bits
    return mail


def _lay_down(mail: EmailMessage) -> None:
    folder = Path(settings.MAIL.folder)
    name = mail["Message-ID"].strip("<>").partition("@")[0]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / f"{clock.local(clock.now()):%Y%m%d-%H%M%S}-{name}.eml").write_bytes(mail.as_bytes())
    except OSError as error:
        raise NotDeliveredError(Trouble.FOLDER) from error


def _connect() -> smtplib.SMTP:
    mail = settings.MAIL
    try:
        if mail.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.timeout, context=_trust())
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout)
        if mail.tls == "starttls":
            server.starttls(context=_trust())
        if mail.user:
            server.login(mail.user, mail.password)
    except (OSError, smtplib.SMTPException) as error:
        raise NotDeliveredError(_trouble_of_connecting(error)) from error
    return server


def _trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=settings.MAIL.ca or None)


def _trouble_of_connecting(error: Exception) -> Trouble:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble.UNTRUSTED
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return Trouble.NO_TLS
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Trouble.LOGIN
    return _trouble_of_line(error)


def _trouble_of_line(error: BaseException) -> Trouble:
    """Return whether the line broke or only took too long; smtplib hides the one behind the other."""
    hidden = isinstance(error.__context__, TimeoutError)
    return Trouble.SLOW if hidden or isinstance(error, TimeoutError) else Trouble.DOWN


def _hand_over(server: smtplib.SMTP, mail: EmailMessage, address: str) -> None:
    try:
        server.send_message(mail, settings.MAIL.sender, [address])
    except smtplib.SMTPRecipientsRefused as error:
        code = error.recipients[address][0]
        raise NotDeliveredError(Trouble.RECIPIENT if code in FINAL_CODES else Trouble.RECIPIENT_LATER) from error
    except smtplib.SMTPSenderRefused as error:
        raise NotDeliveredError(Trouble.SENDER) from error
    except smtplib.SMTPResponseException as error:
        raise NotDeliveredError(Trouble.REFUSED) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotDeliveredError(_trouble_of_line(error)) from error
