"""Handing out case numbers: drawn by lot, so that neither a gap nor an order can be read from them."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date

from tongxin.casework.models import Case
from tongxin.casework.rules.numbering import DRAWS, case_number
from tongxin.core.db import wait_for_turn

Draw = Callable[[int], int]


def new_numbers(days: Sequence[date], draw: Draw = secrets.randbelow) -> list[str]:
    """Return a number that no case bears yet for each of these days. One query, a second one only after a clash.

    Holds the turn at numbers until the act ends. ``draw`` returns a whole number below its argument.
    """
    wait_for_turn("casework.numbers")
    given: list[str] = [""] * len(days)
    while open_places := [place for place, number in enumerate(given) if not number]:
        drawn = {place: case_number(days[place], draw(DRAWS)) for place in open_places}
        taken = set(given) | set(Case.objects.filter(number__in=drawn.values()).values_list("number", flat=True))
        for place, number in drawn.items():
            if number not in taken:
                given[place] = number
                taken.add(number)
    return given
