"""Nobody sets another one's password; who opens what others wrote is let in by two administrators, never by one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.town import MAKER, PASSWORD
from tongxin.accounts.models import SignInCode, User
from tongxin.accounts.public import close_account
from tongxin.accounts.sign_in import check_secret
from tongxin.core import clock
from tongxin.core.acts import with_key
from tongxin.core.belonging import form_mark
from tongxin.core.errors import ConflictError, ForbiddenError, NotFoundError, RuleBrokenError
from tongxin.inbox.models import Notice
from tongxin.journal.public import catch_up, entries_about
from tongxin.organisation.models import Person
from tongxin.organisation.public import give_code
from tongxin.organisation.writes.accounts import confirm_person_code, give_account, refuse_person_code
from tongxin.organisation.writes.people import person_leaves

SYSTEM, SECURITY, AUDIT, HANDLER, EMPLOYEE, OFFICER = "周守一", "吴静言", "郑明察", "李桐", "何小满", "沈知夏"
WHY = "忘了密码，本人到服务台出示工作证"
NEW = "a new sentence of mine"


def given(town, name, by=SYSTEM):
    return give_code(actor=town.actor(by), person=town.people[name], reason=WHY)


def number(town, name):
    return town.people[name].staff_no


def vouched(town, name=HANDLER):
    first = given(town, name)
    return first.shown + confirm_person_code(actor=town.actor(SECURITY), key=first.code.key).shown


def enters(town, name, secret):
    return check_secret(number(town, name), secret)


def recorded(town, name):
    kinds = [entry.kind for entry in entries_about(f"accounts.user:{town.people[name].user_id}")]
    return [kind.removeprefix("accounts.") for kind in kinds if "code" in kind]


class TestAnEmployee:
    def test_one_administrator_makes_the_code_and_the_present_password_goes_on(self, town):
        shown = given(town, EMPLOYEE).shown
        assert enters(town, EMPLOYEE, shown.lower()).code is not None
        assert enters(town, EMPLOYEE, PASSWORD).code is None
        assert recorded(town, EMPLOYEE) == ["code_issued"]

    def test_nothing_stored_says_the_code(self, town):
        shown = given(town, EMPLOYEE).shown
        row = SignInCode.objects.values().get()
        assert not any(part in str(row) for part in (shown, shown.replace("-", ""), shown[:4], shown[-4:]))

    def test_a_new_code_ends_the_one_before(self, town):
        first, second = given(town, EMPLOYEE).shown, given(town, EMPLOYEE).shown
        assert enters(town, EMPLOYEE, first) is None
        assert enters(town, EMPLOYEE, second) is not None

    def test_a_code_counts_for_seven_days(self, town, frozen):
        shown = given(town, EMPLOYEE).shown
        with clock.at(frozen + timedelta(days=7)):
            assert enters(town, EMPLOYEE, shown) is not None
        with clock.at(frozen + timedelta(days=8)):
            assert enters(town, EMPLOYEE, shown) is None

    def test_a_code_opens_only_its_own_account(self, town):
        shown = given(town, EMPLOYEE).shown
        assert enters(town, "魏东来", shown) is None

    def test_a_form_that_comes_twice_shows_no_code_that_does_not_count(self, town):
        with with_key("one form"):
            given(town, EMPLOYEE)
            with pytest.raises(ConflictError):
                given(town, EMPLOYEE)
        assert SignInCode.objects.count() == 1

    def test_the_owner_is_told_and_can_make_it_invalid(self, client, town):
        shown = given(town, EMPLOYEE).shown
        catch_up()
        notice = Notice.objects.get(kind="accounts.code_issued")
        assert (notice.person.name, notice.link) == (EMPLOYEE, "/me")
        town.enter(client, EMPLOYEE)
        assert reverse("accounts:end-codes") in client.get("/me").content.decode()
        client.post(reverse("accounts:end-codes"))
        assert enters(town, EMPLOYEE, shown) is None
        assert reverse("accounts:end-codes") not in client.get("/me").content.decode()
        assert recorded(town, EMPLOYEE) == ["code_issued", "code_ended"]

    def test_a_closed_account_has_no_code(self, town):
        given(town, EMPLOYEE)
        close_account(actor=MAKER, user=town.people[EMPLOYEE].user)
        assert SignInCode.objects.get().ended_at is not None


class TestAHandler:
    def test_the_administrator_alone_cannot_enter_a_handlers_account(self, town):
        first = given(town, HANDLER)
        second = first.code.second_half
        assert (len(first.shown), first.code.two_persons) == (6, True)
        for tried in (first.shown, first.shown + second, second + first.shown):
            assert enters(town, HANDLER, tried) is None

    def test_with_both_halves_and_the_word_of_the_second_the_owner_enters(self, town):
        code = vouched(town)
        assert enters(town, HANDLER, code).code is not None
        assert recorded(town, HANDLER) == ["code_issued", "code_confirmed"]
        assert SignInCode.objects.get().second_half == ""

    def test_the_second_half_is_shown_once(self, town):
        first = given(town, HANDLER)
        confirm_person_code(actor=town.actor(SECURITY), key=first.code.key)
        with pytest.raises(NotFoundError):
            confirm_person_code(actor=town.actor(SECURITY), key=first.code.key)

    def test_what_the_second_one_refuses_never_counts(self, town):
        first = given(town, HANDLER)
        second = first.code.second_half
        refuse_person_code(actor=town.actor(SECURITY), key=first.code.key)
        assert enters(town, HANDLER, first.shown + second) is None
        with pytest.raises(NotFoundError):
            confirm_person_code(actor=town.actor(SECURITY), key=first.code.key)

    @pytest.mark.parametrize("who", [SYSTEM, AUDIT, OFFICER, HANDLER, EMPLOYEE])
    def test_nobody_but_the_security_administrator_is_the_second_one(self, town, who):
        first = given(town, HANDLER)
        for service in (confirm_person_code, refuse_person_code):
            with pytest.raises(ForbiddenError):
                service(actor=town.actor(who), key=first.code.key)

    def test_who_asked_for_a_code_or_owns_it_does_not_confirm_it(self, town):
        first = given(town, HANDLER)
        for column in ("asked_by", "user"):
            SignInCode.objects.update(**{column: town.people[SECURITY].user})
            with pytest.raises(RuleBrokenError):
                confirm_person_code(actor=town.actor(SECURITY), key=first.code.key)


def sign_in(client, town, name, secret):
    return client.post("/sign-in", {"name": number(town, name), "password": secret})


class TestWhoGivesCodes:
    @pytest.mark.parametrize("who", [SECURITY, AUDIT, OFFICER, HANDLER, EMPLOYEE])
    def test_only_the_system_administrator_makes_codes(self, town, who):
        with pytest.raises(ForbiddenError):
            given(town, "魏东来", by=who)

    @pytest.mark.parametrize("whose", [SYSTEM, SECURITY, AUDIT])
    def test_an_administrators_account_is_opened_by_no_administrator(self, town, whose):
        with pytest.raises(RuleBrokenError):
            given(town, whose)
        assert not SignInCode.objects.exists()

    def test_no_administrator_sets_a_password(self, town):
        with pytest.raises(ForbiddenError):
            give_account(actor=town.actor(SYSTEM), person=town.people[EMPLOYEE], password=NEW)

    def test_who_has_left_gets_no_code(self, town):
        person_leaves(actor=MAKER, person=town.people["魏东来"], day=clock.today())
        with pytest.raises(RuleBrokenError):
            given(town, "魏东来")


class TestPages:
    def test_with_a_code_one_chooses_a_password_before_anything_else(self, client, town):
        shown = given(town, EMPLOYEE).shown
        assert sign_in(client, town, EMPLOYEE, shown)["Location"] == "/me/password"
        assert client.get("/my-cases")["Location"] == "/me/password"
        assert client.post("/me/password", {"password": "123"}).status_code == 422
        assert client.post("/me/password", {"password": NEW})["Location"] == "/"
        assert client.get("/my-cases").status_code == 200
        assert enters(town, EMPLOYEE, NEW).code is None
        assert enters(town, EMPLOYEE, shown) is None
        assert enters(town, EMPLOYEE, PASSWORD) is None

    def test_a_code_that_ended_meanwhile_chooses_no_password(self, client, town):
        sign_in(client, town, EMPLOYEE, given(town, EMPLOYEE).shown)
        SignInCode.objects.update(ended_at=clock.now())
        response = client.post("/me/password", {"password": NEW})
        assert (response.status_code, "重新申请" in response.content.decode()) == (422, True)
        assert enters(town, EMPLOYEE, PASSWORD) is not None

    def test_both_pages_show_their_half_once_and_are_kept_by_no_browser(self, client, town):
        handler = town.people[HANDLER]
        town.enter(client, SYSTEM)
        made = client.post(reverse("organisation:give-code", args=[handler.key]), {"reason": WHY})
        first = made.context["issued"].shown
        town.enter(client, SECURITY)
        listed = client.get(reverse("organisation:codes")).content.decode()
        assert (HANDLER in listed, WHY in listed, first in listed) == (True, True, False)
        key = SignInCode.objects.get().key
        confirmed = client.post(reverse("organisation:confirm-code", args=[key]))
        assert enters(town, HANDLER, first + confirmed.context["issued"].shown) is not None
        assert {page["Cache-Control"] for page in (made, confirmed)} == {"no-store"}
        assert client.post(reverse("organisation:confirm-code", args=[key])).status_code == 404
        assert HANDLER not in client.get(reverse("organisation:codes")).content.decode()

    def test_a_refusal_is_shown_beside_what_was_typed(self, client, town):
        town.enter(client, SYSTEM)
        page = client.post(reverse("organisation:give-code", args=[town.people[AUDIT].key]), {"reason": WHY})
        assert (page.status_code, WHY in page.content.decode()) == (409, True)

    def test_somebody_without_an_account_gets_one_with_his_first_code(self, client, town):
        town.people["魏东来"].user = None
        Person.objects.filter(name="魏东来").update(user=None)
        User.objects.filter(number=number(town, "魏东来")).delete()
        assert enters(town, "魏东来", given(town, "魏东来").shown) is not None

    def test_what_was_typed_before_the_session_was_lost_comes_back_after_the_choice(self, client, town):
        shown = given(town, EMPLOYEE).shown
        mine = form_mark(town.people[EMPLOYEE].user_id)
        lost = client.post("/say", {"body": "更衣室夜里没有热水。", "_for": mine})
        kept = lost.context["kept"]
        client.post("/sign-in", {"name": number(town, EMPLOYEE), "password": shown, "kept": kept})
        chosen = client.post("/me/password", {"password": NEW})
        assert "更衣室夜里没有热水。" in chosen.content.decode()
