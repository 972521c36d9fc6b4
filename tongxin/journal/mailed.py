"""Checkpoints as they come back out of a mail that was saved: whole, as a file or a folder of them."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tongxin.journal.signing import ORIGIN

MAIL = ".eml"


def kept_text(place: Path) -> str:
    """Return the notes of a file of checkpoints, of one saved mail, or of all saved mails of a folder by their name."""
    files = sorted(place.glob(f"*{MAIL}")) if place.is_dir() else [place]
    return "".join(_text_of(file) for file in files)


def _text_of(file: Path) -> str:
    raw = file.read_bytes()
    if file.suffix.lower() != MAIL:
        return raw.decode("utf-8", errors="replace")
    mail = message_from_bytes(raw, policy=policy.default)
    part = mail.get_body(("plain",)) if isinstance(mail, EmailMessage) else None
    text = str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
    _words, origin, note = text.partition(f"{ORIGIN}\n")  # before it stands what the mail is for
    return f"{origin}{note}".rstrip("\n") + "\n" if origin else ""
