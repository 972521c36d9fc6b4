"""People written to a sheet: of a unit and below, without their numbers, and fit to be brought in again."""

import pytest
from django.utils.translation import override

from tongxin.core import clock
from tongxin.core.errors import ForbiddenError
from tongxin.core.policy import system_actor
from tongxin.journal.public import newest_entries
from tongxin.organisation.exporting.roster import export_people
from tongxin.organisation.facts import PEOPLE_EXPORTED
from tongxin.organisation.importing.people import import_people
from tongxin.organisation.tests.cast import found_company
from tongxin.organisation.writes.memberships import join_unit
from tongxin.organisation.writes.people import register_person
from tongxin.sheets.public import read

pytestmark = pytest.mark.django_db
CONSOLE = system_actor("export")
NUMBER = "11010519491231002X"


@pytest.fixture
def company():
    company = found_company()
    person = register_person(
        actor=CONSOLE, name="陈静", staff_no="1", home=company.units["team"], national_id=NUMBER, phone="13800000001"
    )
    company.post(person, "branch", "party_organisation")
    join_unit(actor=CONSOLE, person=person, unit=company.units["branch"], standing="full")
    company.hire("罗青", "sales", kind="dispatched")
    return company


def cells(path):
    return [[cell for cell in row.cells if cell is not None] for row in read(path).sheets[0].rows]


def test_a_line_says_number_name_kind_unit_memberships_and_posts(company, tmp_path):
    path = tmp_path / "people.xlsx"
    with override("zh-hans"):
        assert export_people(actor=CONSOLE, path=path, unit=company.units["plant"]) == 1
    head, line = cells(path)
    assert head == ["工号", "姓名", "人员类别", "单位", "单位编码", "所在组织", "职务"]
    assert line[:5] == ["1", "陈静", "职工", "Group / Plant / Shop / Team", "team"]
    assert line[5:] == ["Branch: 正式党员", "Branch: party_organisation"]


def test_no_identity_number_and_no_phone_leaves_by_an_export(company, tmp_path):
    path = tmp_path / "people.xlsx"
    export_people(actor=CONSOLE, path=path)
    written = str(cells(path))
    assert NUMBER not in written
    assert "13800000001" not in written


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_exported_is_brought_in_again_without_a_change(company, tmp_path, language):
    path = tmp_path / "people.xlsx"
    with override(language):
        count = export_people(actor=CONSOLE, path=path)
    outcome = import_people(actor=CONSOLE, path=path, today=clock.today())
    assert (outcome.unchanged, outcome.rejected, outcome.warnings) == (count, [], [])


def test_an_export_is_noted_with_its_size(company, tmp_path):
    export_people(actor=CONSOLE, path=tmp_path / "people.xlsx")
    look = newest_entries(kind=PEOPLE_EXPORTED)[0]
    assert (look.actor, look.data) == ("system:export", {"people": 2})


def test_an_officer_writes_out_his_subtree_only(company, tmp_path):
    officer = company.officer("plant")
    assert export_people(actor=officer, path=tmp_path / "plant.xlsx", unit=company.units["plant"]) == 1
    for unit in (company.units["group"], None):
        with pytest.raises(ForbiddenError):
            export_people(actor=officer, path=tmp_path / "all.xlsx", unit=unit)
