"""Who may see, read and do what with a case.

Three depths: *visible* (number, category, clock), *readable* (what was written), and *who raised it*. In a case that is
for the handler only, readable and raiser end with the one handler; everybody else above has the visible part at most.
"""

from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.lookups import In
from django.utils.translation import gettext_lazy as _

from tongxin.casework.models import Case, Exclusion, Route
from tongxin.casework.rules.states import Status, Step, is_possible
from tongxin.core.errors import NotFoundError, RuleBrokenError
from tongxin.core.policy import Actor, Right, declare, require
from tongxin.core.scopes import Scope, declare_scope
from tongxin.organisation.public import givers, reach, reaches

if TYPE_CHECKING:
    from tongxin.casework.models import Message

RAISE = "casework.case.raise"
HANDLE = "casework.case.handle"
SUPERVISE = "casework.case.supervise"
EXPORT = "casework.case.export"
FIGURES = "casework.figures.view"

declare(
    Right(RAISE, _("raise a case")),
    Right(HANDLE, _("handle the cases of the unit"), guarded=True),
    Right(SUPERVISE, _("supervise cases: hand on, extend, set routes"), guarded=True),
    Right(EXPORT, _("export named cases"), guarded=True),
    Right(FIGURES, _("see how many cases a unit has and how late they are")),
)

declare_scope(
    Scope("cases:read", _("read cases")),
    Scope("cases:write", _("raise and handle cases"), writes=True),
)


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases of which the actor may know: his own, in his hand, or of units he handles or supervises.

    A case about a person does not exist for that person, unless he raised it.
    """
    if actor.system:
        return Case.objects.all()
    return Case.objects.filter(Q(raiser_id=actor.person_id or 0) | (_work(actor) & ~_about(actor)))


def worked_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases on which the actor may have something to do, his own raised ones left out."""
    if actor.system:
        return Case.objects.all()
    return Case.objects.filter(_work(actor), ~_about(actor)).exclude(raiser_id=actor.person_id or 0)


def uncounted_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases that figures leave out for the actor: those about him, or the difference to his queue tells."""
    return Case.objects.filter(pk__in=_exclusions(actor).values("case")).exclude(raiser_id=actor.person_id or 0)


def unworked_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases that are no work of the actor wherever they lie: those about him, and his own raised ones."""
    if actor.system:
        return Case.objects.none()
    return Case.objects.filter(_about(actor) | Q(raiser_id=actor.person_id or 0))


def works_widely(actor: Actor) -> bool:
    """Return whether the actor's work is that of whole parts of the tree, and not of single units."""
    return any(found.everywhere or found.tree for found in (reach(actor, HANDLE), reach(actor, SUPERVISE)))


def unknown_labels(actor: Actor) -> list[str]:
    """Return how the journal names the cases that are about the actor: for him there are none."""
    about = _exclusions(actor).exclude(case__raiser_id=actor.person_id or 0)
    return [f"casework.case:{case_id}" for case_id in about.values_list("case_id", flat=True)]


def _work(actor: Actor) -> Q:
    return _within(actor, HANDLE) | _within(actor, SUPERVISE)


def _about(actor: Actor) -> Exists:
    return Exists(_exclusions(actor).filter(case=OuterRef("pk")))


def _exclusions(actor: Actor) -> QuerySet[Exclusion]:
    """A case about somebody does not exist for him, nor for those to whom he has delegated a role of his."""
    return Exclusion.objects.filter(person_id__in={actor.person_id or 0, *givers(actor)})


def _within(actor: Actor, right: str) -> Q:
    found = reach(actor, right)
    if found.everywhere:
        return Q(pk__isnull=False)
    if not found.tree:
        return Q(unit_id__in=found.own)
    # A part of the tree is read in the order of the list until the page is full. Found by index unit for unit, all its
    # cases would be read and sorted; the sum is what keeps the planner of SQLite from that (docs/decisions/0012).
    unit = ExpressionWrapper(F("unit_id") + 0, output_field=BigIntegerField())
    return Q(In(unit, found.unit_ids().query))


def access_case(*, actor: Actor, key: str, lock: bool = False) -> Case:
    """Return a visible case by the name in its address. Raises NotFoundError, the same for absent and not visible."""
    found = visible_cases(actor).filter(key=key).values("pk")
    rows = Case.objects.select_for_update(of=("self",)) if lock else Case.objects
    case = rows.select_related("unit", "handler", "place", "raiser").filter(pk__in=found).first()
    if case is None:
        raise NotFoundError
    return case


def visible_routes(actor: Actor) -> QuerySet[Route]:
    """Return the routes that the actor may set: those of units he supervises."""
    found = reach(actor, SUPERVISE)
    if found.nowhere:
        return Route.objects.none()
    return Route.objects.all() if found.everywhere else Route.objects.filter(scope_id__in=found.unit_ids())


def is_raiser(actor: Actor, case: Case) -> bool:
    """Return whether the actor raised the case."""
    return case.raiser_id is not None and case.raiser_id == actor.person_id


def is_handler(actor: Actor, case: Case) -> bool:
    """Return whether the actor has the case in hand, and still handles the cases of its unit."""
    in_hand = case.handler_id is not None and case.handler_id == actor.person_id
    return in_hand and reaches(actor, HANDLE, case.unit_id)


def can_read_words(actor: Actor, case: Case) -> bool:
    """Return whether the actor may read what was written.

    Named: everybody who handles or supervises the unit's cases. Handler only: before it is accepted those who could
    accept it, afterwards the one handler.
    """
    if is_raiser(actor, case) or is_handler(actor, case):
        return True
    if case.mode == "named":
        return reaches(actor, HANDLE, case.unit_id) or reaches(actor, SUPERVISE, case.unit_id)
    return case.handler_id is None and case.status == Status.RAISED and reaches(actor, HANDLE, case.unit_id)


def can_see_raiser(actor: Actor, case: Case) -> bool:
    """Return whether the actor may know who raised the case. Handler only: nobody but the one who accepted it."""
    if is_raiser(actor, case) or is_handler(actor, case):
        return True
    return case.mode == "named" and can_read_words(actor, case)


def can_see_title(actor: Actor, case: Case) -> bool:
    """Return whether a list may show the actor what the case is about.

    A case that is for the handler only shows its title in no list before somebody accepts it: reading it is noted,
    and a glance at a list is not.
    """
    if case.mode == "named":
        return can_read_words(actor, case)
    return is_raiser(actor, case) or is_handler(actor, case)


def can_see_message(actor: Actor, case: Case, message: "Message") -> bool:
    """Return whether the actor may read one line of the thread: notes are never shown to the raiser."""
    return can_read_words(actor, case) and not (message.kind == "note" and is_raiser(actor, case))


def can_accept(actor: Actor, case: Case) -> bool:
    """Return whether the actor may take the case in hand: somebody who handles its unit's cases, and not his own."""
    return not is_raiser(actor, case) and reaches(actor, HANDLE, case.unit_id)


def can_work(actor: Actor, case: Case) -> bool:
    """Return whether the actor may reply, note, stop the clock and answer: only the one who has it in hand."""
    return is_handler(actor, case)


def can_supervise(actor: Actor, case: Case) -> bool:
    """Return whether the actor may extend a term or hand the case on over the handler's head."""
    return not is_raiser(actor, case) and reaches(actor, SUPERVISE, case.unit_id)


def can_hand_on(actor: Actor, case: Case) -> bool:
    """Return whether the actor may say that another unit is responsible.

    A case for the handler only is taken by no supervisor once somebody has had it in hand: whoever supervises, and
    appoints handlers, could show it to somebody of his choice. If its handler is no longer there, it goes back to the
    unit by itself (docs/decisions/0004).
    """
    if is_handler(actor, case) or (case.handler_id is None and can_accept(actor, case)):
        return True
    return can_supervise(actor, case) and (case.mode == "named" or case.accepted_at is None)


def can_speak(actor: Actor, case: Case) -> bool:
    """Return whether the actor may add to the talk: raiser and handler."""
    return is_raiser(actor, case) or can_work(actor, case)


def possible_steps(actor: Actor, case: Case) -> frozenset[Step]:
    """Return the steps that a page offers to this actor: allowed to him, and possible in this state."""
    raised, works, supervises = is_raiser(actor, case), can_work(actor, case), can_supervise(actor, case)
    allowed = {
        Step.ACCEPT: can_accept(actor, case),
        Step.HAND_ON: can_hand_on(actor, case),
        Step.TALK: can_speak(actor, case),
        Step.STOP: works and not case.stopped,
        Step.RESTART: works and case.stopped,
        Step.EXTEND: supervises,
        Step.ANSWER: works,
        Step.RATE: raised,
        Step.WITHDRAW: raised,
    }
    return frozenset(step for step, may in allowed.items() if may and is_possible(step, Status(case.status)))


def require_step(case: Case, step: Step, *, allowed: bool) -> None:
    """Raise ForbiddenError unless allowed; then RuleBrokenError, saying where the case is, if it cannot be now."""
    require(allowed)
    require(is_possible(step, Status(case.status)), RuleBrokenError, NOW[Status(case.status)], step=step.value)


NOW = {
    Status.RAISED: _("This case has not been accepted yet. Accept it first."),
    Status.IN_HAND: _("Somebody has this case in hand already. Look at it again before you go on."),
    Status.ANSWERED: _("This case has been answered already. Look at the answer before you go on."),
    Status.CLOSED: _("This case has ended. If it is still not solved, raise it again."),
    Status.WITHDRAWN: _("The raiser has withdrawn this case."),
}
