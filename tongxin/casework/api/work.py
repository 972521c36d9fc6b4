"""What handlers and supervisors do with a case from another system. If-Match keeps them from what changed since."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from tongxin.casework.api.schemas import AnswerIn, Attaching, CaseOut, ExtendIn, HandOnIn, StopIn, case_out
from tongxin.casework.models import Case, Message
from tongxin.casework.reads.lines import lines_of
from tongxin.casework.rights import HANDLE, SUPERVISE
from tongxin.casework.writes.accepting import accept_case
from tongxin.casework.writes.answering import answer_case
from tongxin.casework.writes.moving import hand_on_case
from tongxin.casework.writes.timing import extend_case, restart_case_clock, stop_case_clock
from tongxin.casework.writes.unchanged import if_unchanged
from tongxin.core.api import WRITES_ONE, ChangedError, Refusal, VersionNeededError, set_version, version_in
from tongxin.core.errors import BadInputError, ConflictError, NotFoundError
from tongxin.core.policy import Actor, needs
from tongxin.core.scopes import scoped
from tongxin.core.web import actor_of
from tongxin.files.public import CleanFile, access_drafts, refuse_unanswered
from tongxin.organisation.public import Unit, access_unit

router = Router(tags=["cases"])
NEVER = 0  # no case has this version
DONE = {200: CaseOut, **WRITES_ONE}


def answered(actor: Actor, case: Case, response: HttpResponse) -> CaseOut:
    """Return a case after a step, as a list tells it: nothing is read, so nothing is noted."""
    set_version(response, case.version)
    return case_out(lines_of(actor, [case])[0])


def attached(actor: Actor, sent: Attaching, *texts: str) -> list[CleanFile]:
    """Return the files that hang on what is said. Raises BadInputError, also where something may be a secret."""
    refuse_unanswered(texts, (), is_answered=sent.not_secret)
    return access_drafts(actor=actor, keys=sent.files)


def changed(request: HttpRequest, response: HttpResponse, key: str, step: Callable[[], Case | Message]) -> CaseOut:
    """Take a step if the case is as the client saw it, and return the case afterwards."""
    actor = actor_of(request)
    done = if_unchanged(actor=actor, key=key, version=version_in(request), step=step)
    return answered(actor, done.case if isinstance(done, Message) else done, response)


@router.post("/cases/{key}/accept", response=DONE, summary="Take a case in hand")
@needs(HANDLE)
@scoped("cases:write")
def accept(request: HttpRequest, response: HttpResponse, key: str) -> CaseOut:
    """The owner of the key takes the case in hand and is from now on the one who answers."""
    actor = actor_of(request)
    return changed(request, response, key, lambda: accept_case(actor=actor, key=key))


@router.post("/cases/{key}/hand-on", response=DONE, summary="Another unit is responsible")
@needs(HANDLE, SUPERVISE)
@scoped("cases:write")
def hand_on(request: HttpRequest, response: HttpResponse, key: str, to: HandOnIn) -> CaseOut:
    """The case goes to another unit with the reason; the raiser reads it too."""
    actor = actor_of(request)

    def step() -> Case:
        return hand_on_case(actor=actor, key=key, unit=unit_in(actor, to.unit, "unit"), reason=to.reason)

    return changed(request, response, key, step)


@router.post("/cases/{key}/answer", response=DONE | {428: Refusal}, summary="Answer a case")
@needs(HANDLE)
@scoped("cases:write")
def answer(request: HttpRequest, response: HttpResponse, key: str, words: AnswerIn) -> CaseOut:
    """The handler answers what he saw: If-Match is needed."""
    actor, version = actor_of(request), version_in(request)
    files = attached(actor, words, words.text)

    def step() -> Message:
        try:
            return answer_case(actor=actor, key=key, text=words.text, version=version or NEVER, attachments=files)
        except ConflictError as error:  # whoever may not answer was told that first
            raise (ChangedError if version else VersionNeededError) from error

    return changed(request, response, key, step)


@router.post("/cases/{key}/stop", response=DONE, summary="Stop the clock")
@needs(HANDLE)
@scoped("cases:write")
def stop(request: HttpRequest, response: HttpResponse, key: str, wait: StopIn) -> CaseOut:
    """The handler waits for something: the clock stands still, at most as long as the rule lets it."""
    actor = actor_of(request)

    def step() -> Case:
        return stop_case_clock(actor=actor, key=key, category=wait.category, reason=wait.reason)

    return changed(request, response, key, step)


@router.post("/cases/{key}/restart", response=DONE, summary="Let the clock run again")
@needs(HANDLE)
@scoped("cases:write")
def restart(request: HttpRequest, response: HttpResponse, key: str) -> CaseOut:
    """What was waited for has come."""
    actor = actor_of(request)
    return changed(request, response, key, lambda: restart_case_clock(actor=actor, key=key))


@router.post("/cases/{key}/extend", response=DONE, summary="Give more time")
@needs(SUPERVISE)
@scoped("cases:write")
def extend(request: HttpRequest, response: HttpResponse, key: str, more: ExtendIn) -> CaseOut:
    """Whoever supervises the unit gives an answer more time, within the rule."""
    actor = actor_of(request)
    return changed(
        request, response, key, lambda: extend_case(actor=actor, key=key, days=more.days, reason=more.reason)
    )


def unit_in(actor: Actor, key: str, field: str) -> Unit:
    """Return the unit that the client names. Raises BadInputError with the field."""
    try:
        return access_unit(actor=actor, key=key)
    except NotFoundError as error:
        raise BadInputError(_("There is no such unit."), field=field) from error
