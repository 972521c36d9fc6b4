"""Checking and cleaning what was sent, before any transaction: refusals in one sentence each, naming the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core.errors import BadInputError, Text
from tongxin.files.rules.content import Content, clean_content
from tongxin.files.rules.naming import has_secrecy_mark, shown_name
from tongxin.files.rules.refusal import RefusedError

MEGABYTE = 1024 * 1024
MAX_FILES = 9
MAX_SIZE = 20 * MEGABYTE
# Together, so that writing them down stays within the second that a transaction may last.
MAX_TOGETHER = 60 * MEGABYTE
NUMBERS = {"files": MAX_FILES, "size": MAX_SIZE // MEGABYTE, "together": MAX_TOGETHER // MEGABYTE, "pixels": 40}

SENTENCES: dict[str, Text] = {
    "empty": gettext_lazy("“%(name)s” is empty. Choose the file again."),
    "too_large": gettext_lazy("“%(name)s” is larger than %(size)d MB. Make it smaller or split it."),
    "secret": gettext_lazy(
        "“%(name)s” carries a secrecy mark. State and work secrets must not be put in here; the file was not kept."
    ),
    "heic": gettext_lazy(
        "“%(name)s” is in the HEIC format, which many devices cannot show. Save the photo as JPEG and send it again."
    ),
    "old_office": gettext_lazy(
        "“%(name)s” is in an old Office format or has a password. Save it as .docx, .xlsx or .pptx without a password."
    ),
    "protected": gettext_lazy("“%(name)s” has a password. Remove the password and send it again."),
    "macros": gettext_lazy("“%(name)s” contains macros. Save it without macros and send it again."),
    "bomb": gettext_lazy(
        "“%(name)s” unpacks to far more than its size allows. Save it as a new file and send it again."
    ),
    "damaged": gettext_lazy("“%(name)s” is damaged and cannot be opened. Save it once more and send it again."),
    "too_many_pixels": gettext_lazy("“%(name)s” has more than %(pixels)d million pixels. Make the picture smaller."),
    "unknown": gettext_lazy(
        "“%(name)s” cannot be taken in. Send a photo (JPEG, PNG, WebP, GIF), PDF, .docx, .xlsx, .pptx or plain text."
    ),
}


class Upload(Protocol):
    """A file as it was sent: what Django makes of a form, or anything that reads like it."""

    @property
    def name(self) -> str | None:
        """Return the name it was sent with."""

    @property
    def size(self) -> int | None:
        """Return how many bytes it has."""

    def seek(self, offset: int, /) -> object:
        """Go to a byte."""

    def read(self) -> bytes:
        """Return the bytes from there on."""


@dataclass(frozen=True)
class CleanFile:
    """A file ready to be stored; ``clean_files`` makes it. ``name`` is as it will be shown."""

    name: str
    content: Content


def clean_files(uploads: Sequence[Upload]) -> list[CleanFile]:
    """Check files by their content and return them cleaned, in the same order; nothing is stored yet.

    At most 9 files of 20 MB, 60 MB together. Call it before the act: drawing pictures anew takes time in which the
    database must not wait. Raises BadInputError; its ``data["sentences"]`` has one sentence for each refused file.
    """
    sentences = _too_much(uploads)
    clean: list[CleanFile] = []
    for upload in () if sentences else uploads:
        try:
            clean.append(_clean_file(upload))
        except RefusedError as refused:
            sentences.append(_sentence(refused.code, upload.name or ""))
    if sentences:
        raise BadInputError("\n".join(sentences), field="files", sentences=sentences)
    return clean


def _too_much(uploads: Sequence[Upload]) -> list[str]:
    if len(uploads) > MAX_FILES:
        return [_("These are %(count)d files; at most %(files)d go together.") % {**NUMBERS, "count": len(uploads)}]
    # Each too large file gets a sentence of its own, so the sum counts only the others.
    if sum(size for upload in uploads if (size := upload.size or 0) <= MAX_SIZE) > MAX_TOGETHER:
        return [_("The files are larger than %(together)d MB together. Send some of them later.") % NUMBERS]
    return []


def _clean_file(upload: Upload) -> CleanFile:
    name = upload.name or ""
    if has_secrecy_mark(name):
        raise RefusedError("secret")
    if (upload.size or 0) > MAX_SIZE:
        raise RefusedError("too_large")
    upload.seek(0)
    content = clean_content(upload.read())
    return CleanFile(shown_name(name, content.kind.suffixes), content)


def _sentence(code: str, name: str) -> str:
    return str(SENTENCES[code]) % {**NUMBERS, "name": shown_name(name, ("",))}
