"""Two people with accounts, and a kind of notice that belongs to nobody's real matter."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from tests.town import has_read_notice
from tongxin.core.policy import Actor
from tongxin.inbox import kinds
from tongxin.inbox.kinds import NoticeKind
from tongxin.inbox.tests.letters import Letters, Opened
from tongxin.inbox.writes import ways
from tongxin.inbox.writes.telling import notify

# The title is a message of the inbox itself, so that its Chinese is there to be seen.
ANSWERED = NoticeKind("testing.answered", _("Notices"), "No. %(number)s · %(category)s", icon="message")
ESCALATED = NoticeKind("testing.escalated", "Late: %(number)s", icon="clock", urgent=True)


@pytest.fixture(autouse=True)
def _testing_kinds(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {kind.name: kind for kind in (ANSWERED, ESCALATED)})


def somebody(number, name):
    user = has_read_notice(get_user_model().objects.create(number=number))
    return apps.get_model("organisation", "Person").objects.create(staff_no=number, name=name, user=user)


@pytest.fixture
def xiaoman(db):
    return somebody("T0001", "陈小满")


@pytest.fixture
def litong(db):
    return somebody("T0002", "李桐")


@pytest.fixture
def browser(client, xiaoman):
    client.force_login(xiaoman.user)
    return client


def actor_of(person):
    return Actor(person_id=person.pk, name=person.name, user_id=person.user_id)


def tell(person, key="case:7:answered", kind=ANSWERED.name, number="SQ-2026-0007", **more):
    data = {"number": number, "category": "后勤"}
    return notify(person_id=person.pk, kind=kind, key=key, link="/cases/7", data=data, **more)


@pytest.fixture
def letters(monkeypatch):
    found = Letters()
    monkeypatch.setattr(ways, "is_set_up", lambda: True)
    monkeypatch.setattr(ways, "open_mail", lambda: Opened(found))
    return found
