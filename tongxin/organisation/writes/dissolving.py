"""Dissolving a unit: it goes only when nobody and nothing stands in it any more."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.core.acts import act
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import UnitDissolved
from tongxin.organisation.models import Membership, Post, Unit, UnitName, UnitPath
from tongxin.organisation.writes.paths import end_paths
from tongxin.organisation.writes.standing import begin, last_named, last_placed, require_change
from tongxin.organisation.writes.units import label


@act
def dissolve_unit(*, actor: Actor, unit: Unit, day: date) -> Unit:
    """A unit without people, without units below it and served by none exists no longer from a day on. Its posts end.

    Records UnitDissolved. Raises ForbiddenError, and RuleBrokenError that says how many remain.
    """
    begin(actor=actor, units=[unit])
    require_end(unit, day)
    _require_empty(unit, day)
    end_unit(unit, day)
    record(UnitDissolved(object=label(unit), unit_id=unit.pk, day=day))
    return unit


def require_end(unit: Unit, day: date) -> None:
    """Require that a unit can end on a day: it existed before, with no later change. Raises RuleBrokenError."""
    require_change(unit, day, max(last_named(unit), last_placed(unit)))
    if day == unit.founded_on:
        raise RuleBrokenError(
            _("%(unit)s is founded on this very day. Choose a later day.") % {"unit": unit.name}, code="same_day"
        )


def end_unit(unit: Unit, day: date) -> None:
    """Let an empty unit, its name, its place and its posts end on a day. The caller asks rights and rules."""
    for rows in (Post.objects.filter(unit=unit, to_on__gt=day), UnitName.objects.filter(unit=unit, to_on__gt=day)):
        rows.filter(from_on__gte=day).delete()
        rows.update(to_on=day)
    end_paths(unit.pk, day)
    unit.dissolved_on = day
    unit.save(update_fields=["dissolved_on", "merged_into"])


def _require_empty(unit: Unit, day: date) -> None:
    remaining = {
        "below": UnitPath.objects.filter(ancestor=unit, depth=1, to_on__gt=day).values("unit").distinct().count(),
        "people": Membership.objects.filter(unit=unit, to_on__gt=day).values("person").distinct().count(),
        "serving": Unit.objects.filter(serves=unit, dissolved_on__gt=day).count(),
    }
    if any(remaining.values()):
        raise RuleBrokenError(
            _(
                "%(unit)s cannot be dissolved: units below it: %(below)s, people in it: %(people)s, units of other "
                "lines that serve it: %(serving)s. Move them first, or merge it into another unit."
            )
            % {"unit": unit.name, **remaining},
            code="not_empty",
            remaining=remaining,
        )
