"""Checking and cleaning what was sent, before any transaction: refusals in one sentence each, naming the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core.errors import BadInputError, Text
from tongxin.files.marks import ASKED, note_refusal
from tongxin.files.pdf_words import pdf_words
from tongxin.files.rules.content import Content, clean_content
from tongxin.files.rules.kinds import PDF
from tongxin.files.rules.naming import shown_name
from tongxin.files.rules.refusal import RefusedError
from tongxin.files.rules.secrecy import Mark, mark_in_name, mark_in_paper, mark_in_text
from tongxin.files.rules.wording import Place, Words, words_in
from tongxin.files.scanner import scan

MEGABYTE = 1024 * 1024
MAX_FILES = 9
MAX_SIZE = 20 * MEGABYTE
# Together, so that writing them down stays within the second that a transaction may last.
MAX_TOGETHER = 60 * MEGABYTE
NUMBERS = {"files": MAX_FILES, "size": MAX_SIZE // MEGABYTE, "together": MAX_TOGETHER // MEGABYTE, "pixels": 40}

SENTENCES: dict[str, Text] = {
    "empty": gettext_lazy("“%(name)s” is empty. Choose the file again."),
    "too_large": gettext_lazy("“%(name)s” is larger than %(size)d MB. Make it smaller or split it."),
    "marked_name": gettext_lazy(
        "The name of “%(name)s” carries the secrecy mark “%(mark)s”. State and work secrets must not be put in here;"
        " the file was not kept. Take it to your secrecy office."
    ),
    "marked_text": gettext_lazy(
        "“%(name)s” carries the secrecy mark “%(mark)s” in its text. State and work secrets must not be put in here;"
        " the file was not kept. Take it to your secrecy office."
    ),
    "marked_properties": gettext_lazy(
        "“%(name)s” carries the secrecy mark “%(mark)s” in its properties. State and work secrets must not be put in"
        " here; the file was not kept. Take it to your secrecy office."
    ),
    "harmful": gettext_lazy(
        "The virus scanner found something harmful in “%(name)s”; it was not kept. Tell your information department."
    ),
    "not_scanned": gettext_lazy(
        "“%(name)s” cannot be checked for viruses at the moment, so it was not kept. Send it again in a few minutes."
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

MARKED: dict[Place, str] = {"name": "marked_name", "text": "marked_text", "properties": "marked_properties"}


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
    """A file ready to be stored; ``clean_files`` makes it. ``name`` is as it will be shown.

    ``suspected`` asks, in a sentence, about what may be a mark of secrecy; empty where nothing looks like one.
    """

    name: str
    content: Content
    suspected: str = ""


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
            sentences.append(_sentence(refused.code, upload.name or "", refused.mark))
            if refused.mark:
                note_refusal(Mark(refused.mark), refused.code)
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
    suspected = _unmarked([Words("name", name)])
    if (upload.size or 0) > MAX_SIZE:
        raise RefusedError("too_large")
    upload.seek(0)
    data = upload.read()
    scan(data)
    content = clean_content(data)
    suspected = _unmarked(pdf_words(data) if content.kind == PDF else words_in(content.kind, data)) or suspected
    shown = shown_name(name, content.kind.suffixes)
    question = str(ASKED) % {"name": shown, "mark": suspected.words} if suspected else ""
    return CleanFile(shown, content, question)


def _unmarked(found: Sequence[Words]) -> Mark | None:
    """Return the first mark that is only suspected. Raises RefusedError for a certain one."""
    suspected = None
    for words in found:
        mark = _mark_in(words)
        if mark is not None and mark.certain:
            raise RefusedError(MARKED[words.place], mark.words)
        suspected = suspected or mark
    return suspected


def _mark_in(words: Words) -> Mark | None:
    if words.place != "text":
        return mark_in_name(words.text)
    return mark_in_paper(words.text) if words.is_paper else mark_in_text(words.text)


def _sentence(code: str, name: str, mark: str) -> str:
    return str(SENTENCES[code]) % {**NUMBERS, "name": shown_name(name, ("",)), "mark": mark}
