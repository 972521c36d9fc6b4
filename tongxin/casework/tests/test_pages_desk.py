"""The pages of those who handle and supervise."""

import html

import pytest
from django.urls import reverse

from tongxin.casework.models import Case, Route
from tongxin.casework.public import accept_case, hand_on_case
from tongxin.casework.reads.case import times_read
from tongxin.casework.tests.stories import (
    ANSWER,
    HANDLER,
    OFFICER,
    RAISER,
    SECOND,
    WORDS,
    accepted,
    afresh,
    answered,
    closed,
    raised,
    steps_of,
)

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(client, town):
    return town.enter(client, HANDLER)


@pytest.fixture
def above(client, town):
    return town.enter(client, OFFICER)


def at(name, case):
    return reverse(f"casework:{name}", args=[case.key])


def text_of(response):
    return html.unescape(response.content.decode())


def reply(case, to, text, **more):
    return {"to": to, "text": text, "version": case.version} | more


@pytest.mark.parametrize("view", ["mine", "soon", "new", "stopped", "open", "done", "nonsense", ""])
def test_every_view_of_the_queue_opens(page, town, view):
    for made in (raised, accepted, answered, closed):
        made(town)
    assert page.get("/queue", {"view": view}).status_code == 200


def listed(response):
    return [line.case.status for line in response.context["page"].lines]


def test_the_views_hold_what_they_say(page, town):
    for made in (raised, accepted, answered, closed):
        made(town)
    found = {view: listed(page.get("/queue", {"view": view})) for view in ("mine", "new", "open", "done", "stopped")}
    assert found == {
        "mine": ["in_hand"],
        "new": ["raised"],
        "open": ["raised", "in_hand", "answered"],
        "done": ["closed"],
        "stopped": [],
    }


@pytest.mark.parametrize(("text", "count"), [("更衣室", 1), (RAISER, 1), ("后勤", 2), ("食堂", 0), ("2026-0316-", 2)])
def test_a_search_finds_words_of_named_cases_and_numbers_and_units_of_all(page, town, text, count):
    raised(town)
    raised(town, mode="handler_only")
    assert len(listed(page.get("/queue", {"view": "open", "q": text}))) == count


def test_an_own_matter_is_not_in_the_own_queue(page, town):
    raised(town, by=HANDLER, place="后勤保障部")
    assert listed(page.get("/queue", {"view": "open"})) == []


@pytest.mark.parametrize("mark", ["x", "W10", "WyIiLCBJbmZpbml0eV0", "²", "WyIyMDI2LTAzLTE4IiwgMV0"])
def test_an_odd_mark_in_the_address_breaks_nothing(page, town, mark):
    raised(town)
    for name in ("after", "before"):
        assert page.get("/queue", {"view": "open", name: mark}).status_code == 200


def test_the_pages_of_the_queue_follow_each_other_without_a_gap_there_and_back(page, town):
    for number in range(53):
        raised(town, body=f"第{number}件：没有热水。")
    first = page.get("/queue", {"view": "open"}).context["page"]
    second = page.get("/queue", {"view": "open", "after": first.after}).context["page"]
    keys = [line.case.pk for line in (*first.lines, *second.lines)]
    assert (len(first.lines), first.before, len(second.lines), second.after) == (50, "", 3, "")
    assert keys == sorted(Case.objects.values_list("pk", flat=True))
    back = page.get("/queue", {"view": "open", "before": second.before}).context["page"]
    assert [line.case.pk for line in back.lines] == keys[:50]


def test_htmx_gets_the_rows_or_the_case_alone(page, town):
    case = raised(town)
    rows = text_of(page.get("/queue", {"view": "open"}, headers=HTMX))
    detail = text_of(page.get(at("work", case), headers=HTMX))
    assert "<html" not in rows + detail
    assert case.words.title in rows
    assert WORDS in detail


def test_a_restored_page_of_the_browser_s_history_is_whole(page, town):
    headers = HTMX | {"HX-History-Restore-Request": "true"}
    assert "<html" in text_of(page.get("/queue", headers=headers))


def test_opening_a_case_beside_the_queue_is_noted(page, town):
    case = raised(town)
    page.get(at("work", case))
    assert times_read(case) == 1


def test_no_list_shows_what_a_sealed_case_is_about_before_it_is_accepted(page, town):
    case = raised(town, mode="handler_only")
    queue = text_of(page.get(reverse("casework:queue") + "?view=new"))
    assert (case.number in queue, "更衣室" in queue, times_read(case)) == (True, False, 0)
    assert "更衣室" in text_of(page.get(at("work", case)))
    assert times_read(case) == 1


def test_who_supervises_opens_a_sealed_case_and_sees_no_word_of_it(above, town):
    case = accepted(town, mode="handler_only")
    text = text_of(above.get(at("work", case)))
    assert case.number in text
    assert not any(word in text for word in (WORDS[:8], "更衣室", RAISER))
    assert times_read(case) == 0


def test_accepting_leads_to_the_field_for_the_reply(page, town):
    case = raised(town)
    assert page.post(at("accept", case))["Location"] == at("work", case) + "#id_text"
    assert '<textarea class="input" id="id_text"' in text_of(page.get(at("work", case)))
    assert afresh(case).handler.name == HANDLER


def test_accepting_what_a_colleague_was_faster_to_accept_is_refused(page, town):
    case = accepted(town, by=SECOND)
    assert page.post(at("accept", case)).status_code == 409
    assert afresh(case).handler.name == SECOND


@pytest.mark.parametrize(("to", "kind"), [("talk", "talk"), ("note", "note"), ("answer", "answer")])
def test_one_box_writes_to_the_raiser_to_oneself_or_the_answer(page, town, to, kind):
    case = accepted(town)
    assert page.post(at("reply", case), reply(case, to, ANSWER))["Location"] == at("work", case) + "#newest"
    assert case.messages.get(kind=kind).words.body == ANSWER


@pytest.mark.parametrize("to", ["talk", "note", "answer"])
@pytest.mark.parametrize("text", ["👍👍", "长" * 20_001])
def test_a_refused_reply_stays_in_the_box_with_its_reason(page, town, to, text):
    case = accepted(town)
    response = page.post(at("reply", case), reply(case, to, text))
    assert response.status_code == 422
    assert text in text_of(response)
    assert 'role="alert"' in text_of(response)
    assert steps_of(case) == ["accept"]


def test_a_reply_without_its_hidden_values_is_refused_and_kept(page, town):
    response = page.post(at("reply", accepted(town)), {"text": "没有版本号的一句"})
    assert response.status_code == 422
    assert "没有版本号的一句" in text_of(response)


def test_an_answer_to_an_older_state_is_refused_and_kept(page, town):
    case = accepted(town)
    seen = case.version
    hand_on_case(actor=town.actor(OFFICER), key=case.key, unit=town.units["人力资源部"], reason="归人力")
    accept_case(actor=town.actor("程思源"), key=case.key)
    hand_on_case(actor=town.actor(OFFICER), key=case.key, unit=town.units["后勤保障部"], reason="还是归后勤")
    accept_case(actor=town.actor(HANDLER), key=case.key)
    response = page.post(at("reply", case), reply(case, "answer", ANSWER, version=seen))
    assert response.status_code == 409
    assert ANSWER in text_of(response)
    assert not case.messages.filter(kind="answer").exists()


def test_a_case_is_handed_on_by_the_name_of_the_unit(page, town):
    case = accepted(town)
    assert page.get(at("hand-on", case)).status_code == 200
    given = {"unit": "人力资源部", "reason": "归人力资源部管"}
    assert page.post(at("hand-on", case), given)["Location"] == "/queue"
    assert afresh(case).unit.name == "人力资源部"


@pytest.mark.parametrize(("unit", "status"), [("没有这个部", 422), ("总装事业部", 409), ("后勤保障部", 409)])
def test_a_refused_handing_on_keeps_the_reason(page, town, unit, status):
    case = accepted(town)
    response = page.post(at("hand-on", case), {"unit": unit, "reason": "说了一长串理由"})
    assert response.status_code == status
    assert "说了一长串理由" in text_of(response)
    assert afresh(case).status == "in_hand"


def test_the_clock_is_stopped_and_runs_again(page, town):
    case = accepted(town)
    assert page.get(at("stop", case)).status_code == 200
    page.post(at("stop", case), {"category": "site", "reason": "等天晴"})
    assert afresh(case).stopped is True
    assert page.get(at("work", case)).context["steps"].keys() >= {"restart"}
    page.post(at("restart", case))
    assert afresh(case).stopped is False


@pytest.mark.parametrize(("category", "reason"), [("", "等天晴放晴"), ("site", "  ")])
def test_a_refused_stop_keeps_what_was_typed(page, town, category, reason):
    case = accepted(town)
    response = page.post(at("stop", case), {"category": category, "reason": reason})
    assert response.status_code == 422
    assert reason.strip() in text_of(response)
    assert afresh(case).stopped is False


def test_letting_a_running_clock_run_is_refused(page, town):
    assert page.post(at("restart", accepted(town))).status_code == 409


def test_who_supervises_gives_more_time(above, town):
    case = accepted(town)
    assert above.get(at("extend", case)).status_code == 200
    assert above.post(at("extend", case), {"days": 3, "reason": "配件没到"})["Location"] == at("work", case)
    assert steps_of(case) == ["accept", "extend"]


@pytest.mark.parametrize("days", ["", "0", "11", "x"])
def test_refused_time_keeps_the_reason(above, town, days):
    case = accepted(town)
    response = above.post(at("extend", case), {"days": days, "reason": "配件在路上"})
    assert response.status_code == 422
    assert "配件在路上" in text_of(response)


def test_routes_are_set_and_taken_away(above, town):
    assert above.get("/queue/routes").status_code == 200
    given = {"category": "growth", "scope": "车身事业部", "unit": "人力资源部"}
    assert above.post("/queue/routes", given).status_code == 302
    route = Route.objects.get(category="growth")
    assert above.post(reverse("casework:remove-route", args=[route.pk])).status_code == 302
    assert not Route.objects.filter(category="growth").exists()
    assert above.post(reverse("casework:remove-route", args=[route.pk])).status_code == 404


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"category": "growth", "scope": "车身事业部", "unit": "总装事业部"}, 409),
        ({"category": "growth", "scope": "没有", "unit": "人力资源部"}, 422),
        ({"category": "weather", "scope": "车身事业部", "unit": "人力资源部"}, 422),
    ],
)
def test_a_refused_route_keeps_what_was_typed_and_changes_nothing(above, town, given, status):
    before = Route.objects.count()
    response = above.post("/queue/routes", given)
    assert response.status_code == status
    assert given["unit"] in text_of(response)
    assert Route.objects.count() == before


def test_the_queue_leaves_as_a_sheet(above, town):
    raised(town)
    response = above.post("/queue/export")
    assert response["Content-Type"].startswith("application/vnd.openxmlformats")
    assert response["Cache-Control"] == "no-store"
    assert response.content[:2] == b"PK"


@pytest.mark.parametrize("step", ["hand-on", "stop"])
def test_no_form_calls_a_reason_optional_that_the_step_demands(page, town, step):
    shown = text_of(page.get(at(step, accepted(town))))
    reason = shown[shown.index('for="id_reason"') :]
    assert "<small>" not in reason[: reason.index("</label>")]
