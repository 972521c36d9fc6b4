"""What the pages of a case say by a small sign, and what they say on paper."""

import html
import re

import pytest
from django.urls import reverse

from tongxin.casework.tests.stories import HANDLER, RAISER, accepted, answered


@pytest.fixture
def page(client, town):
    return town.enter(client, HANDLER)


def at(name, case):
    return reverse(f"casework:{name}", args=[case.key])


def text_of(response):
    return html.unescape(response.content.decode())


def test_a_deadline_in_the_list_and_one_beside_it_each_say_what_they_are_for(page, town):
    case = accepted(town)
    text = text_of(page.get(at("work", case) + "?view=mine"))
    before, beside = text.split('id="detail"')
    assert ("首次回应还剩 3 个工作日" in before, "答复还剩 15 个工作日" in beside) == (True, True)
    assert "答复还剩" not in text_of(page.get(at("work", answered(town)) + "?view=new"))


@pytest.mark.parametrize(("mode", "icon"), [("named", "user"), ("handler_only", "lock")])
def test_only_what_one_person_reads_bears_a_lock(page, town, mode, icon):
    talk = text_of(page.get(at("work", accepted(town, mode=mode)))).split('class="talk"')[1].split("</p>")[0]
    assert re.findall(r"icons\.svg#([\w-]+)", talk) == [icon]


def test_the_queue_on_paper_says_which_view_it_is_and_how_many(page, town):
    accepted(town)
    assert '<p class="print-only">我经办 · 1</p>' in text_of(page.get("/queue", {"view": "mine"}))


def test_on_paper_a_case_bears_its_number_and_why_it_ends_on_its_day(client, town):
    case = accepted(town)
    text = text_of(town.enter(client, RAISER).get(at("case", case)))
    assert f'<p class="print-only">编号 {case.number}</p>' in text
    assert '<div class="print-only"><b>为什么是这一天</b><ol class="why">' in text
