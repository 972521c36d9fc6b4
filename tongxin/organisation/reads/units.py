"""Finding units. Names and structure of the tree are open to everyone who is signed in; lists of people are not."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from tongxin.core import clock
from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor, may
from tongxin.organisation.models import Unit, UnitType
from tongxin.organisation.rights import UNIT_VIEW
from tongxin.rulebook.public import section, word


def find_unit(line: str, code: str) -> Unit | None:
    """Return the unit of a line that bears this code, dissolved ones included, or None."""
    return Unit.objects.filter(line=line, code=code).select_related("type").first()


def unit_by_key(key: str) -> Unit | None:
    """Return the unit that an address names, or None."""
    return Unit.objects.filter(key=key).select_related("type", "parent", "serves").first()


def access_unit(*, actor: Actor, key: str) -> Unit:
    """Return the unit that an address names, for anybody who may see the tree. Raises NotFoundError."""
    unit = unit_by_key(key) if may(actor, UNIT_VIEW) else None
    if unit is None:
        raise NotFoundError
    return unit


def search_units(text: str, line: str | None = None, limit: int = 20) -> list[Unit]:
    """Return the units of today whose name, pinyin, initials or code hold the text; the best fitting first."""
    wanted = "".join(text.split()).casefold()
    if not wanted:
        return []
    today = clock.today()
    found = Unit.objects.filter(founded_on__lte=today, dissolved_on__gt=today)
    if line:
        found = found.filter(line=line)
    by_name = found.filter(search__contains=wanted) | found.filter(code__istartswith=wanted)
    return list(_best_first(by_name, wanted).select_related("type", "parent")[:limit])


def lines_in_use() -> list[str]:
    """Return the codes of the lines in which units stand today, in the order of the pack."""
    today = clock.today()
    used = set(
        Unit.objects.filter(founded_on__lte=today, dissolved_on__gt=today).values_list("line", flat=True).distinct()
    )
    return [entry["code"] for entry in section("units")["lines"] if entry["code"] in used]


def line_name(line: str) -> str:
    """Return what a line is called in the active language."""
    return next((word(entry) for entry in section("units")["lines"] if entry["code"] == line), line)


def type_name(type: UnitType) -> str:
    """Return what a type of unit is called: a type of the pack in the active language, one's own as it was written."""
    if not type.from_pack:
        return type.name
    lines = (entry["types"] for entry in section("units")["lines"] if entry["code"] == type.line)
    return next((word(entry) for types in lines for entry in types if entry["code"] == type.code), type.name)


def type_names(line: str = "administrative") -> dict[str, str]:
    """Return what the types of units of a line are called, by code."""
    return {type.code: type_name(type) for type in UnitType.objects.filter(line=line)}


def _best_first(found: QuerySet[Unit], wanted: str) -> QuerySet[Unit]:
    fit = Case(
        When(name__iexact=wanted, then=Value(0)),
        When(name__istartswith=wanted, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.order_by(fit, "name", "pk")
