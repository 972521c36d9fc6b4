"""What somebody ordered to be imported, and the runs that he may see: his own, all where his right is everywhere."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

from tongxin.core import clock
from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor
from tongxin.organisation.models import ImportOrder, ImportRun, Person
from tongxin.organisation.models.import_order import CHECKED, WORKING
from tongxin.organisation.rights import IMPORT, reach

SHOWN = 50
PERSON = "person:"


@dataclass(frozen=True)
class RunLine:
    """A run with the name of the one who began it (empty: the server), and whether it can be taken back today."""

    run: ImportRun
    who: str
    can_undo: bool


def orders_of(actor: Actor) -> QuerySet[ImportOrder]:
    """Return what somebody ordered and is still kept, the newest first, without the files."""
    kept = ImportOrder.objects.filter(by_id=actor.user_id, until__gt=clock.now())
    return kept.select_related("complete", "run").defer("sheet").order_by("-pk")


def open_orders(actor: Actor) -> list[ImportOrder]:
    """Return what is being worked on or waits to be brought in."""
    return list(orders_of(actor).filter(state__in=[*WORKING, CHECKED])[:SHOWN])


def access_order(*, actor: Actor, key: str) -> ImportOrder:
    """Return an order to the one who gave it. Raises NotFoundError for everybody else."""
    order = orders_of(actor).filter(key=key).first() if actor.user_id else None
    if order is None:
        raise NotFoundError
    return order


def result_of(order: ImportOrder) -> dict[str, Any]:
    """Return what a check or a run said: ``rejected``, ``warnings``, ``differences``."""
    found: dict[str, Any] = json.loads(order.result) if order.result else {}
    return found


def runs_seen(actor: Actor) -> QuerySet[ImportRun]:
    """Return the runs that the actor may see, the newest first."""
    far = reach(actor, IMPORT)
    rows = ImportRun.objects.order_by("-pk")
    if far.everywhere:
        return rows
    return rows.none() if far.nowhere else rows.filter(by=actor.label)


def access_run(*, actor: Actor, run_id: int) -> ImportRun:
    """Return a run that the actor may see. Raises NotFoundError."""
    run = runs_seen(actor).filter(pk=run_id).first()
    if run is None:
        raise NotFoundError
    return run


def run_lines(actor: Actor) -> list[RunLine]:
    """Return the newest runs that the actor may see. Three queries."""
    runs = list(runs_seen(actor)[:SHOWN])
    standing = ImportRun.objects.filter(undone_at=None).values("what").annotate(last=Max("pk")).order_by("what")
    last = set(standing.values_list("last", flat=True))
    ids = {int(run.by.removeprefix(PERSON)) for run in runs if run.by.startswith(PERSON)}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [RunLine(run, _who(run, names), run.pk in last) for run in runs]


def can_undo(run: ImportRun | None) -> bool:
    """Return whether a run is there and stands as the last one of its sort."""
    if run is None or run.undone_at is not None:
        return False
    return not ImportRun.objects.filter(what=run.what, pk__gt=run.pk, undone_at=None).exists()


def _who(run: ImportRun, names: dict[int, str]) -> str:
    return names.get(int(run.by.removeprefix(PERSON)), "") if run.by.startswith(PERSON) else ""
