from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError

from tests.town import PASSWORD
from tongxin.accounts.models import Try, User
from tongxin.accounts.public import (
    check_password,
    close_account,
    find_user,
    open_account,
    phone_index,
    set_password,
    set_phone,
)
from tongxin.core import clock
from tongxin.core.errors import BadInputError, TooManyError
from tongxin.core.policy import system_actor
from tongxin.journal.models import Content, Entry

pytestmark = pytest.mark.django_db
MAKER = system_actor("tests")
PHONE = "13812345678"


@pytest.fixture
def user(frozen):
    return open_account(actor=MAKER, number="A10086", phone=PHONE, password=PASSWORD)


def fail(times, name="A10086"):
    for _ in range(times):
        assert check_password(name, "wrong") is None


@pytest.mark.parametrize(
    "name", ["A10086", "a10086", " A10086 ", "Ａ１００８６", PHONE, "138 1234 5678", "+86 13812345678"]
)
def test_one_signs_in_by_number_or_phone_as_people_write_them(user, name):
    assert check_password(name, PASSWORD) == user


@pytest.mark.parametrize("name", ["A10087", "", "13912345678", "%", "A1008"])
def test_nobody_else_signs_in(user, name):
    assert check_password(name, PASSWORD) is None


def test_the_phone_is_stored_as_a_keyed_index_only(user):
    assert user.phone_index == phone_index(PHONE)
    assert PHONE not in repr(list(User.objects.values()))


def test_five_failures_lock_the_name_even_for_the_right_password(user):
    fail(4)
    fail(1)
    with pytest.raises(TooManyError) as refused:
        check_password("A10086", PASSWORD)
    assert "15" in str(refused.value.message)


@pytest.mark.parametrize("name", [PHONE, "138 1234 5678", "x13812345678", "1-3-8-12345678", "a10086"])
def test_the_lock_holds_however_the_account_is_named(user, name):
    fail(5)
    with pytest.raises(TooManyError):
        check_password(name, PASSWORD)


def test_failures_add_up_however_the_phone_is_written(user):
    for letter in "abcde":
        fail(1, f"{letter}{PHONE}")
    with pytest.raises(TooManyError):
        check_password(PHONE, PASSWORD)


def test_the_lock_is_over_after_fifteen_minutes(user, frozen):
    fail(5)
    with clock.at(frozen + timedelta(minutes=14, seconds=59)), pytest.raises(TooManyError):
        check_password("A10086", PASSWORD)
    with clock.at(frozen + timedelta(minutes=15)):
        assert check_password("A10086", PASSWORD) == user


def test_a_name_that_does_not_exist_is_locked_like_one_that_does():
    fail(5, "nobody")
    with pytest.raises(TooManyError):
        check_password("nobody", "x")


def test_a_good_sign_in_clears_the_failures_before(user):
    fail(4)
    check_password("A10086", PASSWORD)
    assert not Try.objects.exists()
    fail(4)


def test_failures_of_long_ago_do_not_add_up(user, frozen):
    for days in range(7):
        with clock.at(frozen + timedelta(days=days)):
            fail(1)
    with clock.at(frozen + timedelta(days=7)):
        assert check_password("A10086", PASSWORD) == user


def test_a_failed_sign_in_keeps_neither_name_nor_password(user):
    fail(1)
    assert "A10086" not in repr(list(Try.objects.values()))


def test_django_finds_the_user_by_the_same_rules(user):
    assert authenticate(name="A10086", password=PASSWORD) == user
    assert authenticate(name="A10086", password="") is None


def test_an_account_without_a_password_lets_nobody_in(frozen):
    open_account(actor=MAKER, number="B1")
    assert check_password("B1", "") is None
    assert find_user("B1").has_usable_password() is False


@pytest.mark.parametrize(("number", "phone", "field"), [("A10086", "", "number"), ("B1", PHONE, "phone")])
def test_a_number_and_a_phone_sign_in_one_person_only(user, number, phone, field):
    with pytest.raises(BadInputError) as refused:
        open_account(actor=MAKER, number=number, phone=phone)
    assert refused.value.field == field
    assert User.objects.count() == 1


def test_a_phone_moves_to_another_account_only_when_it_is_free(user):
    other = open_account(actor=MAKER, number="B1")
    with pytest.raises(BadInputError):
        set_phone(actor=MAKER, user=other, phone=PHONE)
    set_phone(actor=MAKER, user=user, phone="")
    set_phone(actor=MAKER, user=other, phone=PHONE)
    assert find_user(PHONE) == other


@pytest.mark.parametrize("password", ["short", "password", "12345678", ""])
def test_a_short_or_common_password_is_refused(user, password):
    with pytest.raises(BadInputError) as refused:
        set_password(actor=MAKER, user=user, password=password)
    assert refused.value.field == "password"
    assert not isinstance(refused.value, ValidationError)
    assert check_password("A10086", PASSWORD) == user


def test_a_closed_account_lets_nobody_in(user):
    close_account(actor=MAKER, user=user)
    assert check_password("A10086", PASSWORD) is None


def test_opening_and_passwords_are_recorded_and_never_the_password(user):
    set_password(actor=MAKER, user=user, password="another good sentence")
    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["accounts.account_opened", "accounts.password_set"]
    assert "sentence" not in repr(list(Content.objects.values()))
