"""Case numbers: ``2026-1111-482139`` is a case of 11 November 2026. The last six digits are drawn, not counted.

A running number would tell whoever sees many cases that there is one he does not see: the one about himself.
"""

from datetime import date

DRAWS = 1_000_000


def case_number(day: date, drawn: int) -> str:
    """Return the number of a case of this day; ``drawn`` is one of 0 to 999,999."""
    return f"{day:%Y-%m%d}-{drawn:06d}"
