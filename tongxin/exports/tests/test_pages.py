"""The pages: asking, deciding, one's own and the log, each list with one query."""

import html

import pytest
from django.urls import reverse

from tongxin.core import clock
from tongxin.core.exports import export_kinds
from tongxin.core.own_data import own_data
from tongxin.exports.models import APPROVED, Export
from tongxin.exports.reads import Filters, log_page, own_page, waiting_page
from tongxin.exports.tests.conftest import APPROVER, ASKER, AUDITOR, OTHER
from tongxin.exports.writes import take_export

REASON = "年度体检名单，交体检中心"


def text(response):
    return html.unescape(response.content.decode())


def test_a_large_roster_is_asked_for_decided_and_fetched_in_the_browser(town, client, limit):
    page = town.enter(client, ASKER)
    away = page.post(f"/people/export?unit={town.units['同辉集团'].key}")
    shown = text(page.get(away["Location"]))
    assert "13" in shown
    assert page.post(away["Location"], {"reason": ""}).status_code == 422
    sent = page.post(away["Location"], {"reason": REASON, "_key": "a"})
    export = Export.objects.get()
    assert sent["Location"] == reverse("exports:export", args=[export.key])
    assert reverse("exports:fetch", args=[export.key]) not in text(page.get(sent["Location"]))
    town.enter(client, APPROVER)
    assert ASKER in text(page.get(reverse("exports:waiting")))
    assert REASON in text(page.get(reverse("exports:export", args=[export.key])))
    decide = reverse("exports:decide", args=[export.key])
    assert page.post(decide, {"outcome": "", "text": ""}).status_code == 422
    assert page.post(decide, {"outcome": "approve", "text": ""}).status_code == 422
    assert page.post(decide, {"outcome": "approve", "text": "体检需要", "_key": "b"}).status_code == 302
    assert page.post(decide, {"outcome": "refuse", "text": "不对", "_key": "c"}).status_code == 302
    export.refresh_from_db()
    assert export.state == APPROVED
    town.enter(client, ASKER)
    assert "体检需要" in text(page.get(sent["Location"]))
    file = page.post(reverse("exports:fetch", args=[export.key]))
    assert file["Content-Disposition"] == f'attachment; filename="people-{export.number}.xlsx"'
    assert file["Cache-Control"] == "no-store"


def test_an_unknown_kind_leads_to_ones_own_list(town, client):
    assert town.enter(client, ASKER).get(reverse("exports:ask") + "?what=souls")["Location"] == reverse("exports:mine")


def test_the_auditor_filters_the_log_and_reading_it_is_noted(town, client, asked):
    take_export(actor=town.actor(ASKER), kind=export_kinds()["cases"], unit="")
    page = town.enter(client, AUDITOR)
    log = reverse("exports:log")
    day = clock.today().isoformat()
    for query, found in (
        ("", 2), (f"day={day}", 2), ("day=2026-03-15", 0), ("what=people", 1), (f"person={ASKER}", 2), ("person=魏", 0),
        (f"person={town.people[ASKER].staff_no}", 2), ("day=x&what=y", 2),
    ):  # fmt: skip
        assert text(page.get(f"{log}?{query}")).count("row no-lead") == found, query
    assert Export.objects.count() == 2


def test_each_list_takes_one_query_however_long_it_is(town, asked, django_assert_num_queries):
    auditor, asker, approver = town.actor(AUDITOR), town.actor(ASKER), town.actor(APPROVER)
    waiting_page(approver)
    for size in (1, 30):
        while Export.objects.count() < size:
            Export.objects.create(
                number=str(Export.objects.count()),
                what="people",
                person=asked.person,
                unit=asked.unit,
                state="asked",
                rows=9,
            )
        with django_assert_num_queries(1):
            assert len(own_page(asker).lines) == size
        with django_assert_num_queries(1):
            assert len(log_page(Filters()).lines) == size
        with django_assert_num_queries(1):
            assert len(waiting_page(approver)) == size
    assert auditor.person_id


def test_a_long_log_goes_on_on_the_next_page(town, client, asked):
    for place in range(60):
        Export.objects.create(number=str(place), what="people", person=asked.person, state="made", rows=1)
    page = town.enter(client, AUDITOR)
    first = page.get(reverse("exports:log"))
    after = first.context["page"].after
    assert len(first.context["page"].lines) == 50
    assert len(page.get(reverse("exports:log"), {"after": after}).context["page"].lines) == 11


def test_ones_own_files_stand_on_the_page_of_ones_own_data(town, client, asked):
    section = next(one for one in own_data(town.actor(ASKER)) if one.key == "exports")
    assert section.rows[0][0] == asked.number
    assert REASON in section.rows[0]
    assert next(one for one in own_data(town.actor(OTHER)) if one.key == "exports").rows == []
    assert asked.number in text(town.enter(client, ASKER).get(reverse("exports:mine")))


@pytest.mark.parametrize(("who", "sees"), [(ASKER, True), (OTHER, False)])
def test_the_way_there_stands_on_the_page_me_of_those_who_may_take_files(town, client, who, sees):
    assert (reverse("exports:mine") in text(town.enter(client, who).get("/me"))) is sees
