from datetime import date, timedelta

import pytest

from tests.town import MAKER
from tongxin.casework.models import Rating
from tongxin.casework.public import rate_case, withdraw_case
from tongxin.casework.tasks import expire_task
from tongxin.casework.tests.stories import (
    HANDLER,
    OFFICER,
    RAISER,
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
from tongxin.casework.writes.rating import expire_rating
from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError, NotFoundError, RuleBrokenError
from tongxin.inbox.models import Notice
from tongxin.journal.public import catch_up


def rate(town, case, by=RAISER, solved="yes", **more):
    return rate_case(actor=town.actor(by), key=case.key, solved=solved, **more)


@pytest.mark.parametrize(("solved", "outcome"), [("yes", "solved"), ("part", "part")])
def test_the_raiser_s_word_ends_the_case(town, solved, outcome):
    case = closed(town, solved=solved)
    assert (case.status, case.outcome, case.closed_at) == ("closed", outcome, clock.now())
    assert recorded(case)[-2:] == ["casework.case_rated", "casework.case_closed"]
    assert case.next_due_on is None


@pytest.mark.parametrize("who", [HANDLER, OFFICER])
def test_nobody_but_the_raiser_says_whether_it_is_solved(town, who):
    case = answered(town)
    with pytest.raises(ForbiddenError):
        rate(town, case, by=who)
    assert not Rating.objects.exists()


def test_a_rating_names_nobody_in_the_journal(town):
    case = closed(town)
    entries = [last_entry(case, kind) for kind in ("case_rated", "case_closed")]
    assert [(entry.actor, entry.person_id) for entry in entries] == [("", None)] * 2


def test_not_solved_starts_the_case_again_with_a_new_clock(town, frozen):
    case = answered(town)
    with clock.at(frozen + timedelta(days=1)):
        case = rate(town, case, solved="no", remark="第二天又没有热水。")
    assert (case.status, case.round, case.handler.name) == ("in_hand", 2, HANDLER)
    assert recorded(case)[-2:] == ["casework.case_rated", "casework.case_reopened"]
    assert last_entry(case, "case_reopened").data["round"] == 2
    terms = terms_of(case)
    assert (terms["answer", 1].state, terms["answer", 2].state) == ("ended", "running")
    assert terms["answer", 2].due_on == date(2026, 4, 8)
    assert terms["rate", 1].state == "ended"


def test_what_the_raiser_adds_to_not_solved_stands_in_the_talk(town):
    case = rate(town, answered(town), solved="no", remark="第二天又没有热水。")
    assert case.messages.get(kind="talk").words.body == "第二天又没有热水。"
    assert Rating.objects.get(case=case).remark == ""


def test_the_handler_is_told_that_it_starts_again(town):
    case = rate(town, answered(town), solved="no")
    catch_up()
    assert [notice.person.name for notice in Notice.objects.filter(kind="casework.again")] == [HANDLER]
    assert steps_of(case) == ["accept", "reopen"]


def test_a_case_that_started_again_is_answered_and_rated_again(town):
    case = answer(town, rate(town, answered(town), solved="no"), text="换了新的控制器，试过两夜。")
    case = rate(town, case, solved="yes", mark="good")
    assert (case.status, case.round) == ("closed", 2)
    assert list(Rating.objects.order_by("round").values_list("round", "solved", "mark")) == [
        (1, "no", ""),
        (2, "yes", "good"),
    ]


@pytest.mark.parametrize(
    ("more", "field"), [({"solved": ""}, "solved"), ({"solved": "maybe"}, "solved"), ({"mark": "great"}, "mark")]
)
def test_a_rating_says_first_whether_it_is_solved(town, more, field):
    case = answered(town)
    with pytest.raises(BadInputError) as refused:
        rate(town, case, **more)
    assert refused.value.field == field
    assert afresh(case).status == "answered"
    assert not Rating.objects.exists()


@pytest.mark.parametrize("made", [raised, accepted, closed, withdrawn])
def test_only_an_answered_case_is_rated(town, made):
    with pytest.raises(RuleBrokenError):
        rate(town, made(town))


def test_without_a_word_the_case_ends_as_unrated_when_the_days_are_over(town, frozen):
    case = answered(town)
    with clock.at(frozen + timedelta(days=7)):
        assert expire_task() == 0
    with clock.at(frozen + timedelta(days=8)):
        assert expire_task() == 1
        assert expire_task() == 0
    case = afresh(case)
    assert (case.status, case.outcome) == ("closed", "unrated")
    assert not Rating.objects.exists()
    assert last_entry(case, "case_closed").data["outcome"] == "unrated"


def test_only_a_job_of_the_system_ends_a_case_unrated(town):
    case = answered(town)
    assert expire_rating(actor=town.actor(HANDLER), case_id=case.pk) is None
    assert afresh(case).status == "answered"


@pytest.mark.parametrize("made", [raised, accepted])
def test_the_raiser_takes_an_open_case_back_and_its_clocks_neither_kept_nor_missed(town, made):
    case = withdraw_case(actor=town.actor(RAISER), key=made(town).key)
    assert (case.status, case.outcome) == ("withdrawn", "withdrawn")
    assert terms_of(case)["answer", 1].state == "cancelled"
    assert terms_of(case)["answer", 1].in_time is None
    assert (last_entry(case, "case_closed").actor, last_entry(case, "case_closed").data["outcome"]) == ("", "withdrawn")


@pytest.mark.parametrize("made", [answered, closed, withdrawn])
def test_an_answered_or_ended_case_is_not_taken_back(town, made):
    case = made(town)
    with pytest.raises(RuleBrokenError):
        withdraw_case(actor=town.actor(RAISER), key=case.key)


@pytest.mark.parametrize(
    ("who", "error"), [(HANDLER, ForbiddenError), (OFFICER, ForbiddenError), ("魏东来", NotFoundError)]
)
def test_nobody_else_takes_a_case_back(town, who, error):
    case = accepted(town)
    with pytest.raises(error):
        withdraw_case(actor=town.actor(who), key=case.key)


def test_a_job_of_the_system_takes_no_case_back_even_one_without_a_raiser(town):
    case = accepted(town)
    type(case).objects.filter(pk=case.pk).update(raiser=None)
    with pytest.raises(ForbiddenError):
        withdraw_case(actor=MAKER, key=case.key)
