"""Rosters of other houses, read as they are, and a large roster of invented people."""

import os
from pathlib import Path

import pytest

from benchmarks.make_roster import unit_codes, write_roster
from tongxin.core import clock
from tongxin.core.errors import BadInputError
from tongxin.organisation.importing.people import import_people
from tongxin.organisation.importing.people_rows import rows_of, tables_of
from tongxin.organisation.models import Person
from tongxin.organisation.tests.cast import found_company
from tongxin.organisation.tests.rosters import CONSOLE
from tongxin.sheets.public import read

DATA = Path(os.environ.get("TONGXIN_DATA", "/nowhere")) / "rosters"

pytestmark = pytest.mark.django_db
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="TONGXIN_DATA names no folder with rosters")


def files():
    return sorted(DATA.glob("*.xlsx")) if DATA.is_dir() else []


@pytest.mark.data
@needs_data
@pytest.mark.parametrize("path", files(), ids=str)
def test_a_real_file_is_either_read_as_a_roster_or_refused_as_none(path):
    found_company()
    titles = {cell for sheet in read(path).sheets for row in sheet.rows for cell in row.cells if isinstance(cell, str)}
    if "姓名" not in titles:
        with pytest.raises(BadInputError):
            tables_of(read(path))
        return
    tables = tables_of(read(path))
    assert tables
    outcome = import_people(actor=CONSOLE, path=path, dry_run=True, today=clock.today())
    assert outcome.adds_up()
    assert outcome.rows == sum(1 for table in tables for _ in rows_of(table))
    assert all(refusal.reason and refusal.row for refusal in outcome.rejected)


def test_a_roster_of_invented_people_comes_in_whole(tmp_path):
    company = found_company()
    for code, unit in zip(unit_codes(5), list(company.units.values())[:5], strict=True):
        unit.code = code
        unit.save()
    path = tmp_path / "invented.xlsx"
    write_roster(path, 700, 5)
    outcome = import_people(actor=CONSOLE, path=path, today=clock.today())
    assert (outcome.new, outcome.rejected, outcome.warnings) == (700, [], [])
    assert Person.objects.exclude(national_id_index=None).count() == 700
    again = import_people(actor=CONSOLE, path=path, today=clock.today())
    assert again.unchanged == 700
