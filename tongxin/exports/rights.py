"""Who sees, decides and fetches an export. Nobody decides about his own, nor by a role that the asker lent him."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor, Right, declare, may
from tongxin.exports.book import answer_time
from tongxin.exports.models import APPROVED, ASKED, MADE, Export
from tongxin.organisation.public import givers, reach

APPROVE = "exports.approve"
# Declared by the apps below, beside the roles that hold them.
JOURNAL_VIEW = "journal.view"
PEOPLE, CASES = "organisation.export", "casework.case.export"

declare(
    # Guarded: an account that one person alone could have opened approves nothing (docs/decisions/0017).
    Right(
        APPROVE,
        _("approve or refuse exports of many people's data"),
        _("Never one's own. The contents are not shown."),
        guarded=True,
    )
)


def own_exports(actor: Actor) -> QuerySet[Export]:
    """Return what the actor himself took or asked for."""
    return Export.objects.filter(person_id=actor.person_id or 0)


def requests_in_reach(actor: Actor) -> QuerySet[Export]:
    """Return the requests of others that lie within the actor's right to approve."""
    found = reach(actor, APPROVE)
    requests = Export.objects.exclude(state=MADE).exclude(person_id=actor.person_id or 0)
    if found.nowhere:
        return requests.none()
    return requests if found.everywhere else requests.filter(unit_id__in=found.unit_ids())


def visible_exports(actor: Actor) -> QuerySet[Export]:
    """Return the exports of which the actor may know: his own, those to decide; an auditor of all."""
    if may(actor, JOURNAL_VIEW):
        return Export.objects.all()
    return Export.objects.filter(
        Q(pk__in=own_exports(actor).values("pk")) | Q(pk__in=requests_in_reach(actor).values("pk"))
    )


def waiting_for(actor: Actor) -> QuerySet[Export]:
    """Return the requests that the actor may decide now, in the order in which they came."""
    since = clock.now() - answer_time()
    found = requests_in_reach(actor).filter(state=ASKED, asked_at__gt=since)
    return found.exclude(person_id__in=givers(actor)).order_by("pk")


def access_export(*, actor: Actor, key: str, lock: bool = False) -> Export:
    """Return a visible export by the name in its address. Raises NotFoundError, the same for absent and not visible."""
    rows = Export.objects.select_for_update(of=("self",)) if lock else Export.objects
    found = visible_exports(actor).filter(key=key).values("pk")
    export = rows.select_related("person", "unit", "decided_by").filter(pk__in=found).first()
    if export is None:
        raise NotFoundError
    return export


def can_decide(actor: Actor, export: Export) -> bool:
    """Return whether the actor may approve or refuse: within his reach, not his own, by no role lent by the asker."""
    others = export.person_id != actor.person_id and export.person_id not in givers(actor)
    return others and requests_in_reach(actor).filter(pk=export.pk).exists()


def is_open(export: Export) -> bool:
    """Return whether a request waits for a decision and has not lapsed."""
    return export.state == ASKED and export.asked_at > clock.now() - answer_time()


def is_fetchable(export: Export) -> bool:
    """Return whether the file of an approved request can be fetched now."""
    return export.state == APPROVED and export.ends_at is not None and export.ends_at > clock.now()


def can_fetch(actor: Actor, export: Export) -> bool:
    """Return whether the actor may fetch the file: the one who asked, nobody else."""
    return export.person_id == actor.person_id
