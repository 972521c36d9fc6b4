from datetime import date, timedelta

import pytest

from tongxin.casework.models import Message
from tongxin.casework.public import accept_case, answer_case, hand_on_case, note, say
from tongxin.casework.rights import can_see_message
from tongxin.casework.tests.stories import (
    ANSWER,
    HANDLER,
    OFFICER,
    RAISER,
    SECOND,
    WORDS,
    accepted,
    afresh,
    answer,
    answered,
    closed,
    last_entry,
    raised,
    recorded,
    steps_of,
    terms_of,
    withdrawn,
)
from tongxin.core import clock
from tongxin.core.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError, RuleBrokenError
from tongxin.inbox.models import Notice
from tongxin.journal.public import catch_up


def told(case, kind):
    catch_up()
    return [notice.person.name for notice in Notice.objects.filter(about=case.label, kind=f"casework.{kind}")]


def test_who_accepts_has_the_case_in_hand(town):
    case = accepted(town)
    assert (case.status, case.handler.name, case.accepted_at) == ("in_hand", HANDLER, clock.now())
    assert steps_of(case) == ["accept"]


def test_accepting_ends_its_clock_and_leaves_the_others_running(town):
    terms = terms_of(accepted(town))
    states = {kind: term.state for (kind, _round), term in terms.items()}
    assert states == {"accept": "ended", "first_reply": "running", "answer": "running"}


def test_accepting_is_recorded_with_who_did_it_and_whether_in_time(town):
    entry = last_entry(accepted(town), "case_accepted")
    assert entry.actor == f"person:{town.people[HANDLER].pk}"
    assert entry.data["in_time"] is True


def test_accepting_late_is_recorded_as_late(town, frozen):
    case = raised(town)
    with clock.at(frozen + timedelta(days=3)):
        accept_case(actor=town.actor(HANDLER), key=case.key)
    assert last_entry(case, "case_accepted").data["in_time"] is False


@pytest.mark.parametrize(
    ("who", "error"),
    [(RAISER, ForbiddenError), (OFFICER, ForbiddenError), ("程思源", NotFoundError), ("顾长风", NotFoundError)],
)
def test_only_a_handler_of_the_unit_accepts(town, who, error):
    case = raised(town)
    with pytest.raises(error):
        accept_case(actor=town.actor(who), key=case.key)
    assert afresh(case).status == "raised"


def test_a_case_is_accepted_by_one_only(town):
    case = accepted(town)
    with pytest.raises(RuleBrokenError):
        accept_case(actor=town.actor(SECOND), key=case.key)
    assert afresh(case).handler.name == HANDLER


def test_the_raiser_is_told_that_it_was_accepted(town):
    assert told(accepted(town), "accepted") == [RAISER]


def hand_on(town, case, unit="人力资源部", by=HANDLER, reason="归人力资源部管"):
    return hand_on_case(actor=town.actor(by), key=case.key, unit=town.units[unit], reason=reason)


def test_a_case_that_is_handed_on_waits_in_the_other_unit_to_be_accepted(town):
    case = hand_on(town, accepted(town))
    assert (case.status, case.handler, case.unit.name) == ("raised", None, "人力资源部")
    assert last_entry(case, "case_handed_on").data["from_unit_id"] == town.units["后勤保障部"].pk


def test_handing_on_starts_accepting_afresh_and_lets_the_answer_s_clock_go_on(town, frozen):
    case = accepted(town)
    before = terms_of(case)["answer", 1].due_on
    with clock.at(frozen + timedelta(days=1)):
        hand_on(town, case)
    terms = terms_of(case)
    assert terms["answer", 1].due_on == before
    assert (terms["accept", 2].due_on, terms["accept", 2].state) == (date(2026, 3, 19), "running")


def test_who_handed_a_case_on_sees_it_no_longer(town):
    case = hand_on(town, accepted(town))
    with pytest.raises(NotFoundError):
        accept_case(actor=town.actor(HANDLER), key=case.key)
    accept_case(actor=town.actor("程思源"), key=case.key)


def test_both_units_sides_are_told_that_a_case_was_handed_on(town):
    case = hand_on(town, accepted(town))
    assert told(case, "handed_on") == [RAISER]
    assert told(case, "new")[-1] == "程思源"


def test_a_case_is_handed_on_over_the_handler_s_head_by_who_supervises_only(town):
    case = accepted(town)
    with pytest.raises(ForbiddenError):
        hand_on(town, case, by=SECOND)
    assert hand_on(town, case, by=OFFICER).unit.name == "人力资源部"


@pytest.mark.parametrize(
    ("unit", "reason", "error"),
    [
        ("后勤保障部", "就是这里", RuleBrokenError),
        ("总装事业部", "没有经办人", RuleBrokenError),
        ("人力资源部", "  ", BadInputError),
    ],
)
def test_a_case_is_not_handed_on_to_itself_to_nobody_or_without_a_reason(town, unit, reason, error):
    case = accepted(town)
    with pytest.raises(error):
        hand_on(town, case, unit=unit, reason=reason)
    assert (afresh(case).unit.name, afresh(case).status) == ("后勤保障部", "in_hand")


@pytest.mark.parametrize("mode", ["named", "handler_only"])
@pytest.mark.parametrize(
    ("about", "by"), [("", RAISER), ("程思源", RAISER), ("", "程思源")], ids=["other", "about", "own"]
)
def test_handing_on_tells_nobody_whom_a_case_is_about_or_who_raised_it(town, mode, about, by):
    case = hand_on(town, accepted(town, mode=mode, about=about, by=HANDLER, raiser=by))
    assert (case.unit.name, case.status) == ("人力资源部", "raised")
    assert told(case, "new")[-1:] == (["程思源"] if not about and by == RAISER else [])


def test_the_handler_s_first_word_ends_the_clock_for_the_first_reply(town):
    case = accepted(town)
    say(actor=town.actor(RAISER), key=case.key, text="什么时候能修？")
    assert terms_of(case)["first_reply", 1].state == "running"
    say(actor=town.actor(HANDLER), key=case.key, text="下午去看。")
    assert terms_of(case)["first_reply", 1].state == "ended"
    assert afresh(case).first_reply_at == clock.now()


def test_raiser_and_handler_are_told_that_the_other_wrote(town):
    case = accepted(town)
    say(actor=town.actor(RAISER), key=case.key, text="什么时候能修？")
    say(actor=town.actor(HANDLER), key=case.key, text="下午去看。")
    assert (told(case, "said"), told(case, "replied")) == ([HANDLER], [RAISER])


@pytest.mark.parametrize("who", [SECOND, OFFICER])
def test_nobody_else_joins_the_talk(town, who):
    case = accepted(town)
    for service in (say, note):
        with pytest.raises(ForbiddenError):
            service(actor=town.actor(who), key=case.key, text="我也说一句")
    assert not Message.objects.filter(case=case).exclude(kind="step").exists()


@pytest.mark.parametrize("made", [closed, withdrawn])
def test_nobody_talks_in_a_case_that_is_over(town, made):
    case = made(town)
    with pytest.raises(RuleBrokenError):
        say(actor=town.actor(RAISER), key=case.key, text="还有一句")


def test_a_note_is_for_those_who_handle_and_never_for_the_raiser(town):
    case = accepted(town)
    message = note(actor=town.actor(HANDLER), key=case.key, text="同型号还有四台。")
    seen = {
        who: can_see_message(town.actor(who), case, message) for who in (HANDLER, SECOND, OFFICER, RAISER, "魏东来")
    }
    assert seen == {HANDLER: True, SECOND: True, OFFICER: True, RAISER: False, "魏东来": False}
    with pytest.raises(ForbiddenError):
        note(actor=town.actor(RAISER), key=case.key, text="我的备注")


def test_the_answer_gives_the_turn_to_the_raiser(town):
    case = answered(town)
    assert (case.status, case.answered_at, case.next_kind) == ("answered", clock.now(), "rate")
    assert [message.words.body for message in case.messages.filter(kind="answer")] == [ANSWER]
    assert told(case, "answered") == [RAISER]


def test_the_answer_ends_the_clocks_of_work_and_starts_the_one_for_rating(town):
    states = {kind: term.state for (kind, _round), term in terms_of(answered(town)).items()}
    assert states == {"accept": "ended", "first_reply": "ended", "answer": "ended", "rate": "running"}


def test_an_answer_is_recorded_with_its_working_days_and_without_a_word(town, frozen):
    case = accepted(town)
    with clock.at(frozen + timedelta(days=7)):
        answer(town, case)
    entry = last_entry(case, "case_answered")
    assert (entry.data["working_days"], entry.actor) == (5, f"person:{town.people[HANDLER].pk}")
    assert not any(word in repr(entry) for word in (ANSWER[:4], WORDS[:4]))


def test_an_answer_in_time_counts_as_in_time_although_the_first_reply_was_late(town, frozen):
    case = accepted(town)
    with clock.at(frozen + timedelta(days=7)):
        answer(town, case)
    assert last_entry(case, "case_answered").data["in_time"] is True


def test_an_answer_after_its_day_counts_as_late(town, frozen):
    case = accepted(town)
    with clock.at(frozen + timedelta(days=40)):
        answer(town, case)
    assert last_entry(case, "case_answered").data["in_time"] is False


def test_an_answer_to_something_that_has_changed_since_is_refused_and_changes_nothing(town):
    case = accepted(town)
    seen = case.version
    hand_on(town, case, unit="人力资源部")
    accept_case(actor=town.actor("程思源"), key=case.key)
    before = recorded(case)
    with pytest.raises(ConflictError):
        answer_case(actor=town.actor("程思源"), key=case.key, text=ANSWER, version=seen)
    assert afresh(case).status == "in_hand"
    assert recorded(case) == before
    assert not case.messages.filter(kind="answer").exists()
    assert terms_of(case)["answer", 1].state == "running"


@pytest.mark.parametrize("who", [RAISER, SECOND, OFFICER])
def test_only_who_has_the_case_in_hand_answers(town, who):
    case = accepted(town)
    with pytest.raises(ForbiddenError):
        answer(town, case, by=who)
    assert afresh(case).status == "in_hand"


def test_an_answer_that_says_nothing_is_refused(town):
    case = accepted(town)
    with pytest.raises(BadInputError) as refused:
        answer(town, case, text="👍")
    assert refused.value.field == "text"


def test_a_case_is_answered_once_a_round(town):
    case = answered(town)
    with pytest.raises(RuleBrokenError):
        answer(town, case)
    assert recorded(case).count("casework.case_answered") == 1
