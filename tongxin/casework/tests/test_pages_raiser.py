"""The pages of whoever raises a case."""

import html

import pytest
from django.urls import reverse

from tongxin.casework.models import Case
from tongxin.casework.public import note, say
from tongxin.casework.tests.stories import (
    ANSWER,
    HANDLER,
    RAISER,
    WORDS,
    accepted,
    afresh,
    answered,
    closed,
    raised,
    withdrawn,
)


@pytest.fixture
def page(client, town):
    return town.enter(client, RAISER)


def form(town, **more):
    return {"body": WORDS, "place": town.units["模修班"].key, "mode": "handler_only", "_key": "k1"} | more


def text_of(response):
    return html.unescape(response.content.decode())


def at(name, case):
    return reverse(f"casework:{name}", args=[case.key])


def test_the_form_opens_with_the_own_unit_and_the_safest_way_chosen(page, town):
    response = page.get("/say")
    assert response.status_code == 200
    assert response.context["form"].units[0].name == "模修班"
    assert response.context["form"].initial["mode"] == "handler_only"


def test_sending_it_leads_to_the_case_which_says_where_it_is_and_until_when(page, town):
    response = page.post("/say", form(town), follow=True)
    assert response.redirect_chain == [(f"/cases/{Case.objects.get().key}", 302)]
    text = text_of(response)
    assert "后勤保障部" in text
    assert WORDS in text


def test_the_same_form_sent_twice_is_one_case_and_shows_the_same_page(page, town):
    first, again = page.post("/say", form(town)), page.post("/say", form(town))
    assert first["Location"] == again["Location"]
    assert Case.objects.count() == 1


def test_a_form_that_was_changed_after_going_back_is_another_case(page, town):
    page.post("/say", form(town))
    page.post("/say", form(town, body="食堂夜里没有热饭。"))
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    "body", ["", "   \n", "😡😡🔥", "热" * 20_001, "a b " * 262_144], ids=["empty", "blank", "signs", "long", "1 MB"]
)
def test_what_cannot_be_sent_stays_in_the_page_with_a_reason(page, town, body):
    response = page.post("/say", form(town, body=body, wish="修好就行"))
    assert response.status_code == 422
    text = text_of(response)
    assert body.strip() in text
    assert "修好就行" in text
    assert response.context["form"].errors["body"]
    assert not Case.objects.exists()


def test_a_long_letter_of_7028_characters_is_taken_whole(page, town):
    letter = "班车晚点。" * 1405 + "请改。"
    assert page.post("/say", form(town, body=letter)).status_code == 302
    assert Case.objects.get().words.body == letter


def test_a_nul_or_a_script_in_the_text_is_only_text(page, town):
    response = page.post("/say", form(town, body="<script>alert(1)</script>\x00 热水没有"), follow=True)
    assert b"<script>alert(1)" not in response.content
    assert "<script>alert(1)</script>" in text_of(response)


def test_somebody_without_a_unit_is_told_what_to_do(page, town):
    town.people[RAISER].home = None
    town.people[RAISER].save(update_fields=["home"])
    assert page.get("/say").status_code == 200
    response = page.post("/say", form(town, place=""))
    assert response.status_code == 422
    assert WORDS in text_of(response)


def test_while_one_types_it_says_what_it_is_where_it_goes_and_who_sees_it(page, town):
    response = page.post("/say/guess", form(town, body="食堂太咸，李桐从来不管。"), headers={"HX-Request": "true"})
    text = text_of(response)
    assert "<html" not in text
    for word in ("食堂伙食", "后勤保障部", "李桐", "2 "):
        assert word in text
    assert not Case.objects.exists()


def test_while_one_types_it_says_whom_it_keeps_away(page, town):
    response = page.post("/say/guess", form(town, about="李桐"), headers={"HX-Request": "true"})
    assert 'class="panel ok"' in text_of(response)
    assert "李桐" in text_of(response)


@pytest.mark.parametrize("made", [raised, accepted, answered, closed, withdrawn])
@pytest.mark.parametrize("mode", ["named", "handler_only"])
def test_a_case_is_shown_to_its_raiser_in_every_state(page, town, made, mode):
    response = page.get(at("case", made(town, mode=mode)))
    assert response.status_code == 200
    assert WORDS in text_of(response)


def test_the_raiser_sees_the_talk_and_never_an_internal_note(page, town):
    case = accepted(town)
    say(actor=town.actor(HANDLER), key=case.key, text="下午去看。")
    note(actor=town.actor(HANDLER), key=case.key, text="同型号还有四台。")
    text = text_of(page.get(at("case", case)))
    assert "下午去看。" in text
    assert "同型号" not in text


def test_the_raiser_sees_how_often_it_was_read(page, town, client):
    case = accepted(town)
    town.enter(client, HANDLER).get(at("work", case))
    response = town.enter(client, RAISER).get(at("case", case))
    assert response.context["times_read"] == 1


def test_who_handles_a_case_is_led_from_its_address_to_the_desk(page, town, client):
    case = accepted(town)
    assert town.enter(client, HANDLER).get(at("case", case))["Location"] == at("work", case)


def test_the_raiser_adds_something(page, town):
    case = accepted(town)
    assert page.post(at("say", case), {"text": "型号在右下角。"})["Location"] == at("case", case) + "#newest"
    newest = text_of(page.get(at("case", case))).split('<li id="newest" tabindex="-1">')
    assert ["型号在右下角。" in part for part in newest] == [False, True]


@pytest.mark.parametrize(("made", "text", "status"), [(accepted, "👍", 422), (closed, "还有一句", 409)])
def test_what_the_raiser_cannot_add_stays_in_the_page_where_it_can(page, town, made, text, status):
    response = page.post(at("say", made(town)), {"text": text})
    assert response.status_code == status
    assert status == 409 or text in text_of(response)


def test_the_raiser_says_that_it_is_solved(page, town):
    case = answered(town)
    assert ANSWER in text_of(page.get(at("case", case)))
    response = page.post(at("rate", case), {"solved": "yes", "mark": "good", "remark": ""}, follow=True)
    assert response.status_code == 200
    assert afresh(case).outcome == "solved"


def test_the_raiser_says_that_it_is_not_solved(page, town):
    case = answered(town)
    page.post(at("rate", case), {"solved": "no", "remark": "还是没有热水。"})
    assert (afresh(case).status, afresh(case).round) == ("in_hand", 2)


@pytest.mark.parametrize("solved", ["", "maybe"])
def test_a_rating_without_the_first_word_keeps_the_rest(page, town, solved):
    case = answered(town)
    response = page.post(at("rate", case), {"solved": solved, "remark": "写了一段评价"})
    assert response.status_code == 422
    assert "写了一段评价" in text_of(response)


def test_a_second_rating_is_refused_with_the_state_of_things(page, town):
    case = closed(town)
    assert page.post(at("rate", case), {"solved": "no"}).status_code == 409
    assert afresh(case).outcome == "solved"


def test_the_raiser_takes_a_case_back(page, town):
    case = raised(town)
    assert page.post(at("withdraw", case), follow=True).status_code == 200
    assert afresh(case).status == "withdrawn"


def test_taking_back_an_answered_case_is_refused(page, town):
    assert page.post(at("withdraw", answered(town))).status_code == 409


def test_my_cases_are_mine_only_and_page_on(page, town):
    for number in range(22):
        raised(town, body=f"第{number}件事：没有热水。")
    raised(town, by="魏东来", place="总装事业部", body="别人的事情。")
    first = page.get("/my-cases")
    assert len(first.context["entries"]) == 20
    second = page.get("/my-cases", {"before": first.context["following"]})
    assert (len(second.context["entries"]), second.context["following"]) == (2, "")
    assert "别人的事情" not in text_of(first) + text_of(second)


@pytest.mark.parametrize("before", ["²", "x", "-1", "9" * 30, "9" * 5000, "\x00"])
def test_an_odd_number_in_the_address_breaks_nothing(page, town, before):
    assert page.get("/my-cases", {"before": before}).status_code == 200
