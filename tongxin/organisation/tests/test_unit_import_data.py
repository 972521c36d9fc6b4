"""The real tree of 44,703 units, where TONGXIN_DATA names the folder that holds it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tongxin.core import clock
from tongxin.organisation.importing.runs import import_runs
from tongxin.organisation.importing.undoing import undo_import
from tongxin.organisation.importing.units import import_units
from tongxin.organisation.models import Unit, UnitPath, UnitType
from tongxin.organisation.reads.tree import is_below, roots
from tongxin.organisation.tests.trees import SYSTEM
from tongxin.organisation.writes.placing import move_unit
from tongxin.organisation.writes.unit_types import load_unit_types

DATA = os.environ.get("TONGXIN_DATA", "")
SIZE = 44_703

pytestmark = [
    pytest.mark.data,
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA, reason="TONGXIN_DATA does not name the folder of third-party data"),
]


def test_a_real_tree_comes_in_whole_again_unchanged_moves_and_goes_without_a_trace():
    load_unit_types(actor=SYSTEM)
    file = Path(DATA) / "tree" / "divisions_44703.json"
    first = import_units(actor=SYSTEM, path=file, today=clock.today())
    assert (first.rows, first.new, first.rejected) == (SIZE, SIZE, [])
    assert first.seconds < 60
    assert len(roots("administrative")) == 31
    again = import_units(actor=SYSTEM, path=file, today=clock.today())
    assert (again.rows, again.unchanged) == (SIZE, SIZE)
    UnitType.objects.update(open=True)
    top, other = Unit.objects.filter(parent=None).select_related("type")[:2]
    below = UnitPath.objects.filter(ancestor=top).exclude(unit=top)
    someone = below.last().unit_id
    move_unit(actor=SYSTEM, unit=top, parent=other, day=clock.today() + timedelta(days=1))
    assert not is_below(someone, other.pk)
    assert is_below(someone, other.pk, clock.today() + timedelta(days=1))
    assert undo_import(actor=SYSTEM, run_id=import_runs()[-1].pk) == SIZE
    assert not Unit.objects.exists()
