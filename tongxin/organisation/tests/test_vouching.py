"""An account that one administrator may have opened counts for no guarded right, however the right comes to it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.town import MAKER
from tongxin.accounts.models import User
from tongxin.casework.public import accept_case
from tongxin.casework.tests.stories import WORDS, accepted, raised
from tongxin.core import clock
from tongxin.inbox.models import Notice
from tongxin.journal.public import catch_up
from tongxin.organisation.models import Grant
from tongxin.organisation.public import appoint, delegate, give_code, grant_role, person_leaves, revoke_grant
from tongxin.organisation.writes.accounts import confirm_person_code

SYSTEM, SECURITY, HANDLER, STRANGER = "周守一", "吴静言", "李桐", "魏东来"
NEW = "a new sentence of mine"
UNIT = "后勤保障部"


def taken_over(client, town, name=STRANGER):
    """The system administrator alone chooses a password for somebody who holds nothing, and signs in with it."""
    shown = give_code(actor=town.actor(SYSTEM), person=town.people[name], reason="第一次登录").shown
    client.post("/sign-in", {"name": town.people[name].staff_no, "password": shown})
    assert client.post("/me/password", {"password": NEW})["Location"] == "/"


def reads(client, case):
    page = client.get(reverse("casework:work", args=[case.key]))
    return page.status_code == 200 and WORDS in page.content.decode()


def by_post(town):
    town.appoint(town.people[STRANGER], "handler", UNIT)


def by_delegation(town):
    taker, unit, last = town.people[STRANGER], town.units[UNIT], clock.today() + timedelta(days=9)
    delegate(actor=town.actor(HANDLER), taker=taker, role="handler", unit=unit, reason="休假", last_on=last)


def by_grant(town):
    person, unit, last = town.people[STRANGER], town.units[UNIT], clock.today() + timedelta(days=9)
    grant_role(actor=MAKER, person=person, role="handler", unit=unit, reason="代班", last_on=last)


@pytest.mark.parametrize("comes", [by_post, by_delegation, by_grant])
def test_a_right_that_comes_later_does_not_count_until_two_have_vouched(client, town, comes):
    case = raised(town, mode="handler_only")
    taken_over(client, town)
    comes(town)
    assert not reads(client, case)
    assert client.get("/queue")["Location"] == reverse("accounts:vouching")
    assert client.get("/queue", headers={"HX-Request": "true"})["HX-Redirect"] == reverse("accounts:vouching")
    assert client.get(reverse("accounts:vouching")).status_code == 200


def test_nor_does_one_that_begins_tomorrow(client, town, frozen):
    case = raised(town, mode="handler_only")
    tomorrow = clock.today() + timedelta(days=1)
    person, unit = town.people[STRANGER], town.units[UNIT]
    appoint(actor=MAKER, person=person, unit=unit, code="handler", title="经办人", from_on=tomorrow)
    taken_over(client, town)
    with clock.at(frozen + timedelta(days=1)):
        client.post("/sign-in", {"name": town.people[STRANGER].staff_no, "password": NEW})
        assert not reads(client, case)


def test_an_own_new_password_vouches_for_nobody(client, town):
    taken_over(client, town)
    client.post("/me/password", {"old": NEW, "password": "quite another sentence"})
    by_post(town)
    assert client.get("/queue")["Location"] == reverse("accounts:vouching")


def test_keys_to_the_api_of_such_an_account_do_not_count(client, town):
    taken_over(client, town)
    town.people[STRANGER].refresh_from_db()
    key = town.key(STRANGER, "units:read")
    assert client.get("/api/v1/me", headers=key).status_code == 200
    by_post(town)
    assert client.get("/api/v1/me", headers=key).status_code == 401


def test_with_a_code_of_two_everything_goes_on_and_what_was_added_before_is_gone(client, town):
    case = raised(town, mode="handler_only")
    taken_over(client, town)
    user = User.objects.get(number=town.people[STRANGER].staff_no)
    user.factors.create(kind="passkey", credential_id="x")
    town.key(STRANGER, "units:read")
    by_post(town)
    first = give_code(actor=town.actor(SYSTEM), person=town.people[STRANGER], reason="上岗")
    second = confirm_person_code(actor=town.actor(SECURITY), key=first.code.key)
    user.factors.all().delete()
    user.factors.create(kind="passkey", credential_id="y")
    client.post("/sign-out")
    client.post("/sign-in", {"name": user.number, "password": first.shown + second.shown})
    assert client.get("/")["Location"] == reverse("accounts:sign-in") + "?next=%2F"  # the second step is asked for
    user.factors.all().delete()
    client.post("/sign-in", {"name": user.number, "password": first.shown + second.shown})
    client.post("/me/password", {"password": "quite another sentence"})
    assert reads(client, case)
    assert not user.factors.exists()
    assert not user.tokens.filter(revoked_at=None).exists()


def test_the_system_administrator_does_not_become_the_second_one_while_a_grant_lapses(client, town):
    revoke_grant(actor=MAKER, grant=Grant.objects.get(person=town.people[SECURITY]))
    taken_over(client, town, SECURITY)
    last = clock.today() + timedelta(days=300)
    grant_role(actor=MAKER, person=town.people[SECURITY], role="security_admin", reason="续期", last_on=last)
    first = give_code(actor=town.actor(SYSTEM), person=town.people[HANDLER], reason="忘了")
    page = client.post(reverse("organisation:confirm-code", args=[first.code.key]))
    assert page["Location"] == reverse("accounts:vouching")


def test_what_a_stand_in_once_had_in_hand_is_closed_to_him_when_the_delegation_ends(client, town, frozen):
    by_delegation(town)
    case = accepted(town, by=STRANGER, mode="handler_only")
    with clock.at(frozen + timedelta(days=10)):
        town.enter(client, STRANGER)
        assert client.get(reverse("casework:work", args=[case.key])).status_code == 403
        assert client.post(reverse("casework:rate", args=[case.key]), {"solved": "?"}).status_code == 404


@pytest.mark.parametrize("name", ["rate", "say"])
def test_no_form_of_the_raiser_shows_a_case_to_its_handler_uncounted(client, town, name):
    case = accepted(town, mode="handler_only")
    town.enter(client, HANDLER)
    page = client.post(reverse(f"casework:{name}", args=[case.key]), {"solved": "?"})
    assert WORDS not in page.content.decode()


def test_who_stands_in_for_somebody_sees_no_case_about_him(client, town):
    by_delegation(town)
    case = raised(town, about=HANDLER, mode="handler_only")
    town.enter(client, STRANGER)
    assert not reads(client, case)
    assert case.number not in client.get("/queue?view=open").content.decode()
    with pytest.raises(Exception, match="not_found"):
        accept_case(actor=town.actor(STRANGER), key=case.key)


def test_the_owner_hears_of_a_codes_use_and_sees_it_for_thirty_days(client, town, frozen):
    taken_over(client, town)
    catch_up()
    assert Notice.objects.filter(person=town.people[STRANGER], kind="accounts.code_used").count() == 1
    client.post("/inbox/read")
    assert "2026-03-16" in client.get("/me").content.decode()
    with clock.at(frozen + timedelta(days=31)):
        town.enter(client, STRANGER)
        assert "2026-03-16" not in client.get("/me").content.decode()


def test_somebody_who_came_back_gets_in_by_a_code_and_not_by_the_old_password(client, town):
    person = town.people[STRANGER]
    person_leaves(actor=MAKER, person=person, day=clock.today())
    person.left_on = None
    person.save(update_fields=["left_on"])
    person.refresh_from_db()
    shown = give_code(actor=town.actor(SYSTEM), person=person, reason="返聘").shown
    assert client.post("/sign-in", {"name": person.staff_no, "password": "a sentence for tests"}).status_code == 422
    assert client.post("/sign-in", {"name": person.staff_no, "password": shown})["Location"] == "/me/password"
