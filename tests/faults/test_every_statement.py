"""Whichever statement of an act fails: 503, and the database is as before. What is sent again happens once."""

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.faults.tables import Failing, shape, state
from tongxin.casework.models import Case
from tongxin.casework.tests.stories import HANDLER, RAISER, WORDS, accepted, answered, raised

FOUND, AWAY = 302, 503
OFFICER = "沈知夏"
DAY = "2026-03-16"
MOST = 400


def saying(mode):
    fields = {"place": "", "place_note": "", "wish": "", "mode": mode, "category": "", "about": "", "body": WORDS}
    return lambda town: (RAISER, "/say", fields)


def on(stage, who, path, **fields):
    """Return a form about a case that stands at a stage; the version is the one that its page would show."""

    def prepare(town):
        case = stage(town)
        version = {"version": str(Case.objects.get(pk=case.pk).version)} if "to" in fields else {}
        return who, path.format(case.key), fields | version

    return prepare


def about(path, **fields):
    """Return a form of the officer about 何小满, or about the workshop."""

    def prepare(town):
        keys = {"person": town.people["何小满"].key, "unit": town.units["冲压一车间"].key}
        return OFFICER, path.format(**keys), fields

    return prepare


FORMS = {
    "raise named": saying("named"),
    "raise for the handler only": saying("handler_only"),
    "accept": on(raised, HANDLER, "/queue/{}/accept"),
    "say": on(accepted, HANDLER, "/queue/{}/reply", to="talk", text="今天去看了，配件周二到。"),
    "answer": on(accepted, HANDLER, "/queue/{}/reply", to="answer", text="控制器换好了，今晚起全夜有热水。"),
    "rate": on(answered, RAISER, "/cases/{}/rate", solved="yes", mark="good", remark=""),
    "rate as not solved": on(answered, RAISER, "/cases/{}/rate", solved="no", mark="", remark="还是没有热水。"),
    "hand on": on(raised, HANDLER, "/queue/{}/hand-on", unit="人力资源部", reason="这件事归人力资源部管。"),
    "stop the clock": on(accepted, HANDLER, "/queue/{}/stop", category="raiser", reason="等一张照片。"),
    "register": about(
        "/people/new", name="江予安", staff_no="77001", home="模修班", kind="employee", sex="f", born_on="",
        national_id="", phone="", from_on=DAY,
    ),
    "appoint": about(
        "/people/{person}/appoint", unit="冲压一车间", title="安全员", code="other", main="", basis="", from_on=DAY,
    ),
    "transfer": about("/people/{person}/transfer", unit="总装事业部", day=DAY),
    "found a unit": about("/units/{unit}/found", name="修模二组", code="U77", type_code="team", serves="", day=DAY),
}  # fmt: skip


def sent(client, form, nth, *, lasting=False):
    """Send a form while the n-th statement fails. Returns the status, and whether it was reached."""
    failing = Failing(nth, lasting=lasting)
    with connection.execute_wrapper(failing):
        answer = client.post(form[1], {**form[2], "_key": "one form"})
    assert answer.status_code in (FOUND, AWAY), answer.content.decode()
    if answer.status_code == AWAY:
        assert answer.headers["Retry-After"]
    return answer.status_code, failing.has_failed


def ready(town, name):
    form = FORMS[name](town)
    return form, town.enter(Client(raise_request_exception=False), form[0])


@pytest.mark.parametrize("name", FORMS)
def test_whichever_statement_fails_the_state_is_before_or_after(town, name):
    form, client = ready(town, name)
    before = state()
    mark = transaction.savepoint()
    assert sent(client, form, MOST) == (FOUND, False)
    after = shape(state())
    assert after != shape(before)
    for nth in range(1, MOST):
        transaction.savepoint_rollback(mark)
        mark = transaction.savepoint()
        status, reached = sent(client, form, nth)
        if not reached:
            assert nth > 10  # it counted them all
            return
        now = state()
        # Only the session is saved after the act: told as 503, sent again, done once.
        assert shape(now) == after or (now == before and status == AWAY), nth
    pytest.fail("the form has no end")


@pytest.mark.parametrize("name", ["raise named", "answer", "appoint"])
def test_a_form_that_met_an_outage_happens_once_when_it_is_sent_again(town, name):
    form, client = ready(town, name)
    before = shape(state())
    for nth in (1, 5, 15):
        assert sent(client, form, nth, lasting=True) == (AWAY, True)
    assert sent(client, form, MOST)[0] == FOUND
    once = shape(state())
    assert sent(client, form, MOST)[0] == FOUND
    assert shape(state()) == once != before


PAGES = [("何小满", "/"), ("何小满", "/my-cases"), ("李桐", "/queue"), ("沈知夏", "/people"), ("沈知夏", "/units"),
         ("何小满", "/inbox"), ("郑明察", "/journal"), ("何小满", "/sign-in"), ("何小满", "/no/such/page")]  # fmt: skip


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_a_page_says_so_whichever_statement_the_database_goes_away_at(town, name, path):
    client = town.enter(Client(raise_request_exception=False), name)
    for nth in range(1, MOST):
        failing = Failing(nth, lasting=True)
        with connection.execute_wrapper(failing):
            answer = client.get(path)
        if not failing.has_failed:
            return
        assert answer.status_code == AWAY or (answer.status_code in (200, 404) and failing.count == nth)
        assert "OperationalError" not in answer.content.decode()
