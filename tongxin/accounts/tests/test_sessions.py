"""Sessions: seen and ended by their owner, and ended when nobody is there or a day's work is over."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from tests.town import MAKER, PASSWORD
from tongxin.accounts.models import SignIn
from tongxin.accounts.writes.sign_ins import digest_of, end_all_sign_ins, sign_ins_of
from tongxin.core import clock
from tongxin.core.errors import ForbiddenError
from tongxin.journal.public import newest_entries

RAISER, SYSTEM = "何小满", "周守一"
migration = import_module("tongxin.accounts.migrations.0007_no_keys_of_sessions")


@pytest.fixture
def user(town):
    return town.people[RAISER].user


def enter_password(client, user):
    return client.post("/sign-in", {"name": user.number, "password": PASSWORD})


def is_in(client):
    return client.get("/my-cases").status_code == 200


class TestWhereOneIsSignedIn:
    def test_one_sees_the_kind_of_device_and_ends_the_others(self, town, user):
        agents = ["Mozilla/5.0 (Linux; Android 14) Chrome/120", "Mozilla/5.0 (Windows NT 10.0) Edg/120"]
        phone, desk = (Client(headers={"User-Agent": agent}) for agent in agents)
        for client in (phone, desk):
            enter_password(client, user)
        page = desk.get("/me/sign-in").content.decode()
        assert ("Chrome, Android" in page, "Edge, Windows" in page) == (True, True)
        desk.post("/me/sign-in/others")
        assert (is_in(phone), is_in(desk)) == (False, True)

    def test_no_key_of_a_session_is_kept_and_one_that_has_ended_is_not_shown(self, client, user):
        enter_password(client, user)
        key = client.session.session_key
        assert key not in str(SignIn.objects.values().get())
        assert [one.session_digest for one in sign_ins_of(user)] == [digest_of(key)]
        client.session.delete(key)
        assert sign_ins_of(user) == []

    def test_keys_that_were_kept_before_are_converted_once(self, client, user):
        enter_password(client, user)
        key = client.session.session_key
        SignIn.objects.update(session_digest=key)
        for _ in range(2):
            migration.convert(apps, None)
            assert SignIn.objects.get().session_digest == digest_of(key)
        migration.forget(apps, None)
        assert not SignIn.objects.exists()

    def test_nothing_of_an_address_is_kept_and_signing_out_forgets_it(self, client, user):
        enter_password(client, user)
        assert "127.0.0.1" not in str(SignIn.objects.values().get())
        client.post("/sign-out")
        assert not SignIn.objects.exists()


class TestWhenNobodyIsThere:
    @pytest.mark.parametrize(
        ("name", "minutes", "inside"),
        [(SYSTEM, 29, True), (SYSTEM, 31, False), (RAISER, 31, True), (RAISER, 479, True), (RAISER, 481, False)],
    )
    def test_a_session_ends(self, client, town, frozen, name, minutes, inside):
        town.enter(client, name)
        client.get("/me")
        with clock.at(frozen + timedelta(minutes=minutes)):
            assert (client.get("/me").status_code == 200) == inside

    def test_however_busy_it_is_a_session_ends_after_twelve_hours(self, client, town, user, frozen):
        enter_password(client, user)
        for hour in range(0, 12, 2):
            with clock.at(frozen + timedelta(hours=hour)):
                assert client.get("/me").status_code == 200
        with clock.at(frozen + timedelta(hours=12, minutes=1)):
            ended = client.get("/me")
        assert (ended.status_code, ended["Clear-Site-Data"]) == (302, '"cache"')

    def test_who_signs_in_again_has_twelve_hours_again(self, client, town, user, frozen):
        enter_password(client, user)
        with clock.at(frozen + timedelta(hours=7)):
            enter_password(client, user)
        with clock.at(frozen + timedelta(hours=13)):
            assert client.get("/me").status_code == 200

    def test_who_signs_in_again_leaves_the_session_before(self, client, town, user):
        enter_password(client, user)
        before = client.session.session_key
        assert enter_password(client, user).status_code == 302
        assert client.session.session_key != before
        assert [one.session_digest for one in SignIn.objects.all()] == [digest_of(client.session.session_key)]

    def test_what_was_typed_is_kept(self, client, town, frozen):
        town.enter(client, RAISER)
        client.get("/me")
        with clock.at(frozen + timedelta(hours=9)):
            lost = client.post("/say", {"body": "更衣室夜里没有热水。"})
        assert (lost.status_code, bool(lost.context["kept"])) == (401, True)


class TestEndedOnTheServer:
    def test_all_sessions_of_one_or_of_everybody_end_with_their_next_request(self, town, user):
        phone, desk, other = Client(), Client(), Client()
        for client in (phone, desk):
            enter_password(client, user)
        enter_password(other, town.people[SYSTEM].user)
        assert end_all_sign_ins(actor=MAKER, user=user, reason="手机丢了") == 2
        assert (is_in(phone), is_in(desk), other.get("/me").status_code) == (False, False, 200)
        enter_password(phone, user)
        assert end_all_sign_ins(actor=MAKER, user=None, reason="密钥可能泄露") == 2
        assert (is_in(phone), other.get("/me").status_code, SignIn.objects.count()) == (False, 302, 0)
        entries = newest_entries(kind="accounts.sessions_ended")
        told = [(entry.data["sessions"], entry.data["reason"]) for entry in entries]
        assert told == [(2, "密钥可能泄露"), (2, "手机丢了")]

    def test_nobody_ends_them_but_the_server(self, town, user):
        with pytest.raises(ForbiddenError):
            end_all_sign_ins(actor=town.actor(SYSTEM), user=user, reason="试试")
