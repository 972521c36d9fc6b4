"""Who makes a request: the person of the account, as of this request."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from tongxin.accounts.public import open_account
from tongxin.core import clock
from tongxin.core.policy import NOBODY, may, system_actor
from tongxin.organisation.rights import PEOPLE_VIEW
from tongxin.organisation.tests.cast import found_company, in_days
from tongxin.organisation.web.actor import ActorMiddleware
from tongxin.organisation.writes.accounts import give_account
from tongxin.organisation.writes.people import person_leaves

pytestmark = pytest.mark.django_db
CONSOLE = system_actor("console")


def actor_of(rf, user):
    request = rf.get("/")
    request.user = user
    ActorMiddleware(lambda request: HttpResponse())(request)
    return request.actor


@pytest.fixture
def head():
    company = found_company()
    person = company.hire("Head", "sales")
    company.post(person, "shop", "unit_head")
    return give_account(actor=CONSOLE, person=person)


def test_a_stranger_is_nobody(rf):
    assert actor_of(rf, AnonymousUser()) is NOBODY


def test_an_account_acts_as_its_person_with_the_rights_of_his_posts(rf, head):
    actor = actor_of(rf, head.user)
    assert (actor.person_id, actor.name, actor.user_id) == (head.pk, "Head", head.user_id)
    assert may(actor, PEOPLE_VIEW)


def test_an_account_without_a_person_is_nobody(rf):
    assert actor_of(rf, open_account(actor=CONSOLE, number="77")) is NOBODY


def test_who_has_left_is_nobody_from_that_day_on(rf, head):
    person_leaves(actor=CONSOLE, person=head, day=in_days(1))
    assert actor_of(rf, head.user) is not NOBODY
    with clock.at(clock.now() + (in_days(1) - clock.today())):
        assert actor_of(rf, head.user) is NOBODY


def test_a_request_learns_its_actor_in_one_query_and_his_rights_in_one_more(rf, head, django_assert_num_queries):
    with django_assert_num_queries(1):
        actor = actor_of(rf, head.user)
    with django_assert_num_queries(1):
        assert may(actor, PEOPLE_VIEW)
