"""Takes the types of unit over from the rule pack."""

from collections.abc import Mapping
from typing import Any

from tongxin.core.acts import act
from tongxin.core.policy import Actor, require
from tongxin.organisation.models import UnitType
from tongxin.organisation.rights import UNIT_EDIT, reach
from tongxin.rulebook.public import section

ANY = "any"


@act
def load_unit_types(*, actor: Actor) -> int:
    """Every type of the pack exists, with the types it allows below it; the company's own types stay. May be repeated.

    Returns how many types are new. Raises ForbiddenError without the right to edit units everywhere.
    """
    require(reach(actor, UNIT_EDIT).everywhere)
    return sum(_load_line(line["code"], line["types"]) for line in section("units")["lines"])


def _load_line(line: str, entries: list[Mapping[str, Any]]) -> int:
    types, fresh = {}, 0
    for entry in entries:
        values = {"name": entry["name_zh"], "from_pack": True, "open": entry["below"] == ANY}
        types[entry["code"]], made = UnitType.objects.update_or_create(line=line, code=entry["code"], defaults=values)
        fresh += made
    for entry in entries:
        below = [] if entry["below"] == ANY else entry["below"]
        types[entry["code"]].allows.set(types[code] for code in below)
    return fresh
