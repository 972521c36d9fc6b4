"""The talk between raiser and handler, and notes among those who handle."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tongxin.casework.book import FIRST_REPLY
from tongxin.casework.models import Case, Message
from tongxin.casework.rights import access_case, can_speak, can_work, is_raiser, require_step
from tongxin.casework.rules.states import Status, Step
from tongxin.casework.writes.notices import tell_handler, tell_raiser
from tongxin.casework.writes.terms import end_terms
from tongxin.casework.writes.thread import NOTE, TALK, add_words, checked_text
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor, require
from tongxin.files.public import CleanFile, store_files


@act
def say(*, actor: Actor, key: str, text: str, attachments: Sequence[CleanFile] = ()) -> Message:
    """Raiser and handler talk in the case; each is told that the other wrote, never what.

    The handler's first word ends the clock for the first reply. Locks the case. Raises NotFound, Forbidden,
    RuleBroken, BadInput.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.TALK, allowed=can_speak(actor, case))
    empty = _("Write something before you send it.")
    body = text if attachments and not text.strip() else checked_text(text, "text", empty=empty)
    message = add_words(actor=actor, case=case, kind=TALK, text=body)
    store_files(actor=actor, uploads=attachments, owner=message.label, nameless=message.by_raiser)
    if is_raiser(actor, case):
        tell_handler(case, "casework.said", key=message.label)
    else:
        end_first_reply(actor=actor, case=case)
        tell_raiser(case, "casework.replied", key=message.label)
    return message


@act
def note(*, actor: Actor, key: str, text: str) -> Message:
    """The handler writes something down that the raiser does not see. Raises NotFound, Forbidden, BadInput."""
    case = access_case(actor=actor, key=key, lock=True)
    require(can_work(actor, case))
    body = checked_text(text, "text", empty=_("Write something before you keep it."))
    return add_words(actor=actor, case=case, kind=NOTE, text=body)


def end_first_reply(*, actor: Actor, case: Case) -> None:
    """End the clock for the first reply with the first word to the raiser."""
    if case.first_reply_at is not None or case.status not in (Status.IN_HAND, Status.RAISED):
        return
    end_terms(actor=actor, case=case, kinds=(FIRST_REPLY,))
    case.first_reply_at = clock.now()
    case.save(update_fields=["first_reply_at", "next_due_on", "next_kind", "stopped"])
