import base64

import pytest

from tests.town import MAKER, PASSWORD
from tongxin.accounts.external.tests.conftest import is_in, newest, values_of
from tongxin.accounts.external.tests.provider import CLIENT, SECRET
from tongxin.accounts.external.writes import release
from tongxin.accounts.models import Binding
from tongxin.accounts.public import close_account
from tongxin.casework.tests.stories import RAISER

OTHER = "李桐"


def test_who_is_not_known_says_once_with_the_password_whose_account_it_is(visit, number, town):
    assert visit.come("/my-cases")["Location"] == "/sign-in/bind"
    assert "集团统一认证" in visit.client.get("/sign-in/bind").content.decode()
    assert visit.bind(number)["Location"] == "/my-cases"
    assert is_in(visit.client)
    assert newest("accounts.way_bound").data == {"way": "oidc", "by": "password"}
    assert newest("accounts.signed_in").data == {"way": "oidc"}
    visit.client.post("/sign-out")
    assert visit.come("/my-cases")["Location"] == "/my-cases"
    assert is_in(visit.client)


def test_of_the_identity_only_an_index_is_kept(bound):
    assert "subject-1" not in repr(list(Binding.objects.values()))


def test_the_client_proves_itself_and_the_code_comes_with_its_verifier(bound, provider):
    _path, form, authorization = next(asked for asked in provider.asked if asked[0] == "/token")
    assert base64.b64decode(authorization.removeprefix("Basic ")).decode() == f"{CLIENT}:a%20secret%20of%20the%20client"
    assert len(form["code_verifier"]) >= 43
    assert SECRET not in repr(form)


def test_a_wrong_password_binds_nothing(visit, number):
    visit.come()
    assert visit.bind(number, "wrong").status_code == 422
    assert not Binding.objects.exists()


def test_nobody_comes_to_the_binding_page_without_an_answer(client, provider):
    assert client.get("/sign-in/bind")["Location"] == "/sign-in"


def test_a_mail_address_or_a_name_finds_no_account(visit, number, provider):
    provider.more = {"email": number, "name": number, "preferred_username": number, "employee_number": number}
    assert visit.come()["Location"] == "/sign-in/bind"


@pytest.mark.parametrize(("trusted", "led_to"), [(True, "/"), (False, "/sign-in/bind")])
def test_a_staff_number_binds_only_where_the_administrator_trusts_it(
    visit, number, provider, settings, trusted, led_to
):
    settings.EXTERNAL = {"oidc": values_of(provider.issuer, staff="employee_number", trusted=trusted)}
    provider.more = {"employee_number": number}
    assert visit.come()["Location"] == led_to
    if trusted:
        assert newest("accounts.way_bound").data["by"] == "staff_no"


def test_a_trusted_number_opens_no_account_that_sees_matters_of_others(visit, provider, settings, town):
    settings.EXTERNAL = {"oidc": values_of(provider.issuer, staff="employee_number", trusted=True)}
    provider.more = {"employee_number": town.people[OTHER].staff_no}
    assert visit.come()["Location"] == "/sign-in/bind"
    assert visit.bind(town.people[OTHER].staff_no)["Location"] == "/"


def test_a_trusted_number_does_not_bind_a_second_identity(bound, number, provider, settings):
    settings.EXTERNAL = {"oidc": values_of(provider.issuer, staff="employee_number", trusted=True)}
    provider.subject, provider.more = "subject-2", {"employee_number": number}
    assert bound.come()["Location"] == "/sign-in/bind"


def test_another_identity_needs_an_administrator_and_the_owner(bound, number, provider, town):
    provider.subject = "subject-2"
    bound.come()
    assert bound.bind(number).status_code == 409
    assert newest("accounts.external_refused").data == {"way": "oidc", "reason": "other_binding"}
    release(actor=MAKER, user=town.people[RAISER].user, way="oidc")
    assert bound.bind(number)["Location"] == "/"


def test_an_identity_cannot_open_a_second_account(bound, town):
    other = town.people[OTHER]
    binding = Binding.objects.get()
    bound.come()
    bound.client.post(f"/me/bindings/{binding.pk}", {"password": PASSWORD})
    bound.client.post("/sign-out")
    bound.come()
    assert bound.bind(other.staff_no).status_code == 409


def test_a_closed_account_is_not_opened_and_its_session_ends(bound, town):
    bound.come()
    assert is_in(bound.client)
    close_account(actor=MAKER, user=town.people[RAISER].user)
    assert not is_in(bound.client)
    assert bound.come()["Location"] == "/sign-in/bind"


def test_a_released_binding_ends_its_session_with_the_next_request(bound, town):
    bound.come()
    assert is_in(bound.client)
    release(actor=MAKER, user=town.people[RAISER].user, way="oidc")
    assert not is_in(bound.client)


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_back_leads_nowhere_else(bound, wanted):
    assert bound.come(wanted)["Location"] == "/"


def test_after_signing_out_here_one_may_end_the_session_there_too(bound):
    bound.come()
    left = bound.client.post("/sign-out")
    assert left["Location"] == "/sign-in?left=oidc"
    assert "/sign-in/oidc/leave" in bound.client.get(left["Location"]).content.decode()
    end = bound.client.get("/sign-in/oidc/leave")["Location"]
    assert end.startswith(f"{bound.provider.issuer}/end?")
    assert "post_logout_redirect_uri=http%3A%2F%2Ftestserver%2Fsign-in" in end


def test_a_way_that_is_not_configured_does_not_exist(client, town, settings):
    settings.EXTERNAL = {}
    for address in ("/sign-in/oidc", "/sign-in/oidc/back", "/sign-in/oidc/leave", "/sign-in/other"):
        assert client.get(address).status_code == 404
