"""What the answer must be, worked out from the pack and the table alone: not a line of the product is asked."""

from pathlib import Path

import yaml

from tests.town import UNITS

ROOT = Path(__file__).resolve().parents[2]
PACK = yaml.safe_load((ROOT / "tongxin/packs/china_enterprise/roles.yaml").read_text(encoding="utf-8"))
ROLES = {code: role["rights"] for code, role in PACK["roles"].items()}
EVERYONE = {
    right: span for role in PACK["roles"].values() if role.get("everyone") for right, span in role["rights"].items()
}

OTHER_ROOT = "同辉置业"
PARENTS = {name: parent for line, name, _type, parent, _serves in UNITS if line == "administrative"} | {OTHER_ROOT: ""}
STANDS_ON = "车身事业部"
POSITIONS = {
    "own": STANDS_ON,
    "child": "冲压一车间",
    "parent": "同辉集团",
    "sibling": "总装事业部",
    "other root": OTHER_ROOT,
    "missing": "",
}
TYPES_BELOW = {
    "同辉集团": "department", OTHER_ROOT: "department", STANDS_ON: "workshop", "总装事业部": "workshop",
    "冲压一车间": "team", "": "team",
}  # fmt: skip
NOBODY = "nobody"
ACTORS = [NOBODY, *ROLES]

SIGN_IN, DONE = "asked to sign in", "let through"


def expected(actor, entry, position, method):
    """Return what the answer to a request must be: a status, SIGN_IN or DONE."""
    if entry.is_api and method not in entry.methods:
        return 405
    if actor == NOBODY and entry.needs != "public":
        return 401 if entry.is_api else SIGN_IN
    if isinstance(entry.needs, tuple) and not any(held(actor, right) for right in entry.needs):
        return 403
    return 405 if method not in entry.methods else about_object(actor, entry, position, method)


def about_object(actor, entry, position, method):
    """Return the answer to somebody whom the mark lets in."""
    if entry.kind and not sees(actor, entry, position) and not (entry.late and method == "GET"):
        return 404
    allowed = method != "POST" or entry.may is None or reaches(actor, entry.may, position, above=entry.above)
    return DONE if allowed else 403


def sees(actor, entry, position):
    """Return whether the object exists for the actor."""
    return position != "missing" and (entry.sees is None or reaches(actor, entry.sees, position))


def held(role, right):
    """Return how far a role holds a right: own, tree, all; None for not at all."""
    return EVERYONE.get(right) or ROLES[role].get(right)


def reaches(role, rights, position, *, above=False):
    """Return whether one of the rights of somebody on STANDS_ON goes as far as a position, or the unit above it."""
    spans = {held(role, right) for right in rights}
    asked = PARENTS[POSITIONS[position]] if above else POSITIONS[position]
    return (
        "all" in spans or ("tree" in spans and STANDS_ON in walk_up(asked)) or ("own" in spans and asked == STANDS_ON)
    )


def walk_up(unit):
    """Return a unit and all above it."""
    found = []
    while unit:
        found.append(unit)
        unit = PARENTS[unit]
    return found
