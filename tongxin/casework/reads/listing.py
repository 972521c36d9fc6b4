"""The cases of which somebody may know, as other systems read them: newest first, in keyset pages."""

from tongxin.casework.reads.lines import CaseLine, lines_of
from tongxin.casework.rights import visible_cases
from tongxin.core.policy import Actor


def listed_cases(
    actor: Actor, *, status: str = "", category: str = "", before: int | None = None, limit: int
) -> list[CaseLine]:
    """Return visible cases, the newest first. The number of queries does not grow with the page."""
    rows = visible_cases(actor)
    if status:
        rows = rows.filter(status=status)
    if category:
        rows = rows.filter(category=category)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = rows.select_related("unit", "place", "raiser", "handler").order_by("-pk")[:limit]
    return lines_of(actor, list(found))
