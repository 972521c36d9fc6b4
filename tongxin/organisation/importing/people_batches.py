"""Writes an import of people in short acts that share a run, and keeps of each row what it was before."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import PeopleImported
from tongxin.organisation.importing.moving import move
from tongxin.organisation.importing.people_rows import RosterRow, doubt
from tongxin.organisation.importing.runs import changed, close_run, made, open_run
from tongxin.organisation.importing.sorting import Batch, Change
from tongxin.organisation.models import ImportRun, Membership, Person, RunChange
from tongxin.organisation.writes.details import set_numbers
from tongxin.organisation.writes.people import ADMINISTRATIVE, follow_account
from tongxin.sheets.public import Outcome
from tongxin.words.public import search_key

PEOPLE = "people"
WITH = {"id_index": ("national_id", "national_id_index"), "phone_index": ("phone", "phone_index"), "here": ("left_on",)}
WITH |= {"name": ("name", "search")}


@act
def open_people_run(*, actor: Actor, path: Path) -> ImportRun:
    """An import of people begins."""
    return open_run(actor, PEOPLE, path)


@act
def close_people_run(*, actor: Actor, run: ImportRun, outcome: Outcome) -> None:  # noqa: ARG001 - an act has its actor
    """An import of people is through."""
    close_run(run, outcome)


@act
def write_batch(*, actor: Actor, run: ImportRun, batch: Batch, today: date) -> list[RosterRow]:
    """Write what the rows of one batch do. Returns the rows with new doubts. Records PeopleImported and Transferred."""
    _register(run, batch.new, today)
    doubtful = _change(actor, run, batch.changed)
    move(run, [one for one in batch.changed if one.changed & {"home_id", "here"}], today)
    if batch.new or batch.changed:
        counts = {"new": len(batch.new), "changed": len(batch.changed)}
        record(PeopleImported(object=f"organisation.import:{run.pk}", run_id=run.pk, counts=counts))
    return doubtful


def _register(run: ImportRun, new: Sequence[Change], today: date) -> None:
    people = Person.objects.bulk_create(_person_of(change) for change in new)
    Membership.objects.bulk_create(
        Membership(person=person, unit_id=person.home_id, line=ADMINISTRATIVE, from_on=today)
        for person in people
        if person.home_id
    )
    RunChange.objects.bulk_create(made(run, people))
    for change, person in zip(new, people, strict=True):
        change.known.person_id = person.pk


def _person_of(change: Change) -> Person:
    known = change.known
    person = Person(
        staff_no=known.staff_no, name=known.name, search=search_key(known.name, person=True), kind=known.kind,
        sex=known.sex, born_on=known.born_on, home_id=known.home_id,
    )  # fmt: skip
    set_numbers(person, **_numbers_of(change))
    return person


def _numbers_of(change: Change) -> dict[str, str]:
    """Return the last identity number and phone that the rows say."""
    said: dict[str, str] = {}
    for row in change.rows:
        said |= {name: value for name in ("national_id", "phone") if (value := getattr(row, name))}
    return said


def _change(actor: Actor, run: ImportRun, changes: Sequence[Change]) -> list[RosterRow]:
    people = Person.objects.select_related("user").in_bulk([change.known.person_id for change in changes])
    notes, doubtful = [], []
    for change in changes:
        person = people[change.known.person_id]
        columns = sorted({column for name in change.changed for column in WITH.get(name, (name,))})
        notes.append(changed(run, person, {column: _stored(person, column) for column in columns}))
        _set(person, change)
        person.save(update_fields=columns)
        try:
            follow_account(actor, person, columns)
        except BadInputError:
            doubt(change.rows[-1], "phone", person.phone, "phone_signs_in")
            doubtful.append(change.rows[-1])
    RunChange.objects.bulk_create(notes)
    return doubtful


def _set(person: Person, change: Change) -> None:
    for name in change.changed - {"id_index", "phone_index", "here"}:
        setattr(person, name, getattr(change.known, name))
    if "name" in change.changed:
        person.search = search_key(person.name, person=True)
    if "here" in change.changed:
        person.left_on = None
    set_numbers(person, **_numbers_of(change))


def _stored(person: Person, column: str) -> Any:
    """Return a column as it lies in the database: what is sealed stays sealed."""
    value = person.__dict__[column]
    return value.isoformat() if isinstance(value, date) else value
