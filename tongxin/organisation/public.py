"""PUBLIC: the door of the organisation, for the apps above."""

from tongxin.organisation.fields import UnitField
from tongxin.organisation.models import Person, Unit
from tongxin.organisation.reads.actors import actor_of_user
from tongxin.organisation.reads.tree import (
    ancestors_of,
    children_of,
    descendant_ids,
    is_below,
    nearest_above,
    path_name,
    path_names,
    roots,
)
from tongxin.organisation.reads.units import access_unit, find_unit, search_units, unit_by_key
from tongxin.organisation.rights import actor_for, has_role, holders, person_of, reach, reached_units, reaches

__all__ = [
    "Person",
    "Unit",
    "UnitField",
    "access_unit",
    "actor_for",
    "actor_of_user",
    "ancestors_of",
    "children_of",
    "descendant_ids",
    "find_unit",
    "has_role",
    "holders",
    "is_below",
    "nearest_above",
    "path_name",
    "path_names",
    "person_of",
    "reach",
    "reached_units",
    "reaches",
    "roots",
    "search_units",
    "unit_by_key",
]
