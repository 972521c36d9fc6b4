"""Adding to the thread of a case: what people say, and the steps that the system notes."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.casework.book import HANDLER_ONLY
from tongxin.casework.models import Case, Message
from tongxin.casework.models.words import Words
from tongxin.casework.rights import is_raiser
from tongxin.core import clock
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.files.public import refuse_marked

LONGEST = 20_000
TALK, NOTE, ANSWER, STEP = "talk", "note", "answer", "step"


def checked_text(text: str, field: str, *, empty: str) -> str:
    """Return a text that says something. Raises BadInputError for nothing, only signs, too much, or a secrecy mark."""
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise BadInputError(empty, code="empty", field=field)
    if not any(character.isalnum() for character in text):
        raise BadInputError(_("Please say it in words: signs and pictures alone cannot be handled."), field=field)
    if len(text) > LONGEST:
        over = len(text) - LONGEST
        raise BadInputError(
            ngettext(
                "This is %(over)s character too long (%(most)s are possible). Shorten it, or attach it as a file.",
                "This is %(over)s characters too long (%(most)s are possible). Shorten it, or attach it as a file.",
                over,
            )
            % {"over": over, "most": LONGEST},
            field=field,
        )
    refuse_marked(text, field)
    return text


def add_words(*, actor: Actor, case: Case, kind: str, text: str) -> Message:
    """Add what somebody said, sealed in a case that is for the handler only."""
    message = Message(
        case=case,
        kind=kind,
        by_raiser=is_raiser(actor, case),
        author_id=actor.person_id,
        round=case.round,
        at=clock.now(),
    )
    message.put_words(Words(body=text), sealed=case.mode == HANDLER_ONLY)
    message.save()
    return message


def add_step(*, actor: Actor, case: Case, step: str, reason: str = "", **data: Any) -> Message:
    """Add what was done. ``data`` are plain values that the page words; a reason is sealed like everything said."""
    message = Message(
        case=case,
        kind=STEP,
        step=step,
        by_raiser=is_raiser(actor, case),
        author_id=actor.person_id,
        data=data,
        round=case.round,
        at=clock.now(),
    )
    message.put_words(Words(body=reason), sealed=case.mode == HANDLER_ONLY and bool(reason))
    message.save()
    return message
