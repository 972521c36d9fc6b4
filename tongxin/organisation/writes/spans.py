"""Spans of days as acts change them: ended, never overwritten."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongxin.core.errors import BadInputError
from tongxin.organisation.models import Unit
from tongxin.organisation.models.spans import SpanQuerySet


def end_on(rows: SpanQuerySet[Any], day: date) -> int:
    """End spans on a day; one that would begin on that day or later never was. Returns how many were concerned."""
    open_rows = rows.filter(to_on__gt=day)
    never, _ = open_rows.filter(from_on__gte=day).delete()
    return never + open_rows.update(to_on=day)


def require_standing(unit: Unit, day: date, field: str = "unit") -> None:
    """Raise BadInputError unless the unit exists on the day."""
    if not unit.founded_on <= day < unit.dissolved_on:
        raise BadInputError(
            _("%(unit)s does not exist on %(day)s. Choose another unit or day.")
            % {"unit": unit.name, "day": day.isoformat()},
            field=field,
        )


def require_order(from_on: date, to_on: date, field: str = "last_on") -> None:
    """Raise BadInputError unless a span holds at least one day."""
    if to_on <= from_on:
        raise BadInputError(_("The last day lies before the first one."), field=field)
