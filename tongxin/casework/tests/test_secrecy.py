"""Marks of secrecy in cases: refused whoever writes and wherever; what may be one is asked about, once."""

import html

import pytest

from tongxin.casework.models import Case, Message
from tongxin.casework.public import answer_case, note, say
from tongxin.casework.tests.stories import HANDLER, RAISER, WORDS, accepted, matter
from tongxin.casework.writes.raising import raise_case
from tongxin.core.errors import BadInputError
from tongxin.feedback.models import Remark
from tongxin.files.facts import MARK_REFUSED
from tongxin.files.models import StoredFile
from tongxin.files.tests.samples import paper, sent
from tongxin.journal.models import Entry

MARK = "机密★10年"
MARKED = f"{MARK}\n关于清理台账的通知"
QUOTED = "公文上应当标注“机密★10年”这样的标志，放在左上角第一行，我们车间没有"


def refusals():
    return Entry.objects.filter(kind=MARK_REFUSED).count()


def form(town, **more):
    return {"body": WORDS, "place": town.units["模修班"].key, "mode": "handler_only", "_key": "k1"} | more


def text_of(response):
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("where", ["body", "wish", "place_note"])
def test_no_part_of_a_case_may_carry_a_mark(town, where):
    with pytest.raises(BadInputError) as refused:
        raise_case(actor=town.actor(RAISER), matter=matter(town, **{where: MARKED}))
    assert (refused.value.code, refused.value.field) == ("secret", where)
    assert not Case.objects.exists()
    assert refusals() == 1


@pytest.mark.parametrize("way", ["say", "note", "answer"])
def test_nothing_said_in_a_case_may_carry_a_mark(town, way):
    case, by = accepted(town), town.actor(HANDLER)
    before = Message.objects.count()
    ways = {
        "say": lambda: say(actor=by, key=case.key, text=MARKED),
        "note": lambda: note(actor=by, key=case.key, text=MARKED),
        "answer": lambda: answer_case(actor=by, key=case.key, text=MARKED, version=case.version),
    }
    with pytest.raises(BadInputError):
        ways[way]()
    assert Message.objects.count() == before
    assert refusals() == 1


def test_the_page_says_what_where_and_what_now_and_keeps_what_was_typed(client, town):
    response = town.enter(client, RAISER).post("/say", form(town, body=MARKED))
    assert response.status_code == 422
    assert "这段文字带有密级标志“机密★10年”" in text_of(response)
    assert "请联系本单位保密办" in text_of(response)
    assert "关于清理台账的通知" in text_of(response)


def test_what_may_be_a_mark_is_asked_about_and_goes_on_when_answered(client, town):
    page = town.enter(client, RAISER)
    asked = page.post("/say", form(town, body=QUOTED))
    assert asked.status_code == 422
    assert "可能是密级标志" in text_of(asked)
    assert 'name="not_secret"' in text_of(asked)
    assert not Case.objects.exists()
    assert page.post("/say", form(town, body=QUOTED, not_secret="on")).status_code == 302
    assert Case.objects.get().words.body == QUOTED


def test_a_case_without_such_words_is_never_asked_about(client, town):
    assert "not_secret" not in text_of(town.enter(client, RAISER).get("/say"))
    assert town.enter(client, RAISER).post("/say", form(town, body="请大家保守秘密")).status_code == 302


def test_an_answered_question_opens_no_door_for_a_real_mark(client, town):
    response = town.enter(client, RAISER).post("/say", form(town, body=MARKED, not_secret="on"))
    assert response.status_code == 422
    assert not Case.objects.exists()


@pytest.mark.parametrize(("name", "lines"), [("a.docx", (MARK, "通知")), (f"{MARK}.docx", ("通知",))])
def test_a_marked_file_stops_the_case_and_leaves_nothing(client, town, name, lines):
    page = town.enter(client, RAISER)
    response = page.post("/say", form(town, attachments=sent(name, paper(*lines)), not_secret="on"))
    assert response.status_code == 422
    assert "没有保存" in text_of(response)
    assert not Case.objects.exists()
    assert not StoredFile.objects.exists()
    assert refusals() == 1


def test_talk_and_reply_ask_as_well(client, town):
    case = accepted(town)
    for name, address, more in [
        (RAISER, f"/cases/{case.key}/say", {}),
        (HANDLER, f"/queue/{case.key}/reply", {"to": "talk", "version": case.version}),
    ]:
        response = town.enter(client, name).post(address, {"text": QUOTED, **more})
        assert response.status_code == 422, address
        assert 'name="not_secret"' in text_of(response)


def test_an_anonymous_remark_may_carry_no_mark(client, town):
    response = client.post("/complaints", {"body": MARKED})
    assert response.status_code == 422
    assert "请联系本单位保密办" in text_of(response)
    assert not Remark.objects.exists()
