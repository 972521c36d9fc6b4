"""A code by text message, from the page to the password: who gets one, who does not, and that nobody can tell."""

import re
from datetime import timedelta

import pytest

from tests.town import FOUNDED, MAKER
from tongxin.accounts.models import SignInCode, TextCode, User
from tongxin.accounts.tests.gateway import running_gateway
from tongxin.accounts.writes.texted import FROM_ONE_ADDRESS, IN_A_DAY, IN_SHORT, TRIES, check_text, send_texts
from tongxin.config.sms import Sms
from tongxin.core import clock, crypto
from tongxin.journal.models import Content
from tongxin.journal.public import newest_entries
from tongxin.organisation.public import change_person, register_person
from tongxin.organisation.writes.people import person_leaves
from tongxin.words.public import normalise

PAGE = "/sign-in/text"
EMPLOYEE, HANDLER = "何小满", "李桐"
PHONE = "13812340001"
NEW = "a new sentence of mine"


@pytest.fixture
def gateway(settings):
    settings.EGRESS = ["localhost", "127.0.0.0/8", "::1/128"]
    with running_gateway() as gateway:
        settings.SMS = Sms(url=gateway.url, body={"phone": "{phone}", "text": "{text}"})
        yield gateway


@pytest.fixture
def plant(town):
    """The town with a newcomer who has a mobile number, and one who has none."""
    for name, phone in {"赵一": PHONE, "钱二": ""}.items():
        town.people[name] = register_person(
            actor=MAKER, name=name, staff_no=f"N{name}", home=town.units["模修班"], from_on=FOUNDED, phone=phone
        )
    return town


def asked(client, name, **more):
    return client.post(PAGE, {"name": name} | more)


def key_of(name):
    return TextCode.objects.filter(name_index=crypto.index(normalise(name), "text-name")).latest("pk").key


def enters(name, code, by=""):
    return check_text(name, code, key_of(by or name))


def typed(client, name, code):
    return client.post(PAGE, {"name": name, "typed": code, "asked": key_of(name)})


def code_in(gateway):
    return re.search(r"\d{6}", gateway.texts[-1]["text"])[0]


def texted(client, gateway, name):
    asked(client, name)
    assert send_texts() == 1
    return code_in(gateway)


def has_phone(town, name, phone):
    person = town.people[name]
    change_person(actor=MAKER, person=person, phone=phone)
    return person.staff_no


class TestComingIn:
    def test_a_newcomer_without_an_account_chooses_a_password_with_it(self, client, plant, gateway):
        code = texted(client, gateway, "N赵一")
        assert gateway.texts[0]["phone"] == PHONE
        assert typed(client, "N赵一", f"{code[:3]} {code[3:]}").status_code == 302
        client.post("/me/notice", {"version": "3"})
        assert client.post("/me/password", {"password": NEW})["Location"] == "/"
        user = User.objects.get(number="N赵一")
        assert (user.check_password(NEW), user.vouched) == (True, False)

    def test_who_forgot_the_password_goes_on_with_the_old_one_until_the_new_one_is_chosen(self, client, town, gateway):
        number = has_phone(town, EMPLOYEE, PHONE)
        before = User.objects.get(number=number).password
        code = texted(client, gateway, number)
        typed(client, number, code)
        assert User.objects.get(number=number).password == before
        client.post("/me/password", {"password": NEW})
        assert User.objects.get(number=number).check_password(NEW)

    def test_a_code_counts_once_for_its_owner_and_for_ten_minutes(self, client, plant, gateway, frozen):
        code = texted(client, gateway, "N赵一")
        assert enters("N钱二", code, by="N赵一") is None
        with clock.at(frozen + timedelta(minutes=10)):
            assert enters("N赵一", code) is None
        assert enters("n赵一", code)
        assert enters("N赵一", code) is None

    def test_a_new_one_ends_the_one_before(self, client, plant, gateway):
        first = texted(client, gateway, "N赵一")
        second = texted(client, gateway, "N赵一")
        assert first == second or enters("N赵一", first) is None
        assert enters("N赵一", second)

    def test_five_wrong_ones_lock_it_longer_than_it_counts(self, client, plant, gateway, frozen):
        code = texted(client, gateway, "N赵一")
        wrong = "000000" if code != "000000" else "111111"
        assert [typed(client, "N赵一", wrong).status_code for _ in range(5)] == [422] * 5
        assert typed(client, "N赵一", code).status_code == 429
        with clock.at(frozen + timedelta(minutes=16)):
            assert enters("N赵一", code) is None

    def test_a_code_counts_only_where_it_was_asked_for(self, client, plant, gateway):
        stranger = asked(client, "N赵一").content.decode()
        assert send_texts() == 1
        key = re.search(r'name="asked" value="([^"]+)"', stranger)[1]
        code = texted(client, gateway, "N赵一")
        assert check_text("N赵一", code, key) is None
        assert enters("N赵一", code)

    def test_an_empty_code_is_nobodys(self, client, plant, gateway):
        TextCode.objects.create(user=plant.people[EMPLOYEE].user, until=clock.now() + timedelta(hours=1))
        assert check_text(plant.people[EMPLOYEE].staff_no, " - ", TextCode.objects.get().key) is None


class TestWhoGetsNone:
    @pytest.mark.parametrize("name", ["N钱二", "nobody at all", "N已离职", "a;b--"])
    def test_nothing_is_sent_and_the_answer_is_the_same(self, client, plant, gateway, name):
        gone = register_person(
            actor=MAKER, name="孙三", staff_no="N已离职", home=plant.units["模修班"], from_on=FOUNDED,
            phone="13812340002",
        )  # fmt: skip
        person_leaves(actor=MAKER, person=gone, day=clock.today())
        known, unknown = asked(client, "N赵一"), asked(client, name)
        assert told(unknown, name) == told(known, "N赵一")
        assert send_texts() == 1
        assert [text["phone"] for text in gateway.texts] == [PHONE]

    def test_a_wrong_code_for_nobody_is_told_and_locked_like_one_for_somebody(self, client, plant, gateway):
        texted(client, gateway, "N赵一")
        answers = []
        for name in ("N赵一", "nobody at all"):
            asked(client, name)
            shown = [typed(client, name, "12") for _ in range(6)]
            answers.append([(one.status_code, told(one, name)) for one in shown])
        assert answers[0] == answers[1]
        assert answers[0][-1][0] == 429

    def test_nobody_for_whom_two_must_vouch(self, client, town, gateway):
        asked(client, has_phone(town, HANDLER, PHONE))
        assert (send_texts(), gateway.texts) == (0, [])

    def test_a_landline_takes_no_text(self, client, town, gateway):
        asked(client, has_phone(town, EMPLOYEE, "0731-88881234"))
        assert (send_texts(), gateway.texts) == (0, [])

    def test_where_no_gateway_is_set_up_no_page_speaks_of_it(self, client, plant):
        assert (client.get(PAGE).status_code, asked(client, "N赵一").status_code) == (404, 404)
        assert "短信" not in client.get("/sign-in").content.decode()
        assert not TextCode.objects.exists()

    def test_with_one_the_sign_in_leads_there(self, client, gateway, db):
        assert PAGE in client.get("/sign-in").content.decode()


class TestHowOften:
    def test_one_name_three_times_in_a_quarter_of_an_hour_whether_anybody_has_it_or_not(self, client, plant, gateway):
        for name in ("N赵一", "nobody at all"):
            assert [asked(client, name).status_code for _ in range(IN_SHORT + 1)] == [200] * IN_SHORT + [429]

    def test_one_person_under_all_his_names_so_often_a_day(self, client, plant, gateway, frozen):
        for number in range(IN_A_DAY + 2):
            with clock.at(frozen + timedelta(minutes=6 * number)):
                asked(client, "N赵一" if number % 2 else PHONE)
                send_texts()
        assert len(gateway.texts) <= IN_A_DAY

    def test_one_address_for_all_names(self, client, gateway, db):
        answers = [asked(client, f"X{number}").status_code for number in range(FROM_ONE_ADDRESS + 1)]
        assert answers == [200] * FROM_ONE_ADDRESS + [429]

    def test_behind_a_proxy_the_address_is_the_one_that_it_tells(self, client, gateway, db, settings):
        settings.PROXY_TLS = True
        answers = [
            client.post(PAGE, {"name": f"X{number}"}, headers={"X-Forwarded-For": f"10.0.0.{number}"}).status_code
            for number in range(FROM_ONE_ADDRESS + 1)
        ]
        assert set(answers) == {200}

    def test_all_together_no_more_than_the_settings_say(self, client, gateway, db, settings):
        settings.SMS = Sms(url=gateway.url, body=settings.SMS.body, most_a_day=2)
        assert [asked(client, f"X{number}").status_code for number in range(3)] == [200, 200, 429]


class TestTrouble:
    def test_it_is_tried_three_times_and_then_noted_without_the_number(self, client, plant, gateway, frozen):
        gateway.status = 500
        asked(client, "N赵一")
        for number in range(TRIES + 2):
            with clock.at(frozen + timedelta(seconds=30 * number)):
                assert send_texts() == 0
        assert len(gateway.texts) == TRIES
        (entry,) = newest_entries(kind="accounts.text_not_sent")
        assert entry.object == f"accounts.user:{User.objects.get(number='N赵一').pk}"
        assert enters("N赵一", code_in(gateway)) is None

    def test_what_was_asked_long_ago_is_not_sent_when_the_worker_comes_back(self, client, plant, gateway, frozen):
        asked(client, "N赵一")
        with clock.at(frozen + timedelta(minutes=11)):
            assert (send_texts(), gateway.texts) == (0, [])

    def test_two_workers_send_one(self, client, plant, gateway, monkeypatch):
        asked(client, "N赵一")
        TextCode.objects.update(due_at=clock.now() + timedelta(seconds=20))  # the other one has it in hand
        assert (send_texts(), gateway.texts) == (0, [])


class TestNothingLies:
    def test_no_row_no_entry_and_no_log_line_holds_number_or_code(self, client, plant, gateway, caplog):
        code = texted(client, gateway, "N赵一")
        enters("N赵一", code)
        journal = str(list(Content.objects.values()))
        rows = str(list(TextCode.objects.values())) + str(list(SignInCode.objects.values()))
        assert PHONE not in journal + rows + caplog.text
        assert f"'{code}'" not in journal + rows + caplog.text
        assert newest_entries(kind="accounts.code_texted")

    def test_what_waits_is_sealed(self, client, plant, gateway, django_assert_num_queries):
        asked(client, "N赵一")
        row = TextCode.objects.get()
        assert (row.name, "N赵一" in str(TextCode.objects.values().get())) == ("n赵一", False)

    def test_after_a_day_it_is_gone(self, client, plant, gateway, frozen):
        texted(client, gateway, "N赵一")
        with clock.at(frozen + timedelta(days=1)):
            send_texts()
        assert not TextCode.objects.exists()


def told(response, name):
    """Return what a page says, without what is drawn anew each time."""
    text = response.content.decode().replace(name, "NAME")
    return re.sub(r'(csrfmiddlewaretoken|_key|asked)" value="[^"]*"', "", text)
