"""The answer, the raiser's word on it, and the end of a case. Only the raiser says whether it is solved."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tongxin.casework.book import ACCEPT, ANSWER, FIRST_REPLY, RATE
from tongxin.casework.facts import CaseAnswered
from tongxin.casework.models import Message
from tongxin.casework.rights import access_case, can_work, require_step
from tongxin.casework.rules.states import Status, Step
from tongxin.casework.writes.accepting import CLOCK_FIELDS
from tongxin.casework.writes.terms import end_terms, start_terms
from tongxin.casework.writes.thread import ANSWER as ANSWER_KIND
from tongxin.casework.writes.thread import add_words, checked_text
from tongxin.clocks.public import calendar
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import ConflictError
from tongxin.core.policy import Actor, require
from tongxin.files.public import CleanFile, store_files
from tongxin.journal.public import record


@act
def answer_case(*, actor: Actor, key: str, text: str, version: int, attachments: Sequence[CleanFile] = ()) -> Message:
    """The handler answers; from now on it is the raiser's turn to say whether it is solved.

    ``version`` is the case as the handler saw it: an answer to something that has changed since is refused and kept.
    Locks the case. Records CaseAnswered. Raises NotFound, Forbidden, RuleBroken, Conflict, BadInput.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.ANSWER, allowed=can_work(actor, case))
    require(case.version == version, ConflictError)
    body = checked_text(text, "text", empty=_("Write the answer before you send it."))
    message = add_words(actor=actor, case=case, kind=ANSWER_KIND, text=body)
    store_files(actor=actor, uploads=attachments, owner=message.label)
    case.first_reply_at = case.first_reply_at or clock.now()
    end_terms(actor=actor, case=case, kinds=(ACCEPT, FIRST_REPLY))
    in_time = end_terms(actor=actor, case=case, kinds=(ANSWER,))
    case.status, case.answered_at = Status.ANSWERED, clock.now()
    case.version += 1
    start_terms(actor=actor, case=case, kinds=(RATE,))
    case.save(update_fields=["status", "answered_at", "first_reply_at", *CLOCK_FIELDS])
    record(
        CaseAnswered(
            **case.for_facts(),
            in_time=in_time,
            working_days=calendar().working_days_between(clock.day_of(case.raised_at), clock.today()),
        )
    )
    return message
