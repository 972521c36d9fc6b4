"""The account that a person signs in with follows the person."""

import pytest

from tongxin.core.errors import ForbiddenError
from tongxin.core.policy import system_actor
from tongxin.organisation.tests.cast import found_company
from tongxin.organisation.writes.accounts import give_account
from tongxin.organisation.writes.people import change_person, register_person

pytestmark = pytest.mark.django_db
CONSOLE = system_actor("console")


@pytest.fixture
def company():
    return found_company()


@pytest.fixture
def person(company):
    return register_person(actor=CONSOLE, home=company.units["team"], name="陈静", staff_no="100")


def test_the_account_follows_the_staff_number(person):
    person = give_account(actor=CONSOLE, person=person, password="long enough 7")
    change_person(actor=CONSOLE, person=person, staff_no="200")
    person.user.refresh_from_db()
    assert person.user.number == "200"


def test_only_who_manages_accounts_gives_one(company, person):
    with pytest.raises(ForbiddenError):
        give_account(actor=company.officer(), person=person, password="long enough 7")
