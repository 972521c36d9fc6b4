"""The roster as a kind of file for the door of exports. Every line is sensitive: it says who somebody is."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tongxin.core.exports import Kind, Mark, Written
from tongxin.core.policy import Actor
from tongxin.organisation.exporting.roster import count_people, export_people
from tongxin.organisation.models import Unit
from tongxin.organisation.reads.units import access_unit
from tongxin.organisation.rights import EXPORT


def _unit(actor: Actor, key: str) -> Unit | None:
    return access_unit(actor=actor, key=key) if key else None


def _unit_id(actor: Actor, key: str) -> int | None:
    unit = _unit(actor, key)
    return unit.pk if unit is not None else None


def _count(actor: Actor, key: str) -> int:
    return count_people(actor=actor, unit=_unit(actor, key))


def _write(actor: Actor, key: str, path: Path, mark: Mark) -> Written:
    written = export_people(actor=actor, path=path, unit=_unit(actor, key), mark=mark)
    return Written(written, written)


PEOPLE = Kind(
    name="people", label=_("Roster"), file="people.xlsx", right=EXPORT, count=_count, write=_write, unit_id=_unit_id
)
