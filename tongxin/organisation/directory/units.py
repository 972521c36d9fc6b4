"""What a directory says of one unit and of those who work in it."""

from collections.abc import Collection
from dataclasses import dataclass
from secrets import token_hex

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, ConflictError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.organisation.models import DirectoryLink, Person, Unit
from tongxin.organisation.reads.tree import roots
from tongxin.organisation.rights.holdings import present
from tongxin.organisation.writes.dissolving import dissolve_unit
from tongxin.organisation.writes.memberships import transfer_person
from tongxin.organisation.writes.people import ADMINISTRATIVE
from tongxin.organisation.writes.units import found_unit, rename_unit

TYPE = "department"


@dataclass(frozen=True)
class SaidUnit:
    """What a directory says of a unit. ``members`` are keys of people; None: it says nothing of them."""

    name: str
    external_id: str | None = None
    members: Collection[str] | None = None


@act
def enter_group(*, actor: Actor, said: SaidUnit) -> Unit:
    """A unit is founded below the top of the organisation. Raises ConflictError for a name that is there already."""
    top = next(iter(roots(ADMINISTRATIVE)), None)
    standing = Unit.objects.filter(line=ADMINISTRATIVE, dissolved_on__gt=clock.today())
    require(not standing.filter(name=said.name).exists(), ConflictError, _taken(), code="uniqueness")
    code = f"S-{token_hex(4).upper()}"
    unit = found_unit(
        actor=actor, line=ADMINISTRATIVE, code=code, name=said.name, type_code=TYPE, parent=top, day=clock.today()
    )
    return follow_group(actor=actor, unit=unit, said=said)


@act
def follow_group(*, actor: Actor, unit: Unit, said: SaidUnit) -> Unit:
    """A unit bears the name, and those work in it, whom the directory says.

    Whoever is taken out must be put into another unit instead: everybody works somewhere. Raises RuleBrokenError.
    """
    if said.name and said.name != unit.name:
        rename_unit(actor=actor, unit=unit, name=said.name, day=clock.today())
        unit.refresh_from_db()
    if said.external_id is not None:
        DirectoryLink.objects.update_or_create(unit=unit, defaults={"external_id": said.external_id})
    if said.members is not None:
        _place(actor, unit, set(said.members))
    return unit


@act
def end_group(*, actor: Actor, unit: Unit) -> None:
    """A unit is dissolved, if nobody works in it and nothing stands below it. Raises RuleBrokenError."""
    require(not Person.objects.filter(present(), home=unit).exists(), RuleBrokenError, _elsewhere())
    dissolve_unit(actor=actor, unit=unit, day=clock.today())


def _place(actor: Actor, unit: Unit, wanted: set[str]) -> None:
    here = set(Person.objects.filter(present(), home=unit).values_list("key", flat=True))
    require(not here - wanted, RuleBrokenError, _elsewhere())
    coming = list(Person.objects.filter(present(), key__in=wanted - here))
    if len(coming) != len(wanted - here):
        raise BadInputError(_("One of the members is not known here."), field="members")
    for person in coming:
        transfer_person(actor=actor, person=person, unit=unit, day=clock.today())


def _taken() -> str:
    return _("There is a unit of this name already.")


def _elsewhere() -> str:
    return _("Everybody works somewhere: put the people into another unit first.")
