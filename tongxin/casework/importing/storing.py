"""Storing drafts: one batch is one act, so the write lock is never held for long."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tongxin.casework.book import ACCEPT, ANSWER, FIRST_REPLY, category_choices, suggest_category
from tongxin.casework.facts import CaseAnswered, CaseClosed, CaseRaised
from tongxin.casework.importing.rows import Draft
from tongxin.casework.models import Case, Duplicate, Message
from tongxin.casework.rules.states import Outcome as Ending
from tongxin.casework.rules.states import Status
from tongxin.casework.writes.numbers import new_numbers
from tongxin.casework.writes.terms import TERM_FIELDS, start_terms
from tongxin.clocks.public import calendar, working_days_between
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.public import Person, Unit, find_person, find_unit, search_units
from tongxin.sheets.public import Outcome, Refusal


@dataclass
class Stored:
    """What of a batch is to be stored. A duplicate names the draft or the case on which it hangs."""

    new: list[Draft] = field(default_factory=list)
    changed: list[tuple[Case, Draft]] = field(default_factory=list)
    duplicates: list[tuple[Draft | None, Case | None, Draft]] = field(default_factory=list)


class Targets:
    """Finds the unit, the person and the category that a row names, and remembers them for the next rows."""

    def __init__(self, default: Unit | None, outcome: Outcome) -> None:
        self.default = default
        self.outcome = outcome
        self.units: dict[str, Unit | None] = {}
        self.people: dict[str, Person | None] = {}
        self.categories = {name: code for code, name in category_choices()}
        self.cases: dict[str, int] = {}

    def unit(self, draft: Draft) -> Unit | None:
        """Return the unit that is responsible; the default one, with a warning, if the file's is not known."""
        if not draft.unit:
            return self.default
        if draft.unit not in self.units:
            found = find_unit("administrative", draft.unit)
            named = _units_named(draft.unit) if found is None else []
            self.units[draft.unit] = found or (named[0] if len(named) == 1 else None)
        if self.units[draft.unit] is None:
            reason = _("There is no such unit, or several bear this name. The case went to the unit at the top.")
            self.outcome.warnings.append(Refusal(draft.sheet, draft.row, "", draft.unit, reason))
        return self.units[draft.unit] or self.default

    def check(self, drafts: list[Draft]) -> None:
        """Find the same warnings as storing would, without storing."""
        for draft in drafts:
            self.unit(draft)

    def raiser(self, draft: Draft) -> Person | None:
        """Return the person with the staff number of the row, if there is one."""
        if not draft.staff_no:
            return None
        if draft.staff_no not in self.people:
            self.people[draft.staff_no] = find_person(draft.staff_no)
        return self.people[draft.staff_no]

    def category(self, draft: Draft) -> str:
        """Return the category that the row names, else the one that its words suggest."""
        return self.categories.get(draft.category) or suggest_category(f"{draft.title}\n{draft.body}")[0]


@act
def store_batch(*, actor: Actor, stored: Stored, targets: Targets, start_clocks: bool) -> None:
    """Store one batch of an import. Records the facts of each case on the days they happened, marked as imported."""
    numbers = new_numbers([clock.day_of(draft.raised_at) for draft in stored.new])
    cases = [_case(draft, targets, number) for draft, number in zip(stored.new, numbers, strict=True)]
    Case.objects.bulk_create(cases)
    targets.cases.update({case.fingerprint: case.pk for case in cases})
    targets.cases.update({f"id:{case.source_id}": case.pk for case in cases if case.source_id})
    pairs = list(zip(cases, stored.new, strict=True))
    Message.objects.bulk_create(_answer(case, draft) for case, draft in pairs if draft.answer)
    for case, draft in stored.changed:
        _add_answer(case, draft)
    Duplicate.objects.bulk_create(_duplicate(row, targets) for row in stored.duplicates)
    for case, draft in pairs:
        _record(case, draft)
    if start_clocks:
        _start(actor, [case for case, draft in pairs if not draft.answer])


def _case(draft: Draft, targets: Targets, number: str) -> Case:
    unit, raiser = targets.unit(draft), targets.raiser(draft)
    if unit is None:
        raise RuntimeError("The unit at the top was made before the first batch.")
    answered = bool(draft.answer)
    ended_at = (draft.answered_at or draft.raised_at) if answered else None
    return Case(
        number=number,
        title=draft.title,
        body=draft.body,
        category=targets.category(draft),
        status=Status.CLOSED if answered else Status.RAISED,
        outcome=Ending.UNRATED if answered else "",
        raiser=raiser,
        raiser_label=draft.raiser,
        unit=unit,
        raised_at=draft.raised_at,
        answered_at=draft.answered_at if answered else None,
        closed_at=ended_at,
        imported=True,
        source_id=draft.source_id or None,
        fingerprint=draft.fingerprint,
    )


def _answer(case: Case, draft: Draft) -> Message:
    return Message(case=case, kind="answer", body=draft.answer, at=draft.answered_at or draft.raised_at)


def _add_answer(case: Case, draft: Draft) -> None:
    case.status, case.outcome = Status.CLOSED, Ending.UNRATED
    case.answered_at, case.closed_at = draft.answered_at, draft.answered_at or clock.now()
    case.save(update_fields=["status", "outcome", "answered_at", "closed_at"])
    _answer(case, draft).save()
    _record_answer(case, draft)


def _duplicate(row: tuple[Draft | None, Case | None, Draft], targets: Targets) -> Duplicate:
    first, case, draft = row
    if case is not None:
        case_id = case.pk
    else:
        same_id = targets.cases.get(f"id:{draft.source_id}") if draft.source_id else None
        case_id = same_id or targets.cases[(first or draft).fingerprint]
    other = first is not None and first.fingerprint != draft.fingerprint
    return Duplicate(
        case_id=case_id,
        source_id=draft.source_id,
        raised_at=draft.raised_at,
        answered_at=draft.answered_at,
        answer=draft.answer,
        words=f"{draft.raiser}\n{draft.title}\n{draft.body}" if other else "",
        sheet=draft.sheet[:60],
        row=draft.row,
    )


def _start(actor: Actor, cases: list[Case]) -> None:
    for case in cases:
        day = min(clock.day_of(case.raised_at), clock.today())
        start_terms(actor=actor, case=case, kinds=(ACCEPT, FIRST_REPLY, ANSWER), day=day)
    Case.objects.bulk_update(cases, TERM_FIELDS)


def _record(case: Case, draft: Draft) -> None:
    record(CaseRaised(**case.for_facts(), day=clock.day_of(case.raised_at)), imported=True)
    if draft.answer:
        _record_answer(case, draft)


def _record_answer(case: Case, draft: Draft) -> None:
    raised, answered = clock.day_of(case.raised_at), clock.day_of(draft.answered_at or draft.raised_at)
    days = working_days_between(raised, answered, calendar())
    record(CaseAnswered(**case.for_facts(), day=answered, working_days=days), imported=True)
    record(CaseClosed(**case.for_facts(), day=answered, outcome=Ending.UNRATED), imported=True)


def _units_named(name: str) -> list[Unit]:
    return [unit for unit in search_units(name, line="administrative") if unit.name == name]
