"""Switching modules off and on: who may, what is finished first, and that nothing is lost."""

from datetime import timedelta

import pytest

from tongxin.casework.models import Case
from tongxin.casework.tests import stories
from tongxin.core import clock
from tongxin.core.errors import BadInputError, NotFoundError, RuleBrokenError
from tongxin.core.jobs import run_due
from tongxin.core.modules import is_on, off_of
from tongxin.exchange.models import Delivery
from tongxin.exchange.rules.signing import secret_of
from tongxin.exchange.writes.endpoints import keep_endpoint
from tongxin.inbox.public import todos_of
from tongxin.inbox.reads.notices import unread_count
from tongxin.journal.models import Entry
from tongxin.journal.public import catch_up
from tongxin.modules.models import Switch
from tongxin.modules.reads import module_lines
from tongxin.modules.writes import switch_off, switch_on

ADMIN, RAISER = "周守一", "何小满"
DAY = timedelta(days=1)


def off(town, app="exchange", day=None, reason="无人使用"):
    return switch_off(actor=town.actor(ADMIN), app=app, off_on=day or clock.today(), reason=reason)


def state_of(town, app):
    return next(line.state for line in module_lines(town.actor(ADMIN)) if line.module.app == app)


def test_a_module_is_off_from_its_day_and_not_before(town, frozen):
    off(town, day=clock.today() + DAY)
    assert is_on("exchange.send")
    assert state_of(town, "exchange") == "announced"
    with clock.at(frozen + DAY):
        assert not is_on("exchange.send")
        assert state_of(town, "exchange") == "off"


def test_who_why_and_since_when_are_told(town):
    off(town, reason="改用数据中台")
    told = off_of("exchange:webhooks")
    assert (told.by, told.reason, told.since) == (ADMIN, "改用数据中台", clock.today())


@pytest.mark.parametrize("name", ["何小满", "沈知夏", "吴静言", "郑明察"])
def test_nobody_but_a_system_administrator_switches(town, name):
    with pytest.raises(NotFoundError):
        switch_off(actor=town.actor(name), app="exchange", off_on=clock.today(), reason="试试")
    assert not Switch.objects.exists()


@pytest.mark.parametrize("app", ["feedback", "disclosure"])
def test_what_the_law_demands_stays_on(town, app):
    with pytest.raises(RuleBrokenError):
        off(town, app)
    assert is_on(f"{app}.anything")


def test_a_reason_and_a_day_to_come_are_needed(town):
    with pytest.raises(BadInputError):
        off(town, reason=" … ")
    with pytest.raises(BadInputError):
        off(town, day=clock.today() - DAY)
    off(town)
    with pytest.raises(RuleBrokenError):
        off(town)


def test_open_cases_are_finished_before_voice_is_off(town):
    case = stories.accepted(town)
    off(town, "casework")
    assert state_of(town, "casework") == "ending"
    assert is_on("casework.anything")
    assert off_of("casework").ending
    Case.objects.filter(pk=case.pk).update(status="closed")
    assert not is_on("casework.anything")
    assert state_of(town, "casework") == "off"


def test_while_it_ends_pages_take_nothing_new_and_finish_the_rest(town, client):
    case = stories.accepted(town)
    off(town, "casework", reason="改用集团平台")
    raiser = town.enter(client, RAISER)
    answer = raiser.get("/say")
    assert answer.status_code == 410
    assert "改用集团平台" in answer.content.decode()
    assert raiser.get(f"/cases/{case.key}").status_code == 200
    refused = client.post("/api/v1/cases", {}, "application/json", headers=town.key(RAISER, "cases:write"))
    assert (refused.status_code, refused.json()["code"]) == (410, "module_off")


def test_the_journal_tells_both_decisions_and_what_was_open(town):
    stories.accepted(town)
    off(town, "casework")
    switch_on(actor=town.actor(ADMIN), app="casework", reason="再用一段")
    entries = Entry.objects.filter(kind__startswith="modules.").order_by("number").select_related("content")
    assert [entry.kind for entry in entries] == ["modules.switched_off", "modules.switched_on"]
    assert entries[0].content.data["n_open"] == 1


def test_todos_notices_files_and_jobs_rest_and_come_back(town):
    stories.answered(town)
    catch_up()
    raiser = town.actor(RAISER)
    assert todos_of(town.actor(RAISER))
    told = unread_count(raiser)
    assert told
    row = Switch.objects.create(app="casework", off_on=clock.today(), reason="x")
    Case.objects.update(status="closed")
    assert todos_of(town.actor(RAISER)) == []
    assert unread_count(raiser) == told - 2  # accepted and answered; that of the password stays
    assert not [name for name in run_due() if name.startswith("casework.")]
    row.back_at = clock.now()
    row.save()
    assert unread_count(raiser) == told
    assert [name for name in run_due() if name.startswith("casework.")]


def test_webhooks_let_go_by_what_happens_while_they_are_off(town):
    kinds = ["casework.case_raised"]
    keep_endpoint(actor=town.actor(ADMIN), name="中台", url="https://hook.example", kinds=kinds, secret=secret_of(b"x"))
    off(town)
    stories.raised(town)
    catch_up()
    switch_on(actor=town.actor(ADMIN), app="exchange", reason="恢复")
    catch_up()
    assert Delivery.objects.count() == 0
    stories.raised(town)
    catch_up()
    assert Delivery.objects.count() == 1
