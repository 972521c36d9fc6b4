import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.core import clock
from tongxin.journal.public import newest_entries
from tongxin.organisation.models import Membership, Person, Post
from tongxin.organisation.tests.cast import LONG_AGO, found_company, in_days
from tongxin.organisation.tests.pages import FRAGMENT, signed_in, text_of

pytestmark = pytest.mark.django_db

PHONE = "13800138000"


@pytest.fixture
def company():
    return found_company()


@pytest.fixture
def officer(company):
    return signed_in(company.officer())


@pytest.fixture
def wang(company):
    return company.hire("Wang")


def join(person: Person, unit, standing: str = "full") -> Membership:
    return Membership.objects.create(person=person, unit=unit, line=unit.line, standing=standing, from_on=LONG_AGO)


def names(client, query: str = "") -> list[str]:
    shown = text_of(client.get(f"/people{query}", headers=FRAGMENT))
    return [part.split("</a>")[0].split(">")[-1] for part in shown.split('<th scope="row">')[1:]]


def test_a_roster_holds_those_in_reach_and_nobody_else(company):
    head = company.hire("Head", "shop")
    company.post(head, "shop", "unit_head")
    company.hire("Inside", "team")
    company.hire("Outside", "sales")
    company.hire("Gone", "team", left_on=in_days(-1))
    assert names(signed_in(head)) == ["Head", "Inside"]


def test_an_employee_has_no_roster(wang):
    client = signed_in(wang)
    for address in ("/people", "/cross-appointments", "/people/new"):
        assert client.get(address).status_code == 403


def test_a_roster_is_narrowed_by_what_the_address_says(company, officer, wang):
    company.hire("Zhao", "store", kind="dispatched")
    join(wang, company.units["branch"])
    Person.objects.filter(name="Zhao").update(search="赵 zhao z")
    assert names(officer, "?q=zha") == ["Zhao"]
    assert names(officer, "?q=zha+wan") == []
    assert names(officer, "?kind=dispatched") == ["Zhao"]
    assert names(officer, "?standing=party:full") == ["Wang"]
    assert names(officer, "?standing=party:activist") == []
    assert names(officer, "?unit=shop") == ["Wang"]
    assert names(officer, f"?unit={company.units['party'].key}") == ["Wang"]


def test_a_unit_that_is_not_there_is_said_beside_its_field(officer):
    assert "No unit is called “Nowhere”" in text_of(officer.get("/people?unit=Nowhere"))


def test_an_empty_roster_says_what_would_stand_there(officer):
    assert "Nobody fits" in text_of(officer.get("/people?q=nobody-at-all"))


def test_pages_of_a_roster_follow_each_other_without_a_gap_and_back(company, officer):
    for n in range(60):
        company.hire(f"P{n % 7}")
    first = officer.get("/people", headers=FRAGMENT)
    after = text_of(first).split("?after=")[1].split('"')[0]
    second = officer.get(f"/people?after={after}", headers=FRAGMENT)
    before = text_of(second).split("?before=")[1].split('"')[0]
    assert len(names(officer)) == 50
    assert len(names(officer, f"?after={after}")) == 11
    assert names(officer, f"?before={before}") == names(officer)
    assert len(names(officer, "?after=nonsense")) == 50


def test_a_roster_costs_the_same_with_three_and_with_thirty_people(company, officer):
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert officer.get(address).status_code == 200
        return len(seen)

    def grow(count: int) -> None:
        for n in range(count):
            person = company.hire(f"Q{count}-{n}")
            join(person, company.units["branch"])
            company.post(person, "branch", "party_member")
            company.post(person, "shop", "unit_deputy")

    grow(3)
    cost("/me")  # a session notes its first request
    before = [cost("/people"), cost("/cross-appointments")]
    grow(27)
    assert [cost("/people"), cost("/cross-appointments")] == before


def test_cross_appointments_hold_who_has_posts_in_two_lines(company, officer, wang):
    company.post(wang, "branch", "party_secretary")
    zhao = company.hire("Zhao")
    company.post(zhao, "shop", "unit_head")
    assert "No cross-appointment" in text_of(officer.get("/cross-appointments"))
    company.post(wang, "shop", "unit_head")
    shown = text_of(officer.get("/cross-appointments"))
    assert "Wang" in shown
    assert "Zhao" not in shown
    assert "No cross-appointment" in text_of(officer.get("/cross-appointments?unit=sales"))


def test_the_page_of_a_person_is_open_to_himself_and_to_who_reaches_him(company, officer, wang):
    assert officer.get(f"/people/{wang.key}").status_code == 200
    assert signed_in(wang).get(f"/people/{wang.key}").status_code == 200
    assert signed_in(company.hire("Colleague")).get(f"/people/{wang.key}").status_code == 404
    assert signed_in(company.officer("sales", "Other")).get(f"/people/{wang.key}").status_code == 404


def test_the_page_shows_where_somebody_belongs_and_belonged(company, officer, wang):
    join(wang, company.units["branch"], "probationary")
    company.post(wang, "branch", "party_member", from_on=LONG_AGO, to_on=in_days(-5))
    shown = text_of(officer.get(f"/people/{wang.key}"))
    assert "probationary Party member" in shown
    assert shown.index("Before") < shown.index("party_member")
    assert "Transfer" in shown
    assert "Transfer" not in text_of(signed_in(wang).get(f"/people/{wang.key}"))
    assert "Holds no post" not in text_of(officer.get(f"/people/{wang.key}?on={in_days(-6)}"))


def test_sensitive_data_need_a_reason_are_shown_once_and_noted(company, officer, wang):
    wang.phone = PHONE
    wang.save()
    address = f"/people/{wang.key}/sensitive"
    assert PHONE not in text_of(officer.get(f"/people/{wang.key}"))
    refused = officer.post(address, {"why": " "})
    assert refused.status_code == 422
    assert 'id="id_why_error"' in text_of(refused)
    shown = officer.post(address, {"why": "Emergency contact"})
    assert PHONE in text_of(shown)
    assert shown["Cache-Control"] == "no-store"
    assert newest_entries(kind="organisation.sensitive_seen")[0].data["why"] == "Emergency contact"
    assert "Others looked at yours 1 time." in text_of(signed_in(wang).get(f"/people/{wang.key}"))


def test_sensitive_data_stay_closed_to_a_head_and_open_to_oneself(company, wang):
    head = company.hire("Head", "shop")
    company.post(head, "shop", "unit_head")
    address = f"/people/{wang.key}/sensitive"
    assert "See identity number" not in text_of(signed_in(head).get(f"/people/{wang.key}"))
    assert signed_in(head).post(address, {"why": "Curious"}).status_code == 403
    assert signed_in(wang).post(address).status_code == 200
    assert signed_in(company.hire("Colleague")).post(address, {"why": "Curious"}).status_code == 404


@pytest.mark.parametrize("act", ["change", "transfer", "join/league", "leave", "appoint"])
def test_acts_on_a_person_are_for_who_edits_people_and_sees_him(company, officer, wang, act):
    address = f"/people/{wang.key}/{act}"
    assert signed_in(wang).get(address).status_code == 403
    assert signed_in(company.officer("sales", "Other")).get(address).status_code == 404
    assert "Wang" in text_of(officer.get(address))


def test_a_new_person_is_registered_and_opened(company, officer):
    values = {"name": "New", "staff_no": "N1", "home": "team", "kind": "employee", "from_on": clock.today().isoformat()}
    response = officer.post("/people/new", values)
    person = Person.objects.get(staff_no="N1")
    assert response["Location"] == f"/people/{person.key}"
    again = officer.post("/people/new", values)
    assert again.status_code == 422
    assert 'id="id_staff_no_error"' in text_of(again)
    branch = officer.post("/people/new", values | {"staff_no": "N2", "home": "branch"})
    assert 'id="id_home_error"' in text_of(branch)


def test_a_correction_keeps_what_is_left_empty(company, officer, wang):
    wang.phone = PHONE
    wang.save()
    officer.post(f"/people/{wang.key}/change", {"name": "Wang Li", "staff_no": wang.staff_no, "kind": "intern"})
    changed = Person.objects.get(pk=wang.pk)
    assert (changed.name, changed.kind, changed.phone) == ("Wang Li", "intern", PHONE)


def test_somebody_moves_joins_changes_standing_and_leaves(company, officer, wang):
    today = clock.today().isoformat()
    address = f"/people/{wang.key}"
    officer.post(f"{address}/transfer", {"unit": "store", "day": today})
    assert Person.objects.get(pk=wang.pk).home == company.units["store"]
    officer.post(f"{address}/join/party", {"unit": "branch", "standing": "probationary", "from_on": str(in_days(-9))})
    held = wang.memberships.get(line="party")
    officer.post(f"{address}/memberships/{held.pk}/standing", {"standing": "full", "day": today})
    held = wang.memberships.get(line="party", to_on__gt=clock.today())
    assert held.standing == "full"
    officer.post(f"{address}/memberships/{held.pk}/leave", {"day": str(in_days(1))})
    assert wang.memberships.filter(line="party", to_on=in_days(1)).exists()
    officer.post(f"{address}/leave", {"day": str(in_days(2))})
    assert Person.objects.get(pk=wang.pk).left_on == in_days(2)


def test_a_line_that_is_not_there_cannot_be_joined(officer, wang):
    assert officer.get(f"/people/{wang.key}/join/choir").status_code == 404


def test_a_post_is_given_until_a_last_day_and_ended(officer, wang):
    values = {
        "unit": "branch",
        "title": "组织委员",
        "from_on": str(in_days(-3)),
        "last_on": str(in_days(3)),
        "main": "on",
    }
    officer.post(f"/people/{wang.key}/appoint", values)
    post = wang.posts.get()
    assert (post.code, post.to_on) == ("party_organisation", in_days(4))
    officer.post(f"/people/{wang.key}/posts/{post.pk}/end", {"day": clock.today().isoformat()})
    assert wang.posts.get().to_on == clock.today()


def test_a_last_day_before_the_first_is_refused_beside_it(officer, wang):
    values = {"unit": "branch", "title": "组织委员", "from_on": str(in_days(0)), "last_on": str(in_days(-3))}
    assert 'id="id_last_on_error"' in text_of(officer.post(f"/people/{wang.key}/appoint", values))
    assert not Post.objects.filter(person=wang).exists()


def test_entries_of_somebody_else_are_not_found_at_this_person(company, officer, wang):
    other = company.hire("Other")
    post = company.post(other, "branch", "party_member")
    held = join(other, company.units["branch"])
    for address in (f"posts/{post.pk}/end", f"memberships/{held.pk}/leave", f"memberships/{held.pk}/standing"):
        assert officer.get(f"/people/{wang.key}/{address}").status_code == 404


def test_an_officer_takes_the_people_of_a_unit_as_a_sheet_and_it_is_noted(company, officer, wang):
    company.hire("Zhao", "sales")
    response = officer.post("/people/export?unit=plant")
    assert response["Content-Disposition"].startswith('attachment; filename="people-')
    assert newest_entries(kind="organisation.people_exported")[0].data["people"] == 1
    officer.post("/people/export")
    assert newest_entries(kind="organisation.people_exported")[0].data["people"] == 3
    assert signed_in(wang).post("/people/export").status_code == 403
    assert signed_in(company.officer("sales", "Other")).post("/people/export?unit=plant").status_code == 403


def test_a_sheet_of_a_party_unit_asks_for_the_administrative_one(company, officer):
    response = officer.post("/people/export?unit=branch", follow=True)
    assert "Choose the administrative unit" in text_of(response)


def test_people_are_offered_by_number_and_name_to_who_may_name_them(company, officer, wang):
    Person.objects.filter(pk=wang.pk).update(search="wang w")
    assert f'value="{wang.staff_no} Wang"' in text_of(officer.get("/people/names?person=wan"))
    assert "Wang" not in text_of(signed_in(company.hire("Colleague")).get("/people/names?taker=wan"))


def test_my_own_page_says_who_i_am_and_what_i_may_do(company):
    head = company.hire("Head", "team")
    company.post(head, "shop", "unit_head")
    shown = text_of(signed_in(head).get("/me"))
    assert "Group / Plant / Shop / Team" in shown
    assert "see the people of a unit" in shown
    assert "Others looked at your identity number or phone 0 times." in shown


@pytest.mark.parametrize("cursor", ["x", "W1tbW1tb" * 600, "WyIiLDFlOTk5XQ", "WyJcdWQ4MDAiLDFd", "WyJhXHUwMDAwIiwxXQ"])
def test_a_cursor_that_no_page_gave_out_shows_the_first_page(officer, wang, cursor):
    for address in ("/people", "/cross-appointments"):
        assert text_of(officer.get(address, {"after": cursor})).count("<h1") == 1
