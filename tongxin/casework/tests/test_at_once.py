"""Several people at the same moment, each in a thread with a connection of his own."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connections

from tongxin.casework.models import Case
from tongxin.casework.public import accept_case, answer_case
from tongxin.casework.tests.stories import ANSWER, HANDLER, RAISER, SECOND, accepted, raised, recorded
from tongxin.core.acts import with_key
from tongxin.core.errors import TongxinError
from tongxin.journal.models import Entry
from tongxin.journal.public import verify

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Do all deeds at once; return what became of each: a result, or the class of the refusal."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=10)
            return deed()
        except TongxinError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        running = [pool.submit(copy_context().run, run, deed) for deed in deeds]
        return [one.result(timeout=60) for one in running]


def test_of_two_who_answer_at_once_one_answers_and_the_other_is_told(town):
    case = accepted(town)
    results = at_once(
        *[
            lambda: answer_case(actor=town.actor(HANDLER), key=case.key, text=ANSWER, version=case.version).kind
            for _ in range(2)
        ]
    )
    assert sorted(results) == ["RuleBrokenError", "answer"]
    assert recorded(case).count("casework.case_answered") == 1
    assert case.messages.filter(kind="answer").count() == 1


def test_of_two_who_accept_at_once_one_has_it_in_hand(town):
    case = raised(town)
    results = at_once(
        lambda: accept_case(actor=town.actor(HANDLER), key=case.key).status,
        lambda: accept_case(actor=town.actor(SECOND), key=case.key).status,
    )
    assert sorted(results) == ["RuleBrokenError", "in_hand"]
    assert recorded(case) == ["casework.case_raised", "casework.case_accepted"]


def test_a_form_sent_twice_at_once_is_one_case(town):
    def send():
        with with_key("one form"):
            return raised(town).pk

    assert len(set(at_once(send, send, send))) == 1
    assert Case.objects.count() == 1


def test_cases_raised_at_once_bear_different_numbers_and_the_journal_has_no_gap(town):
    at_once(*[lambda: raised(town, by=RAISER).pk for _ in range(8)])
    assert len(set(Case.objects.values_list("number", flat=True))) == 8
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert verify().intact
