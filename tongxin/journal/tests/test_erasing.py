"""Contents past their term go, the chain still verifies, and every other loss is found."""

from datetime import timedelta

import pytest

from tongxin.core import clock
from tongxin.core.policy import system_actor
from tongxin.journal import facts
from tongxin.journal.erasing import erase_contents, spans_of
from tongxin.journal.facts import ERASED, ContentErased
from tongxin.journal.models import Content, Entry
from tongxin.journal.public import note, set_checkpoint, verify
from tongxin.journal.tests.conftest import ACTOR
from tongxin.journal.writes import ACT, LOOK

RUN = system_actor("retention")
NOBODY_HELD = frozenset()


@pytest.fixture(autouse=True)
def told(kinds):
    """Declare the tombstone too; the plain values of payments tell of no person."""
    facts._kinds[ERASED] = ContentErased
    kinds["paid"].public = True


@pytest.fixture
def old(pay, frozen):
    """Six payments and four looks, and three payments a year later: return the moment between."""
    pay(actor=ACTOR, count=6)
    for number in range(4):
        note(
            "journal.seen", actor=ACTOR, object=f"organisation.person:{number}", person_id=number, unit_id=5, why="text"
        )
    later = frozen + timedelta(days=366)
    with clock.at(later):
        pay(actor=ACTOR, count=3, first=7)
    return frozen + timedelta(days=1)


def erase(before, sort=LOOK, held=NOBODY_HELD, limit=1000):
    return erase_contents(actor=RUN, sort=sort, before=before, held=held, limit=limit)


def whats(report):
    return [finding.what for finding in report.findings]


def test_numbers_are_kept_as_unbroken_runs():
    assert spans_of([1, 2, 3, 5, 8, 9]) == ((1, 3), (5, 5), (8, 9))


def test_looks_past_their_term_are_emptied_and_the_chain_verifies(old):
    before = list(Entry.objects.order_by("number").values_list("digest", flat=True))
    assert erase(old) == 4
    assert set_checkpoint() == 14
    assert verify().intact
    assert list(Entry.objects.order_by("number").values_list("digest", flat=True))[:13] == before
    for row in Content.objects.filter(entry__sort=LOOK):
        assert (row.salt, row.actor, row.object, row.person_id, row.unit_id, row.data) == ("", "", "", None, None, {})
    stone = Content.objects.get(entry__kind=ERASED)
    assert (stone.data["count"], stone.data["spans"], stone.actor) == (4, [[7, 10]], "system:retention")
    assert erase(old) == 0


def test_of_a_fact_what_is_counted_stays_and_who_goes(old):
    assert erase(old, ACT) == 6
    first = Content.objects.get(entry_id=1)
    assert (first.actor, first.object, first.person_id) == ("", "", None)
    assert (first.amount, first.data) == (1, {"words": "text 1"})
    assert Content.objects.get(entry_id=13).actor == ACTOR.label
    assert verify().intact


def test_plain_values_of_a_fact_that_may_tell_of_a_person_go_too(old, kinds):
    kinds["paid"].public = False
    erase(old, ACT)
    assert Content.objects.get(entry_id=1).data == {}
    assert verify().intact


def test_a_run_goes_in_batches_and_goes_on_where_it_was_cut_short(old):
    assert [erase(old, ACT, limit=4), erase(old, limit=3)] == [4, 3]
    assert verify().intact
    assert [erase(old, ACT, limit=4), erase(old, limit=3), erase(old, ACT)] == [2, 1, 0]
    assert verify().intact
    assert verify(last=5).intact


def test_what_is_held_stays_whole(old):
    assert erase(old, held=frozenset({2})) == 3
    assert Content.objects.get(entry_id=9).data == {"why": "text"}
    assert verify().intact
    assert erase(old) == 1


def test_a_tombstone_is_never_erased(old):
    erase(old)
    with clock.at(clock.now() + timedelta(days=4000)):
        erase(clock.now(), ACT)
        erase(clock.now(), ACT)
        assert not Content.objects.filter(entry__kind=ERASED, salt="").exists()
        assert verify().intact


@pytest.mark.parametrize(
    ("number", "change", "what"),
    [
        (7, {"object": "organisation.person:9"}, "what it left of erased contents was changed"),
        (1, {"salt": "", "actor": "", "object": "", "person_id": None}, "its content was erased without a tombstone"),
        (8, {"salt": "ab" * 16, "actor": "person:7"}, "its content was erased, and is back"),
        (14, {"data": {"spans": [[1, 10]], "left": "0"}}, "its content was changed"),
    ],
)
def test_every_other_loss_and_change_is_found(old, number, change, what):
    erase(old)
    Content.objects.filter(entry_id=number).update(**change)
    assert what in whats(verify())


def test_a_content_that_is_quite_gone_is_found_though_a_tombstone_names_it(old):
    erase(old)
    Content.objects.filter(entry_id=8).delete()
    assert "its content is gone" in whats(verify())
