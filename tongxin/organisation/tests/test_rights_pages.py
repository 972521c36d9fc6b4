import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.accounts.sign_in import check_secret
from tongxin.core import clock
from tongxin.core.policy import mark_of
from tongxin.organisation.models import Delegation, Grant, Person
from tongxin.organisation.tests.cast import found_company, in_days
from tongxin.organisation.tests.pages import signed_in, text_of
from tongxin.organisation.web.urls import urlpatterns

pytestmark = pytest.mark.django_db

# address, and who may open it of: employee, head, officer, system, security and audit administrator
DOORS = [
    ("/units", "yyyyyy"),
    ("/units/names", "yyyyyy"),
    ("/people", "nyynnn"),
    ("/people/new", "nnynnn"),
    ("/people/names", "yyyyyy"),
    ("/cross-appointments", "nyynnn"),
    ("/accounts", "nnnynn"),
    ("/grants", "nnnnyn"),
    ("/sign-in-codes", "nnnnyn"),
    ("/grants/delegations", "nnnnyn"),
    ("/delegations", "yyyyyy"),
]


@pytest.fixture
def company():
    return found_company()


def administrator(company, role: str) -> Person:
    person = company.hire(role, "sales")
    company.grant(person, role)
    return person


@pytest.fixture
def security(company):
    return signed_in(administrator(company, "security_admin"))


def test_each_door_opens_to_those_it_is_for(company):
    head = company.hire("Head")
    company.post(head, "shop", "unit_head")
    cast = [company.hire("Wang"), head, company.officer()]
    cast += [administrator(company, role) for role in ("system_admin", "security_admin", "audit_admin")]
    opened = {
        address: "".join("y" if signed_in(who).get(address).status_code == 200 else "n" for who in cast)
        for address, _expected in DOORS
    }
    assert opened == dict(DOORS)


def test_every_view_is_marked():
    assert [pattern.name for pattern in urlpatterns if mark_of(pattern.callback) is None] == []


def test_a_role_is_given_with_reason_and_end_and_taken_back(company, security):
    wang = company.hire("Wang")
    values = {
        "person": f"{wang.staff_no} Wang",
        "role": "handler",
        "unit": "shop",
        "reason": "",
        "last_on": str(in_days(9)),
    }
    refused = security.post("/grants", values)
    assert refused.status_code == 422
    assert f'value="{wang.staff_no} Wang"' in text_of(refused)
    security.post("/grants", values | {"reason": "Helps out"})
    grant = Grant.objects.get(person=wang)
    assert (grant.unit, grant.to_on) == (company.units["shop"], in_days(10))
    assert "Helps out" in text_of(security.get("/grants"))
    security.post(f"/grants/{grant.pk}/revoke")
    assert "Helps out" not in text_of(security.get("/grants"))
    assert security.post("/grants/999999/revoke").status_code == 404


def test_a_role_that_an_administrator_cannot_hold_is_refused_in_the_form(company, security):
    auditor = administrator(company, "audit_admin")
    values = {
        "person": auditor.staff_no,
        "role": "handler",
        "unit": "shop",
        "reason": "Why not",
        "last_on": str(in_days(9)),
    }
    refused = security.post("/grants", values)
    assert refused.status_code == 409
    assert "an administrator holds no other role" in text_of(refused)


def test_a_name_that_two_people_bear_asks_for_the_number(company, security):
    for _ in range(2):
        company.hire("Wang")
    values = {"person": "Wang", "role": "handler", "unit": "shop", "reason": "Helps", "last_on": str(in_days(9))}
    assert "Several people are called “Wang”" in text_of(security.post("/grants", values))
    assert "Nobody is found for “Li”" in text_of(security.post("/grants", values | {"person": "Li"}))


def test_the_list_of_roles_costs_the_same_with_three_and_with_thirty(company, security):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            security.get("/grants")
        return len(seen)

    for _ in range(3):
        company.grant(company.hire("A"), "handler", "shop")
    cost()  # a session notes its first request
    before = cost()
    for _ in range(27):
        company.grant(company.hire("B"), "handler", "plant")
    assert cost() == before


def test_the_newest_roles_come_first_and_older_ones_on_the_next_page(company, security):
    for n in range(55):
        company.grant(company.hire(f"Holder {n}"), "handler", "shop")
    first = text_of(security.get("/grants"))
    assert "Holder 54" in first
    assert "Holder 0 " not in first
    after = first.split("?after=")[1].split('"')[0]
    assert "Holder 0 " in text_of(security.get(f"/grants?after={after}"))


def test_somebody_acts_for_me_until_a_day_and_either_of_us_ends_it(company, security):
    head, wang = company.hire("Head"), company.hire("Wang")
    company.post(head, "shop", "unit_head")
    mine, his = signed_in(head), signed_in(wang)
    values = {
        "held": f"unit_head:{company.units['shop'].key}", "taker": wang.staff_no, "reason": "On leave",
        "from_on": clock.today().isoformat(), "last_on": str(in_days(5)),
    }  # fmt: skip
    assert "You hold no role" in text_of(his.get("/delegations"))
    mine.post("/delegations", values)
    assert "Wang acts for you" in text_of(mine.get("/delegations"))
    assert "You act for Head" in text_of(his.get("/delegations"))
    assert "On leave" in text_of(security.get("/grants/delegations"))
    lent = Delegation.objects.get()
    assert signed_in(company.hire("Li")).post(f"/delegations/{lent.pk}/end").status_code == 404
    his.post(f"/delegations/{lent.pk}/end")
    assert "Nobody acts for you" in text_of(mine.get("/delegations"))


def test_a_delegation_that_is_too_long_or_of_a_role_not_held_is_refused(company):
    head, wang = company.hire("Head"), company.hire("Wang")
    company.post(head, "shop", "unit_head")
    client = signed_in(head)
    values = {
        "held": f"unit_head:{company.units['shop'].key}", "taker": wang.staff_no, "reason": "On leave",
        "from_on": clock.today().isoformat(), "last_on": str(in_days(200)),
    }  # fmt: skip
    refused = client.post("/delegations", values)
    assert refused.status_code == 422
    assert "at most 90 days" in text_of(refused)
    foreign = values | {"held": f"department_officer:{company.units['shop'].key}", "last_on": str(in_days(5))}
    assert client.post("/delegations", foreign).status_code == 422
    assert not Delegation.objects.exists()


def test_the_system_administrator_gives_accounts_but_sees_nobody(company):
    client = signed_in(administrator(company, "system_admin"))
    wang = company.hire("Wang")
    Person.objects.filter(pk=wang.pk).update(search="wang")
    assert "No account" in text_of(client.get("/accounts?q=wan"))
    assert client.get(f"/people/{wang.key}").status_code == 404
    silent = client.post(f"/accounts/{wang.key}", {"reason": ""})
    assert silent.status_code == 422
    assert 'id="id_reason_error"' in text_of(silent)
    shown = client.post(f"/accounts/{wang.key}", {"reason": "first sign-in"}).context["issued"].shown
    assert check_secret(wang.staff_no, shown).code is not None
    assert "Can sign in" in text_of(client.get("/accounts?q=wan"))
    assert client.get("/accounts/nobody").status_code == 404


@pytest.mark.parametrize("cursor", ["9" * 5000, "²", "-1", "x", "0"])
def test_a_cursor_that_nobody_gave_out_breaks_no_list(company, cursor):
    security = signed_in(administrator(company, "security_admin"))
    for address in ("/grants", "/grants/delegations"):
        assert security.get(address, {"after": cursor}).status_code == 200
