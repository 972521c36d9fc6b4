"""The burden of a group counted twice: from the table of the page, and from the entries of the journal."""

import html
import re

import pytest
from django.urls import reverse

from tongxin.core import clock
from tongxin.core.figures import Asked, access_figure
from tongxin.inbox.models import Burden
from tongxin.inbox.reads.burden import burden_page
from tongxin.inbox.tests.test_burden import ADMINISTRATOR, DAY, OFFICER, WORKERS, busy, measured

__all__ = ["busy"]


def links(text):
    return re.findall(r'href="(/figures/inbox[^"]+)"', text)


def text_of(response):
    return html.unescape(response.content.decode())


def numbers(text):
    return re.findall(r'<dd class="big">([\d.]+)</dd>', text)


@pytest.fixture
def counted(busy, frozen):
    measured(frozen, days=3)
    with clock.at(frozen + 3 * DAY):
        yield busy


def test_every_figure_of_the_page_comes_out_of_the_journal_alike(client, counted):
    page = text_of(counted.enter(client, OFFICER).get(reverse("inbox:burden")))
    found = links(page)
    lines = [line for line in [*burden_page().by_role, *burden_page().by_unit_type] if line.people is not None]
    assert len(found) == 4 * len(lines) + len(burden_page().kinds)
    for link in found:
        text = text_of(client.get(link))
        assert "两次结果一致" in text, link
        assert len(numbers(text)) == 3
        assert len(set(numbers(text))) == 1


def test_a_table_that_was_changed_behind_the_journal_is_found(client, counted):
    Burden.objects.filter(role="employee", what="notice").update(count=99)
    address = reverse("portal:figure", args=["inbox.notices", "role:employee"])
    text = text_of(counted.enter(client, OFFICER).get(address))
    assert "两次结果不一致" in text
    assert len(set(numbers(text))) == 2


def test_days_are_opened_and_nobody_is_named(client, counted):
    address = reverse("portal:figure", args=["inbox.notices", "role:employee"])
    text = text_of(counted.enter(client, ADMINISTRATOR).get(address))
    assert text.count("row-title") == 3
    assert text.count("通知 少于5") == 2  # the two days on which nobody was told; a 1 would stand there alike
    assert text.count("通知 10") == 1
    assert not any(name in text for name in WORKERS)


def test_a_group_that_is_too_small_or_does_not_exist_is_not_opened(client, counted):
    for of in ("role:leader", "role:none", "person:1", "role", "pk:1"):
        address = reverse("portal:figure", args=["inbox.notices", of])
        assert counted.enter(client, OFFICER).get(address).status_code == 404, of
    Burden.objects.filter(role="handler", what="people").update(count=4)
    address = reverse("portal:figure", args=["inbox.people", "role:handler"])
    assert counted.enter(client, OFFICER).get(address).status_code == 404


def test_only_who_may_see_the_burden_may_ask_where_it_comes_from(client, counted):
    address = reverse("portal:figure", args=["inbox.people", "role:employee"])
    statuses = {who: counted.enter(client, who).get(address).status_code for who in counted.people}
    assert {who for who, status in statuses.items() if status == 200} == {OFFICER, ADMINISTRATOR}
    assert set(statuses.values()) == {200, 404}


def test_a_figure_of_the_burden_asks_few_questions(counted, django_assert_max_num_queries):
    actor = counted.actor(OFFICER)
    figure = access_figure(actor, "inbox.notices")
    with django_assert_max_num_queries(7):
        proof = figure.prove(actor, Asked("role:employee"))
        assert len(proof.rows(0, 50)) == 3
