"""The page that says where a figure comes from: what it tells, to whom, and how many questions it asks."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongxin.casework.book import ACCEPT, ANSWER, FIRST_REPLY, clock_rule
from tongxin.casework.models import Case
from tongxin.casework.public import accept_case
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, SECOND, WORDS, accepted, answered, raised
from tongxin.core import clock, figures

LEADER, UNIT, PAY = "顾长风", "后勤保障部", "人力资源部"


def at(name, of=figures.MINE):
    return reverse("portal:figure", args=[name, of])


def text_of(response):
    return html.unescape(response.content.decode())


def read(client, town, who, address):
    return text_of(town.enter(client, who).get(address))


def numbers(text):
    return [int(number) for number in re.findall(r'<dd class="big">(\d+)</dd>', text)]


def links(text):
    return re.findall(r'href="(/figures/[^"]+)"', text)


def test_the_page_names_definition_rule_scope_and_both_counts(client, town):
    raised(town)
    accepted(town)
    text = read(client, town, OFFICER, at("casework.late"))
    assert "超期" in text
    assert "暂停计时期间不算超期" in text
    assert all(str(clock_rule(kind).rule.source) in text for kind in (ACCEPT, FIRST_REPLY, ANSWER))
    assert "两次结果一致" in text
    assert numbers(read(client, town, OFFICER, at("casework.open"))) == [2, 2]


@pytest.mark.parametrize(
    ("who", "page"), [(LEADER, "workbench"), (OFFICER, "workbench"), (HANDLER, "workbench"), (HANDLER, "queue")]
)
def test_every_link_of_a_figure_opens_a_page_that_shows_the_same(client, town, who, page):
    raised(town)
    answered(town)
    address = "portal:workbench" if page == "workbench" else "casework:queue"
    found = links(read(client, town, who, reverse(address)))
    assert found
    for link in found:
        answer = town.enter(client, who).get(link)
        assert answer.status_code == 200
        assert "两次结果一致" in text_of(answer)
        assert len(set(numbers(text_of(answer)))) == 1


def test_the_page_of_a_unit_leads_to_the_counts_of_that_unit(client, town):
    raised(town)
    raised(town, category="pay")
    page = read(client, town, LEADER, reverse("organisation:unit", args=[town.units[UNIT].key]))
    link = next(link for link in links(page) if "casework.open" in link)
    assert numbers(read(client, town, LEADER, link)) == [1, 1, 1]


def test_who_sees_counts_only_is_told_how_many_there_are_and_none_of_them(client, town):
    case = raised(town)
    text = read(client, town, LEADER, at("casework.open"))
    assert numbers(text) == [1, 1]
    assert case.number not in text
    assert "有1条你无权打开" in "".join(text.split())


def test_who_may_see_the_cases_finds_them_with_where_they_stand_and_none_of_their_words(client, town):
    case = raised(town)
    text = read(client, town, HANDLER, at("casework.view_new"))
    assert case.number in text
    assert reverse("casework:work", args=[case.key]) in text
    assert WORDS[:6] not in text
    assert RAISER not in text


def test_a_copied_address_gives_its_reader_what_his_own_rights_give(client, town):
    raised(town)
    raised(town)
    case = raised(town, category="pay")
    link = next(link for link in links(read(client, town, OFFICER, reverse("portal:workbench"))) if ".open" in link)
    assert numbers(read(client, town, OFFICER, link)) == [3, 3, 3]
    theirs = read(client, town, "方砚", link)
    assert numbers(theirs) == [0, 0]
    assert case.number not in theirs
    assert town.enter(client, RAISER).get(link).status_code == 404
    queue = read(client, town, "程思源", at("casework.view_open"))
    assert numbers(queue) == [1, 1]


def test_a_unit_of_others_is_not_found_and_neither_is_what_does_not_exist(client, town):
    missing = [at("casework.open", "none"), at("casework.fast"), at("casework.view_new", town.units[UNIT].key)]
    foreign = at("casework.open", town.units[PAY].key)
    answers = [town.enter(client, HANDLER).get(address) for address in [*missing, foreign]]
    assert {answer.status_code for answer in answers} == {404}


def test_a_figure_of_which_one_may_see_none_is_not_found(client, town):
    assert town.enter(client, RAISER).get(at("casework.open")).status_code == 404
    assert town.enter(client, HANDLER).get(at("casework.open")).status_code == 404
    assert town.enter(client, LEADER).get(at("casework.view_open")).status_code == 404


def test_what_has_changed_since_the_page_one_came_from_is_said(client, town, frozen):
    case = raised(town)
    link = next(link for link in links(read(client, town, LEADER, reverse("portal:workbench"))) if ".new" in link)
    with clock.at(frozen + timedelta(minutes=5)):
        accept_case(actor=town.actor(HANDLER), key=case.key)
        text = read(client, town, LEADER, link)
    assert numbers(text) == [0, 0, 1]
    assert "有1件发生了变化" in "".join(text.split())


def test_two_counts_that_differ_are_both_shown_with_the_reason(client, town):
    case = raised(town)
    Case.objects.filter(pk=case.pk).update(status="closed")
    text = read(client, town, OFFICER, at("casework.new"))
    assert numbers(text) == [0, 1]
    assert "两次结果不一致" in text
    assert "只在日志中" in text


def test_a_link_that_was_made_up_tells_nothing(client, town):
    raised(town)
    for mark in ("x", "99", "A" * 900):
        assert numbers(read(client, town, LEADER, f"{at('casework.open')}?seen={mark}")) == [1, 1]


def test_records_come_fifty_a_page_in_a_fixed_number_of_queries(client, town):
    for _ in range(3):
        raised(town)
    town.enter(client, SECOND)
    few = cost(client, at("casework.view_new"))
    made = [raised(town).number for _ in range(50)] + list(Case.objects.values_list("number", flat=True))
    assert cost(client, at("casework.view_new")) == few <= 20
    first = text_of(client.get(at("casework.view_new")))
    last = text_of(client.get(f"{at('casework.view_new')}?after=1"))
    shown = [sum(number in page for number in set(made)) for page in (first, last)]
    assert shown == [50, 3]
    assert text_of(client.get(f"{at('casework.view_new')}?after=99")).count("row-title") == 3


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_every_figure_says_what_it_is_and_needs_a_right():
    for figure in figures.declared_figures().values():
        assert str(figure.title)
        assert str(figure.definition)
        assert str(figure.source())
        assert str(figure.way)
        assert figure.needs


def test_a_figure_is_registered_once_and_a_link_needs_one(town):
    figure = figures.declared_figures()["casework.open"]
    with pytest.raises(ValueError, match="registered twice"):
        figures.register_figures(figure)
    with pytest.raises(KeyError):
        figures.link(town.actor(LEADER), "casework.fast", figures.MINE, 1)
