"""The second step: apps, passkeys and recovery codes count once; nobody gets in with one thing where two are asked."""

from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from tests.town import PASSWORD
from tongxin.accounts.models import Factor, RecoveryCode, User
from tongxin.accounts.tests.authenticator import PRESENT, Device
from tongxin.accounts.writes.factors import add_app, new_recovery_codes
from tongxin.core import clock
from tongxin.journal.public import newest_entries
from tongxin.organisation.public import give_code

RAISER, HANDLER, SYSTEM = "何小满", "李桐", "周守一"


@pytest.fixture
def user(town):
    return town.people[RAISER].user


def enter_password(client, user, password=PASSWORD, **more):
    return client.post("/sign-in", {"name": user.number, "password": password} | more)


def number_now(secret, steps=0):
    return pyotp.TOTP(secret).generate_otp(int(clock.now().timestamp()) // 30 + steps)


@pytest.fixture
def secret(town, user):
    made = pyotp.random_base32()
    add_app(actor=town.actor(RAISER), user=user, secret=made, typed=number_now(made, -1), label="旧手机")
    return made


def is_in(client):
    return client.get("/my-cases").status_code == 200


class TestAnApp:
    def test_the_password_alone_does_not_let_in_any_more(self, client, user, secret):
        assert enter_password(client, user)["Location"] == "/sign-in/second"
        assert not is_in(client)
        assert client.post("/sign-in/second", {"typed": number_now(secret)})["Location"] == "/"
        assert is_in(client)

    def test_a_number_counts_once(self, client, user, secret):
        typed = number_now(secret)
        enter_password(client, user)
        client.post("/sign-in/second", {"typed": typed})
        other = Client()
        enter_password(other, user)
        assert other.post("/sign-in/second", {"typed": typed}).status_code == 422
        assert not is_in(other)

    @pytest.mark.parametrize("steps", [-3, -2, 2, 3])
    def test_an_old_number_or_one_of_the_future_does_not_fit(self, client, user, secret, steps):
        enter_password(client, user)
        assert client.post("/sign-in/second", {"typed": number_now(secret, steps)}).status_code == 422

    def test_five_wrong_numbers_lock_it_for_a_while(self, client, user, secret):
        enter_password(client, user)
        statuses = [client.post("/sign-in/second", {"typed": "000000"}).status_code for _try in range(6)]
        assert statuses == [422] * 5 + [429]
        assert client.post("/sign-in/second", {"typed": number_now(secret)}).status_code == 429

    def test_half_an_entry_ends_after_five_minutes(self, client, user, secret, frozen):
        enter_password(client, user)
        with clock.at(frozen + timedelta(minutes=6)):
            assert client.post("/sign-in/second", {"typed": number_now(secret)})["Location"] == "/sign-in"
        assert not is_in(client)

    def test_without_the_first_step_there_is_no_second(self, client, user, secret):
        assert client.post("/sign-in/second", {"typed": number_now(secret)})["Location"] == "/sign-in"

    def test_it_leads_on_where_one_was_going(self, client, user, secret):
        enter_password(client, user, next="/my-cases")
        assert client.post("/sign-in/second", {"typed": number_now(secret)})["Location"] == "/my-cases"

    def test_the_secret_lies_sealed(self, secret):
        assert secret not in str(Factor.objects.values().get())


class TestAddingAnApp:
    def test_it_is_added_by_its_number_and_the_password_and_recovery_codes_are_shown(self, client, town, user):
        town.enter(client, RAISER)
        made = client.get("/me/sign-in/app").context["secret"]
        values = {"typed": number_now(made), "label": "手机", "password": PASSWORD}
        shown = client.post("/me/sign-in/app", values)
        assert len(shown.context["codes"]) == 10
        assert list(user.factors.values_list("kind", "label")) == [("totp", "手机")]
        assert len(newest_entries(kind="accounts.factor_added")) == 1

    @pytest.mark.parametrize(("typed", "password"), [("000000", PASSWORD), ("", PASSWORD), (None, "wrong")])
    def test_a_wrong_number_or_password_adds_nothing(self, client, town, user, typed, password):
        town.enter(client, RAISER)
        made = client.get("/me/sign-in/app").context["secret"]
        typed = number_now(made) if typed is None else typed
        assert client.post("/me/sign-in/app", {"typed": typed, "password": password}).status_code == 422
        assert not user.factors.exists()


class TestRecoveryCodes:
    def test_each_counts_once_and_none_lies_readable(self, client, town, user, secret):
        codes = new_recovery_codes(actor=town.actor(RAISER), user=user)
        assert not any(code.replace("-", "") in str(list(RecoveryCode.objects.values())) for code in codes)
        for expected in (302, 422):
            enter_password(client, user)
            assert client.post("/sign-in/second", {"typed": codes[3].lower()}).status_code == expected

    def test_new_ones_end_the_old_ones(self, client, town, user, secret):
        old = new_recovery_codes(actor=town.actor(RAISER), user=user)
        new_recovery_codes(actor=town.actor(RAISER), user=user)
        enter_password(client, user)
        assert client.post("/sign-in/second", {"typed": old[0]}).status_code == 422


class TestAPasskey:
    @pytest.fixture
    def device(self, client, town):
        town.enter(client, RAISER)
        made = Device()
        options = client.get("/me/sign-in/passkey").context["options"]
        values = {"label": "指纹", "password": PASSWORD, "answer": made.make(options)}
        assert client.post("/me/sign-in/passkey", values).status_code == 200
        client.post("/sign-out")
        return made

    def test_it_lets_in_alone(self, client, device):
        options = client.get("/sign-in/passkey").context["options"]
        assert client.post("/sign-in/passkey", {"answer": device.get(options)})["Location"] == "/"
        assert is_in(client)

    def test_it_is_the_second_step_after_the_password(self, client, user, device):
        enter_password(client, user)
        options = client.get("/sign-in/second").context["options"]
        assert client.post("/sign-in/second", {"answer": device.get(options)})["Location"] == "/"

    def test_an_answer_counts_once(self, client, device):
        options = client.get("/sign-in/passkey").context["options"]
        answer = device.get(options)
        client.post("/sign-in/passkey", {"answer": answer})
        other = Client()
        other.get("/sign-in/passkey")
        assert other.post("/sign-in/passkey", {"answer": answer}).status_code == 422

    @pytest.mark.parametrize(
        "change",
        [{"origin": "https://evil.example"}, {"host": "evil.example"}, {"flags": PRESENT}, {"count": -1}],
        ids=["another page", "another host", "nobody verified", "a copy of the key"],
    )
    def test_what_does_not_fit_lets_nobody_in(self, client, device, change):
        device.count = 5
        options = client.get("/sign-in/passkey").context["options"]
        client.post("/sign-in/passkey", {"answer": device.get(options)})
        client.post("/sign-out")
        vars(device).update(change)
        options = client.get("/sign-in/passkey").context["options"]
        assert client.post("/sign-in/passkey", {"answer": device.get(options)}).status_code == 422
        assert not is_in(client)

    def test_a_passkey_of_another_is_no_second_step(self, client, town, device):
        handler = town.people[HANDLER].user
        made = pyotp.random_base32()
        add_app(actor=town.actor(HANDLER), user=handler, secret=made, typed=number_now(made), label="")
        enter_password(client, handler)
        options = client.get("/sign-in/passkey").context["options"]
        assert client.post("/sign-in/second", {"answer": device.get(options)}).status_code == 422

    @pytest.mark.parametrize("answer", ["", "x", "{}", '{"id": 5}', '{"id": "x"}', "[]", "null"])
    def test_nonsense_is_refused_in_words(self, client, device, answer):
        client.get("/sign-in/passkey")
        assert client.post("/sign-in/passkey", {"answer": answer}).status_code == 422

    def test_a_closed_account_has_no_passkey(self, client, user, device):
        User.objects.filter(pk=user.pk).update(is_active=False)
        options = client.get("/sign-in/passkey").context["options"]
        assert client.post("/sign-in/passkey", {"answer": device.get(options)}).status_code == 422


class TestRemoving:
    def test_it_takes_the_password_and_the_last_one_takes_the_recovery_codes_along(self, client, town, user, secret):
        new_recovery_codes(actor=town.actor(RAISER), user=user)
        address = f"/me/sign-in/{user.factors.get().key}/remove"
        town.enter(client, RAISER)
        assert client.post(address, {"password": "wrong"}).status_code == 422
        assert client.post(address, {"password": PASSWORD})["Location"] == "/me/sign-in"
        assert not user.factors.exists()
        assert not user.recovery_codes.exists()

    def test_nobody_removes_that_of_another(self, client, town, user, secret):
        town.enter(client, HANDLER)
        address = f"/me/sign-in/{user.factors.get().key}/remove"
        assert client.post(address, {"password": PASSWORD}).status_code == 404

    @pytest.mark.parametrize(("resets", "led_to"), [(False, "/sign-in/second"), (True, "/me/password")])
    def test_a_sign_in_code_passes_it_by_only_if_it_was_made_for_that(self, client, town, user, secret, resets, led_to):
        person = town.people[RAISER]
        issued = give_code(actor=town.actor(SYSTEM), person=person, reason="手机丢了", resets_factors=resets)
        assert enter_password(client, user, issued.shown)["Location"] == led_to
        if resets:
            client.post("/me/password", {"password": "a new sentence of mine"})
        assert user.factors.exists() != resets


class TestWhereItIsDemanded:
    @pytest.mark.parametrize(
        ("wanted", "held"),
        [
            ("offered", set()),
            ("administrators", {SYSTEM}),
            ("guarded", {SYSTEM, HANDLER}),
            ("everyone", {SYSTEM, HANDLER, RAISER}),
        ],
    )
    def test_who_must_have_one_is_led_to_it(self, town, settings, wanted, held):
        settings.SECOND_FACTOR = wanted
        led = {name for name in (SYSTEM, HANDLER, RAISER) if not is_in(town.enter(Client(), name))}
        assert led == held

    def test_with_one_added_the_way_is_open(self, client, town, settings, user, secret):
        settings.SECOND_FACTOR = "everyone"
        town.enter(client, RAISER)
        assert is_in(client)
