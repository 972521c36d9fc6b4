"""How much the platform asks of people: counts of a day, of groups, the same when rebuilt."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from tongxin.core import clock
from tongxin.inbox.models import Burden
from tongxin.inbox.reads.burden import burden_page
from tongxin.inbox.tests.conftest import ESCALATED, tell
from tongxin.inbox.writes.measuring import days_to_measure, measure_task
from tongxin.journal.public import catch_up, newest_entries, rebuild

ADMINISTRATOR, OFFICER = "周守一", "沈知夏"
WORKERS = ("陈一", "陈二", "陈三", "陈四", "陈五")
DAY = timedelta(days=1)
HANDLERS = ("李桐", "秦朗", "程思源", "白露")


@pytest.fixture
def busy(town):
    """Five more workers of one team, told twice each; handlers told once; one handler more, so that they are five."""
    for name in WORKERS:
        tell(town.hire(name, "模修班"), key="a")
        tell(town.people[name], key="b", kind=ESCALATED.name)
    town.hire("赵六", "后勤保障部", ("handler", "后勤保障部"))
    for name in HANDLERS:
        tell(town.people[name])
    return town


def measured(frozen, days=1):
    with clock.at(frozen + days * DAY):
        count = measure_task()
        catch_up()
    return count


def rows():
    return sorted(Burden.objects.values_list("day", "role", "unit_type", "what", "kind", "count"))


def test_a_day_is_counted_when_it_is_over_and_once(busy, frozen):
    assert measure_task() == 0
    assert measured(frozen) == 1
    before = rows()
    assert measured(frozen) == 0
    assert rows() == before != []


def test_days_on_which_the_worker_stood_still_are_counted_later(busy, frozen):
    with clock.at(frozen + 3 * DAY):
        assert len(days_to_measure()) == 3
    assert measured(frozen, days=3) == 3
    assert measured(frozen, days=4) == 1


def test_rebuilt_is_live(busy, frozen):
    measured(frozen, days=3)
    live = rows()
    rebuild("inbox.burden")
    assert rows() == live != []


def test_groups_are_counted_by_post_and_kind_of_unit(busy, frozen):
    measured(frozen)
    counts = {(role, unit, what, kind): count for _day, role, unit, what, kind, count in rows()}
    team = ("employee", "team")
    assert counts[*team, "people", ""] == 6
    assert counts[*team, "notice", "testing.answered"] == 5
    assert counts[*team, "notice", ESCALATED.name] == 5


def test_no_group_under_five_is_written_anywhere(busy, frozen):
    measured(frozen)
    cells = newest_entries(kind="inbox.burden_measured")[0].data["cells"]
    assert min(cell["people"] for cell in cells) >= 5
    assert sum(cell["people"] for cell in cells) == len(busy.people)
    assert {role for _day, role, *_rest in rows()} == {"employee", "handler", ""}


def test_no_person_is_in_the_entry(busy, frozen):
    measured(frozen)
    (entry,) = newest_entries(kind="inbox.burden_measured")
    assert entry.person_id is None
    assert not any(str(person.pk) in str(entry.data).split() for person in busy.people.values())
    assert not any(name in str(entry.data) for name in busy.people)


def test_the_page_counts_for_a_hundred_people_and_a_week(busy, frozen):
    measured(frozen)
    with clock.at(frozen + DAY):
        page = burden_page()
    lines = {line.name: line for line in page.by_role}
    workers = next(line for line in page.by_role if line.people and line.notices and line.notices > 500)
    assert page.n_days == 1
    assert workers.notices == round(10 * 700 / workers.people, 1)
    assert lines
    assert sum(kind.count for kind in page.kinds) == 14
    assert page.kinds[-1].name == "Late"


def test_officer_and_system_administrator_see_the_page_and_nobody_else(client, busy, frozen):
    measured(frozen)
    with clock.at(frozen + DAY):
        statuses = {who: busy.enter(client, who).get(reverse("inbox:burden")).status_code for who in busy.people}
        page = html.unescape(busy.enter(client, OFFICER).get(reverse("inbox:burden")).content.decode())
    assert {who for who, status in statuses.items() if status == 200} == {OFFICER, ADMINISTRATOR}
    assert "每百人每周" in page
    assert not any(name in page for name in WORKERS)


def test_before_the_first_day_is_over_the_page_says_so(client, town):
    assert "还没有统计" in html.unescape(town.enter(client, OFFICER).get(reverse("inbox:burden")).content.decode())


def test_four_weeks_are_shown_in_a_fixed_number_of_queries(busy, frozen, django_assert_max_num_queries):
    measured(frozen, days=20)
    with clock.at(frozen + 20 * DAY), django_assert_max_num_queries(6):
        burden_page()
