import pytest

from tongxin.core import clock
from tongxin.organisation.models import Unit, UnitType
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.tests.cast import found_company, in_days
from tongxin.organisation.tests.pages import signed_in, text_of

pytestmark = pytest.mark.django_db

ACTS = ["found", "rename", "move", "merge", "split", "dissolve", "serve", "duties"]


@pytest.fixture
def company():
    return found_company()


@pytest.fixture
def officer(company):
    return signed_in(company.officer())


@pytest.fixture
def send(company, officer):
    def send_form(unit: str, act: str, **values):
        return officer.post(f"/units/{company.units[unit].key}/{act}", {"day": clock.today().isoformat()} | values)

    return send_form


@pytest.mark.parametrize("act", ACTS)
def test_only_who_edits_units_opens_an_act_and_the_service_decides_where(company, act):
    elsewhere = signed_in(company.officer("sales"))
    employee = signed_in(company.hire("Wang"))
    address = f"/units/{company.units['shop'].key}/{act}"
    assert employee.get(address).status_code == 403
    assert elsewhere.get(address).status_code == 200
    values = {
        "day": in_days(1).isoformat(), "name": "Y", "code": "y", "type_code": "any", "parent": "other", "into": "store",
        "code_1": "y", "name_1": "Y", "heir": "0", "serves": "", f"below_{company.units['team'].pk}": "0",
    }  # fmt: skip
    assert elsewhere.post(address, values).status_code in {403, 422 if act == "serve" else 403}
    assert Unit.objects.filter(
        pk=company.units["shop"].pk, dissolved_on=FOREVER, parent=company.units["plant"]
    ).exists()


@pytest.mark.parametrize("act", ACTS)
def test_every_act_has_a_page_that_says_what_it_is_about(company, officer, act):
    assert "Group / Plant / Shop" in text_of(officer.get(f"/units/{company.units['shop'].key}/{act}"))


def test_a_founded_unit_is_opened_at_once(company, send):
    response = send("shop", "found", name="Night team", code="night", type_code="any")
    made = Unit.objects.get(code="night")
    assert made.parent == company.units["shop"]
    assert response["Location"] == f"/units/{made.key}"


def test_a_code_that_is_taken_is_refused_beside_its_field_and_nothing_typed_is_lost(company, send):
    response = send("shop", "found", name="Night team", code="team", type_code="any")
    assert response.status_code == 422
    shown = text_of(response)
    assert 'value="Night team"' in shown
    assert 'aria-describedby="id_code_help id_code_error"' in shown


def test_only_types_that_may_stand_below_are_offered(company, officer):
    strict = UnitType.objects.get(line="administrative", code="any")
    child = UnitType.objects.create(line="administrative", code="child", name="Child type", from_pack=True)
    UnitType.objects.create(line="administrative", code="foreign", name="Foreign type", from_pack=True)
    strict.open = False
    strict.save()
    strict.allows.add(child)
    shown = text_of(officer.get(f"/units/{company.units['shop'].key}/found"))
    assert "Child type" in shown
    assert "Foreign type" not in shown


def test_a_new_name_counts_from_its_day(company, send):
    send("shop", "rename", name="New shop")
    assert Unit.objects.get(code="shop").name == "New shop"


def test_a_unit_moves_to_where_the_form_says(company, send):
    send("shop", "move", parent="Group / Sales")
    assert Unit.objects.get(code="shop").parent == company.units["sales"]


def test_a_place_beyond_ones_reach_is_refused_in_the_form(company, send):
    response = send("shop", "move", parent="other")
    assert response.status_code == 403
    assert "You may not do this" in text_of(response)
    assert 'value="other"' in text_of(response)


def test_a_move_below_itself_is_refused_beside_the_parent(company, send):
    response = send("plant", "move", parent="Group / Plant / Shop")
    assert response.status_code == 409
    shown = text_of(response)
    assert "cannot be placed below" in shown
    assert 'id="id_parent_error"' in shown
    assert 'value="Group / Plant / Shop"' in shown


def test_an_unknown_parent_is_refused_before_anything_happens(company, send):
    response = send("plant", "move", parent="Nowhere")
    assert response.status_code == 422
    assert "No unit is called “Nowhere”" in text_of(response)


def test_a_merged_unit_leads_to_its_heir(company, send):
    response = send("store", "merge", into="shop")
    assert response["Location"] == f"/units/{company.units['shop'].key}"
    assert Unit.objects.get(code="store").merged_into == company.units["shop"]


def test_a_split_makes_new_units_and_places_those_below(company, send):
    team = f"below_{company.units['team'].pk}"
    send("shop", "split", code_1="s1", name_1="Shop 1", code_2="s2", name_2="Shop 2", heir="1", **{team: "2"})
    assert Unit.objects.get(code="s1").split_from == company.units["shop"]
    assert Unit.objects.get(code="team").parent == Unit.objects.get(code="s2")
    assert Unit.objects.get(code="shop").merged_into == Unit.objects.get(code="s1")


def test_a_split_to_a_unit_without_a_name_is_refused(company, send):
    team = f"below_{company.units['team'].pk}"
    response = send("shop", "split", code_1="s1", name_1="Shop 1", heir="0", **{team: "3"})
    assert response.status_code == 422
    assert not Unit.objects.filter(code="s1").exists()


def test_a_unit_with_people_is_not_dissolved(company, send):
    company.hire("Wang")
    assert "cannot be dissolved" in text_of(send("team", "dissolve"))
    send("store", "dissolve")
    assert Unit.objects.get(code="store").dissolved_on == clock.today()


def test_a_unit_of_a_line_is_attached(company, send):
    send("union", "serve", serves="shop")
    assert Unit.objects.get(code="union").serves == company.units["shop"]
    response = send("union", "serve", serves="branch")
    assert 'id="id_serves_error"' in text_of(response)


def test_duties_and_plan_stand_on_the_page(company, officer, send):
    send("shop", "duties", duties="Press sheet metal", year_plan="A new press in May")
    shown = text_of(officer.get(f"/units/{company.units['shop'].key}"))
    assert "Press sheet metal" in shown
    assert "A new press in May" in shown


def test_a_form_that_is_sent_twice_acts_once(company, send):
    for _ in range(2):
        send("shop", "found", name="Night team", code="night", type_code="any", _key="one-key")
    assert Unit.objects.filter(name="Night team").count() == 1
