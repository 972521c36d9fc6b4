"""Takes back an import of people, in short acts. Whoever has something that came later stays as he is."""

from collections.abc import Callable, Sequence
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel

from tongxin.core import clock
from tongxin.core.acts import act, with_key
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import PeopleImportUndone
from tongxin.organisation.models import ImportRun, Membership, Person, RunChange
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.writes.people import ADMINISTRATIVE

BATCH = 500
PERSON = Person._meta.model_name


def undo_people(*, actor: Actor, run: ImportRun) -> int:
    """Restore the people whom a run changed, remove those whom it made, and close it. Returns how many were taken back.

    Records PeopleImportUndone.
    """
    changes = run.changes.order_by("-pk")
    people = changes.filter(model=PERSON, before={})
    with with_key(""):  # each batch is an act of its own
        restored = _in_batches(restore_rows, changes.exclude(pk__in=people.values("pk")), actor)
        removed = _in_batches(remove_people, people, actor)
        close_undone_people(actor=actor, run=run, counts={"restored": restored, "removed": removed})
    return restored + removed


@act
def restore_rows(*, actor: Actor, changes: Sequence[RunChange]) -> int:  # noqa: ARG001 - an act has its actor
    """Give rows the columns they had before, and remove the spans that the run began. Returns how many people."""
    return sum(_restore(change) for change in changes)


@act
def remove_people(*, actor: Actor, changes: Sequence[RunChange]) -> int:  # noqa: ARG001 - an act has its actor
    """Remove people who have nothing but a place of work: no account, post, membership, case. Returns how many."""
    free = {change.row_id for change in changes}
    free -= _needed(free)
    Membership.objects.filter(person_id__in=free).delete()
    return Person.objects.filter(pk__in=free).delete()[0]


@act
def close_undone_people(*, actor: Actor, run: ImportRun, counts: dict[str, int]) -> None:  # noqa: ARG001 - as above
    """The run is taken back. Records PeopleImportUndone with the counts."""
    run.undone_at = clock.now()
    run.save(update_fields=["undone_at"])
    record(PeopleImportUndone(object=f"organisation.import:{run.pk}", run_id=run.pk, counts=counts))


def _in_batches(service: Callable[..., int], changes: Any, actor: Actor) -> int:
    rows = list(changes)
    return sum(service(actor=actor, changes=rows[start : start + BATCH]) for start in range(0, len(rows), BATCH))


def _restore(change: RunChange) -> int:
    rows = apps.get_model("organisation", change.model)._base_manager.filter(pk=change.row_id)
    try:
        with transaction.atomic():  # a number or place that somebody else has by now stays with him
            done = rows.update(**change.before) if change.before else rows.delete()[0]
    except IntegrityError:
        return 0
    if change.model == PERSON and "left_on" in change.before:
        _back_to_work(change.row_id)
    return done if change.model == PERSON else 0


def _back_to_work(person_id: int) -> None:
    """Give a place of work back to somebody whose span began and ended on one day, so that nothing of it was kept."""
    person = Person.objects.get(pk=person_id)
    spans = Membership.objects.filter(person=person, line=ADMINISTRATIVE)
    if person.left_on is None and person.home_id and not spans.exists():
        Membership.objects.create(
            person=person, unit_id=person.home_id, line=ADMINISTRATIVE, from_on=clock.today(), to_on=FOREVER
        )


def _needed(people: set[int]) -> set[int]:
    """Return those to whom some row refers beside their places of work, and those who can sign in."""
    needed = set(Person.objects.filter(pk__in=people).exclude(user=None).values_list("pk", flat=True))
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        field = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{field}__in": people})
        if relation.related_model is Membership:
            rows = rows.exclude(line=ADMINISTRATIVE)
        needed |= set(rows.values_list(field, flat=True))
    return needed
