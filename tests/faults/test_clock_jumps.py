"""The clock jumps: nothing lasts less than nothing, and what runs out runs out by the server's clock."""

from datetime import timedelta

import pytest

from tongxin.casework.tests.stories import HANDLER, RAISER, accepted, afresh, answer, raised, terms_of
from tongxin.clocks.public import calendar
from tongxin.core import clock
from tongxin.core.jobs import run_due
from tongxin.journal.models import Entry
from tongxin.journal.public import verify

HOUR, YEAR = timedelta(hours=1), timedelta(days=400)
JUMPS = [-YEAR, -timedelta(days=1), -HOUR, HOUR, timedelta(days=1), YEAR]
OK, FOUND = 200, 302


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_case_goes_its_way_whatever_the_clock_does_between_two_steps(town, frozen, jump):
    case = accepted(town)
    with clock.at(frozen + jump):
        case = answer(town, case)
        run_due()
        data = Entry.objects.get(kind="casework.case_answered").content.data
    assert data["working_days"] >= 0
    assert afresh(case).status in ("answered", "closed")
    assert verify().intact
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))  # in order by number, whatever the hours say


def test_no_span_of_working_days_is_negative(town):
    assert calendar().working_days_between(clock.today(), clock.today() - YEAR) == 0


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_pages_with_terms_are_shown_whatever_the_clock_says(town, frozen, client, jump):
    case = accepted(town)
    for name, path in ((RAISER, f"/cases/{case.key}"), (HANDLER, f"/queue/{case.key}"), (HANDLER, "/queue")):
        with clock.at(frozen + jump):
            assert town.enter(client, name).get(path).status_code == OK


def test_a_term_that_ended_by_the_server_s_clock_stays_ended_when_it_goes_back(town, frozen):
    case = accepted(town)
    with clock.at(frozen + YEAR):
        late = {kind: term.in_time for kind, term in terms_of(answer(town, case)).items()}
    assert late[("answer", 1)] is False
    with clock.at(frozen - YEAR):
        run_due()
    assert terms_of(case)[("answer", 1)].in_time is False


def test_a_job_runs_again_after_the_clock_went_back(town, frozen):
    ran = run_due()
    assert "casework.refresh" in ran
    with clock.at(frozen - YEAR):
        assert run_due() == []
        assert raised(town).raised_at == frozen - YEAR
    with clock.at(frozen + HOUR):
        assert "casework.refresh" in run_due()


def test_a_session_ends_by_the_server_s_clock(town, client, monkeypatch, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    town.enter(client, RAISER)
    assert client.get("/").status_code == OK
    later = client.session.get_expiry_date() + timedelta(seconds=1)
    monkeypatch.setattr("django.contrib.sessions.backends.db.timezone.now", lambda: later)
    assert client.get("/").status_code == FOUND
