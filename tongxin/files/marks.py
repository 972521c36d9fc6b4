"""Marks of secrecy in what people type and send: the certain ones are refused, the others asked about."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core.acts import even_if_refused
from tongxin.core.errors import BadInputError
from tongxin.core.policy import NOBODY
from tongxin.files.facts import MARK_REFUSED
from tongxin.files.rules.secrecy import Mark, mark_in_text
from tongxin.journal.public import note

ASKED = gettext_lazy("“%(name)s” has “%(mark)s”, which may be a mark of secrecy.")
IN_TEXT = "text_field"


class SecretError(BadInputError):
    """The text bears a mark of secrecy."""

    code = "secret"


class MaybeSecretError(BadInputError):
    """Something may be a mark of secrecy: whoever sent it must say that it is none."""

    code = "maybe_secret"


def refuse_marked(text: str, field: str) -> None:
    """Refuse a text that carries a mark of secrecy, and note that without a word of it. Raises SecretError."""
    mark = mark_in_text(text)
    if mark is None or not mark.certain:
        return
    note_refusal(mark, IN_TEXT)
    sentence = _(
        "This text carries the secrecy mark “%(mark)s”. State and work secrets must not be put in here; nothing was"
        " kept. Take it to your secrecy office."
    )
    raise SecretError(sentence % {"mark": mark.words}, field=field)


def question_of(texts: Iterable[str], asked: Iterable[str]) -> str:
    """Return what must be asked before this is sent, in sentences; empty for nothing.

    ``texts`` are what was typed, ``asked`` what ``CleanFile.suspected`` says of the files.
    """
    marks = [mark for mark in map(mark_in_text, texts) if mark is not None and not mark.certain]
    typed = [_("The text has “%(mark)s”, which may be a mark of secrecy.") % {"mark": one.words} for one in marks]
    return " ".join([*typed, *filter(None, asked)])


def refuse_unanswered(texts: Iterable[str], asked: Iterable[str], *, is_answered: bool) -> None:
    """Refuse what must be asked about, unless it was answered. Raises MaybeSecretError."""
    found = "" if is_answered else question_of(texts, asked)
    if found:
        raise MaybeSecretError(found, field="not_secret")


def note_refusal(mark: Mark, place: str) -> None:
    """Note that something was refused: the sort of mark and where it stood, and nobody's name (docs/decisions/0023)."""
    even_if_refused(lambda: note(MARK_REFUSED, actor=NOBODY, mark=mark.sort, place=place))
