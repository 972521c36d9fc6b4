"""The closure against an oracle that keeps only "parent since day" and walks up step by step."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tongxin.core.errors import RuleBrokenError
from tongxin.organisation.models import Unit, UnitPath, UnitType
from tongxin.organisation.tests.trees import SYSTEM, day, found
from tongxin.organisation.writes.dissolving import dissolve_unit
from tongxin.organisation.writes.merging import merge_units
from tongxin.organisation.writes.placing import move_unit

DAYS = 8
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["found", "move", "move", "move", "merge", "dissolve"]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(0, DAYS - 1),
    ),
    min_size=3,
    max_size=18,
)


class Oracle:
    """Who stands below whom since when; gone units are below "gone"."""

    def __init__(self):
        self.since = {}

    def put(self, unit, parent, number):
        if unit not in self.since or self.parent(unit, number) != parent:
            self.since.setdefault(unit, {})[number] = parent

    def parent(self, unit, number):
        days = [start for start in self.since[unit] if start <= number]
        return self.since[unit][max(days)] if days else "gone"

    def paths(self, number):
        found_paths = set()
        for unit in self.since:
            step, depth = unit, 0
            while step is not None and self.parent(unit, number) != "gone":
                found_paths.add((step, unit, depth))
                step, depth = self.parent(step, number), depth + 1
        return found_paths


def do(oracle, units, act, one, other, number):
    if act == "found":
        parent = units[other % len(units)] if units and other % 5 else None
        unit = found(f"U{len(oracle.since)}", f"单位{len(oracle.since)}", "other", parent, day=day(number))
        units.append(unit)
        oracle.put(unit.pk, parent.pk if parent else None, number)
    elif act == "move":
        unit, parent = units[one % len(units)], units[other % len(units)] if other % 6 else None
        move_unit(actor=SYSTEM, unit=unit, parent=parent, day=day(number))
        oracle.put(unit.pk, parent.pk if parent else None, number)
    elif act == "merge":
        unit, into = units[one % len(units)], units[other % len(units)]
        if unit == into:
            return
        children = [pk for pk in oracle.since if oracle.parent(pk, number) == unit.pk]
        merge_units(actor=SYSTEM, units=[unit], into=into, day=day(number))
        for child in children:
            oracle.put(child, into.pk, number)
        oracle.put(unit.pk, "gone", number)
    else:
        unit = units[one % len(units)]
        dissolve_unit(actor=SYSTEM, unit=unit, day=day(number))
        oracle.put(unit.pk, "gone", number)


class TreeOverTime(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(acts=ACTS)
    def test_after_any_acts_the_closure_equals_a_walk_up_on_every_day(self, acts):
        UnitType.objects.create(line="administrative", code="other", name="其他")
        oracle, units = Oracle(), []
        for act, one, other, number in [("found", 0, 0, 0), ("found", 0, 1, 0), *acts]:
            units[:] = Unit.objects.filter(pk__in=oracle.since).select_related("type").order_by("pk")
            with suppress(RuleBrokenError):
                do(oracle, units, act, one, other, number)
        for number in range(DAYS + 1):
            stored = set(UnitPath.objects.on(day(number)).values_list("ancestor_id", "unit_id", "depth"))
            assert stored == oracle.paths(number), f"day {number}"
