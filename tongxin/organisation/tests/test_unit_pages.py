import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.organisation.models import Unit, UnitName
from tongxin.organisation.tests.cast import LONG_AGO, found_company, in_days
from tongxin.organisation.tests.pages import FRAGMENT, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return found_company()


@pytest.fixture
def officer(company):
    return signed_in(company.officer())


def queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def page(client, company, code: str, query: str = "") -> str:
    return text_of(client.get(f"/units/{company.units[code].key}{query}"))


def test_every_employee_walks_the_tree_but_sees_no_figures(company):
    client = signed_in(company.hire("Wang"))
    assert "Group" in text_of(client.get("/units"))
    shown = page(client, company, "shop")
    assert "Shop" in shown
    assert "Members" not in shown
    assert "Rename" not in shown


def test_strangers_are_sent_to_the_sign_in(company, client):
    assert client.get("/units").status_code == 302


def test_an_officer_sees_how_many_people_belong_to_a_unit_and_below(company, officer):
    for n in range(3):
        company.hire(f"Worker {n}", "team", sex="f" if n else "m", born_on=LONG_AGO)
    shown = page(officer, company, "plant")
    assert re.findall(r'class="whence"[^>]*>(\d+)<', shown)[:2] == ["3", "2"]


def test_a_head_sees_counts_in_the_tree_only_where_he_reaches(company):
    head = company.hire("Head", "sales")
    company.post(head, "shop", "unit_head")
    company.hire("Worker", "team")
    shown = text_of(signed_in(head).get(f"/units/{company.units['team'].key}"))
    assert "<span>Team</span> <small>1</small>" in shown
    assert "<span>Plant</span> <small>" not in shown


def test_a_page_as_at_an_earlier_day_bears_the_name_of_that_day(company, officer):
    shop = company.units["shop"]
    UnitName.objects.filter(unit=shop).update(to_on=in_days(-10))
    UnitName.objects.create(unit=shop, name="New shop", from_on=in_days(-10))
    Unit.objects.filter(pk=shop.pk).update(name="New shop")
    assert "<h1>New shop</h1>" in page(officer, company, "shop")
    earlier = page(officer, company, "shop", f"?on={in_days(-11)}")
    assert "<h1>Shop</h1>" in earlier
    assert "You see this unit as it was" in earlier
    assert "Rename" not in earlier


def test_a_page_as_at_a_day_before_the_unit_says_so(company, officer):
    assert "did not exist yet" in page(officer, company, "shop", "?on=2010-01-01")


def test_a_day_that_cannot_be_read_counts_as_today(company, officer):
    assert "You see this unit as it was" not in page(officer, company, "shop", "?on=yesterday")


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "1936-02-29", "2136-02-29", "9999-12-31"])
def test_no_day_of_the_calendar_breaks_the_page(company, officer, day):
    assert officer.get(f"/units/{company.units['shop'].key}?on={day}").status_code == 200


def test_a_branch_loads_by_itself(company, officer):
    address = f"/units/{company.units['plant'].key}/below"
    part = text_of(officer.get(address, headers=FRAGMENT))
    assert "Shop" in part
    assert "Store" in part
    assert "<html" not in part
    assert "<html" in text_of(officer.get(address))


def test_a_search_finds_units_of_the_line_by_what_is_typed(company, officer):
    response = officer.get("/units?q=sho", headers=FRAGMENT)
    assert "Group / Plant / Shop" in text_of(response)
    assert "HX-Request" in response["Vary"]
    assert "No unit of this line" in text_of(officer.get("/units?q=zzz"))
    assert "Branch" in text_of(officer.get("/units?q=bra&line=party"))


def test_officers_stand_with_their_days_and_what_else_they_do(company, officer):
    zhao = company.hire("Zhao")
    company.post(zhao, "branch", "party_secretary")
    company.post(zhao, "shop", "unit_head")
    shown = page(officer, company, "branch")
    assert "party_secretary" in shown
    assert "also Shopunit_head" in shown


def test_a_post_that_nobody_holds_any_more_is_vacant_since_its_last_day(company, officer):
    gone = company.hire("Gone")
    company.post(gone, "branch", "party_discipline", from_on=LONG_AGO, to_on=in_days(-42))
    assert "vacant for 42 days" in page(officer, company, "branch")
    company.post(company.hire("Next"), "branch", "party_discipline")
    assert "vacant" not in page(officer, company, "branch")


def test_other_lines_are_named_from_the_nearest_place_and_missing_ones_too(company, officer):
    shown = page(officer, company, "team")
    assert ">Branch</a>" in shown
    assert ">Union</a>" in shown
    Unit.objects.filter(code="union").update(serves=company.units["other"])
    assert "Not set up yet" in page(officer, company, "team")


def test_a_unit_without_its_administrative_one_says_so(company, officer):
    Unit.objects.filter(code="union").update(serves=None)
    assert "which administrative unit" in page(officer, company, "union")


def test_a_dissolved_unit_names_its_heir(company, officer):
    Unit.objects.filter(code="store").update(dissolved_on=in_days(-3), merged_into=company.units["shop"])
    shown = page(officer, company, "store")
    assert "This unit exists until" in shown
    assert ">Shop</a>" in shown


def test_an_unknown_unit_is_not_found(company, officer):
    assert officer.get("/units/nothing").status_code == 404


def test_the_tree_costs_the_same_with_three_and_with_thirty_units(company, officer):
    def grow(count):
        for n in range(count):
            unit = Unit.objects.create(
                line="administrative", code=f"n{count}-{n}", name=f"N{n}", type=company.units["shop"].type,
                parent=company.units["group"], founded_on=LONG_AGO,
            )  # fmt: skip
            UnitName.objects.create(unit=unit, name=unit.name, from_on=LONG_AGO)
            unit.paths_up.create(ancestor=unit, depth=0, from_on=LONG_AGO)
            unit.paths_up.create(ancestor=company.units["group"], depth=1, from_on=LONG_AGO)

    address = f"/units/{company.units['group'].key}"
    grow(3)
    queries(officer, address)  # a session notes its first request
    before = [queries(officer, address), queries(officer, "/units?q=n")]
    grow(27)
    assert [queries(officer, address), queries(officer, "/units?q=n")] == before
    assert before[0] <= 20


def test_names_are_offered_while_one_types_whatever_the_field_is_called(company, officer):
    shown = text_of(officer.get("/units/names?scope=sho"))
    assert '<option value="Group / Plant / Shop">Administration</option>' in shown
    Unit.objects.filter(code="shop").update(search="shop cyc")
    assert "Administration · cyc" in text_of(officer.get("/units/names?unit=cyc"))
    assert text_of(officer.get("/units/names")).strip() == ""
