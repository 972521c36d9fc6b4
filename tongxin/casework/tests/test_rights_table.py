"""Every position, every way to raise, every state: the product allows what the oracle says, no more, no less."""

import pytest
from django.db import transaction

from tongxin.casework import public as casework
from tongxin.casework.reads.case import case_view
from tongxin.casework.reads.queue import found_cases
from tongxin.casework.rights import access_case, can_read_words, can_see_raiser, possible_steps, visible_cases
from tongxin.casework.tests import oracle
from tongxin.casework.tests.oracle import CELLS, MODES, POSITIONS, STATES
from tongxin.casework.tests.stories import ANSWER, RAISER, STAGES, WORDS, afresh
from tongxin.core.errors import NotFoundError, TongxinError

SERVICES = {
    "accept": lambda town, case: (casework.accept_case, {}),
    "hand_on": lambda town, case: (casework.hand_on_case, {"unit": town.units["人力资源部"], "reason": "归那里管"}),
    "talk": lambda town, case: (casework.say, {"text": "补充一句"}),
    "stop": lambda town, case: (casework.stop_case_clock, {"category": "outside", "reason": "等厂家"}),
    "restart": lambda town, case: (casework.restart_case_clock, {}),
    "extend": lambda town, case: (casework.extend_case, {"days": 3, "reason": "配件没到"}),
    "answer": lambda town, case: (casework.answer_case, {"text": ANSWER, "version": case.version}),
    "rate": lambda town, case: (casework.rate_case, {"solved": "yes"}),
    "withdraw": lambda town, case: (casework.withdraw_case, {}),
}


@pytest.fixture
def cases(town):
    """One case of each way and state, all about a handler of the responsible unit."""
    town.hire("柳青", "后勤保障部", ("handler", "后勤保障部"))
    return {(mode, state): afresh(STAGES[state](town, mode=mode, about="柳青")) for mode in MODES for state in STATES}


def table(town, cases, ask):
    actors = {position: town.actor(name) for position, name in POSITIONS.items()}
    return {(who, mode, state): ask(actors[who], cases[mode, state]) for who, mode, state in CELLS}


def expected(rule):
    return {cell: rule(*cell) for cell in CELLS}


def is_accessible(actor, case):
    try:
        access_case(actor=actor, key=case.key)
    except NotFoundError:
        return False
    return True


def test_the_table_has_every_position_of_the_town(town, cases):
    assert set(POSITIONS.values()) == set(town.people)


def test_each_finds_what_he_may_know_of(town, cases):
    assert table(town, cases, is_accessible) == expected(oracle.sees)


def test_a_list_shows_a_case_exactly_where_its_address_opens_it(town, cases):
    listed = table(town, cases, lambda actor, case: visible_cases(actor).filter(pk=case.pk).exists())
    assert listed == table(town, cases, is_accessible)


def known(ask):
    """Return a question that is asked only where the case is accessible."""
    return lambda actor, case: is_accessible(actor, case) and ask(actor, case)


def test_each_reads_what_he_may_read(town, cases):
    assert table(town, cases, known(can_read_words)) == expected(oracle.reads)


def test_each_knows_the_raiser_where_he_may(town, cases):
    assert table(town, cases, known(can_see_raiser)) == expected(oracle.knows_raiser)


def test_a_page_shows_words_and_name_to_those_only(town, cases):
    def shown(actor, case):
        text = repr(case_view(actor, case)).replace(repr(case), "")
        return WORDS[:8] in text, RAISER in text

    rights = {cell: oracle.sees(*cell) and (oracle.reads(*cell), oracle.knows_raiser(*cell)) for cell in CELLS}
    assert table(town, cases, known(shown)) == rights


def test_a_search_for_a_word_or_a_name_never_betrays_a_sealed_case(town, cases):
    def found(actor, case):
        searches = ((view, text) for view in ("open", "done") for text in ("更衣室", RAISER, "模修班"))
        return any(found_cases(actor, *search).filter(pk=case.pk).exists() for search in searches)

    findable = {cell: cell[1] == "named" and cell[0] != "raiser" and oracle.sees(*cell) for cell in CELLS}
    assert table(town, cases, found) == findable


def test_a_page_offers_the_steps_that_are_allowed_and_possible(town, cases):
    offered = table(town, cases, known(lambda actor, case: {step.value for step in possible_steps(actor, case)}))
    assert offered == {cell: oracle.sees(*cell) and oracle.steps(*cell) for cell in CELLS}


@pytest.mark.parametrize("step", SERVICES)
def test_a_step_is_done_exactly_where_it_is_offered(town, cases, step):
    def outcome(actor, case):
        service, values = SERVICES[step](town, case)
        try:
            with transaction.atomic():
                service(actor=actor, key=case.key, **values)
                transaction.set_rollback(True)
        except TongxinError as error:
            return error.status
        return "done"

    done = table(town, cases, outcome)
    for cell, result in done.items():
        if step in oracle.steps(*cell):
            assert result == "done", cell
        elif oracle.sees(*cell):
            assert result in (403, 409), cell
        else:
            assert result == 404, cell
