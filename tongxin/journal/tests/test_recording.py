from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from tongxin.core import clock
from tongxin.core.acts import act, working
from tongxin.core.policy import NOBODY
from tongxin.journal import chain, facts
from tongxin.journal.facts import Fact, fact
from tongxin.journal.models import Content, Entry
from tongxin.journal.public import (
    count_looks,
    declare_look,
    entries_about,
    newest_entries,
    note,
    record,
    reverse,
    verify,
)
from tongxin.journal.tests.conftest import ACTOR

pytestmark = pytest.mark.django_db


def test_the_digest_of_a_content_depends_on_its_salt_and_not_on_the_order_of_its_keys():
    assert chain.content_digest("s", {"a": 1, "b": 2}) == chain.content_digest("s", {"b": 2, "a": 1})
    assert chain.content_digest("s", {"a": 1}) != chain.content_digest("t", {"a": 1})


def test_a_frame_holds_the_digest_of_the_frame_before(pay):
    pay(actor=ACTOR, count=3)
    first, second, third = Entry.objects.order_by("number")
    assert (first.previous, second.previous, third.previous) == (chain.GENESIS, first.digest, second.digest)


def test_a_fact_keeps_who_what_where_for_which_day_and_how_much(pay, frozen):
    pay(actor=ACTOR, unit_id=3, day=date(2026, 3, 1), amount=Decimal("12.50"))
    content = Content.objects.get()
    assert (content.actor, content.object, content.unit_id, content.person_id) == ("person:7", "money:1", 3, 1)
    assert (content.day, content.amount, content.data) == (date(2026, 3, 1), Decimal("12.50"), {"words": "text 1"})
    assert (content.entry.at, content.entry.sort, content.entry.kind) == (clock.now(), "act", "journal.paid")


def test_a_fact_without_a_day_counts_for_today(pay, frozen):
    pay(actor=ACTOR)
    assert Content.objects.get().day == date(2026, 3, 16)


def test_a_nameless_fact_is_stored_without_who_acted(kinds):
    @act
    def vote(*, actor):
        record(kinds["voted"](object="ballot:1"))

    vote(actor=ACTOR)
    content = Content.objects.get()
    assert (content.actor, content.person_id) == ("", None)
    assert "7" not in repr((content.object, content.data, content.entry.key))


def test_recording_outside_an_act_is_refused(kinds):
    with pytest.raises(RuntimeError):
        record(kinds["paid"](object="money:1"))


def test_an_act_that_fails_leaves_no_entry_and_no_gap(pay):
    @act
    def break_off(*, actor):
        pay(actor=actor)
        raise RuntimeError("in the middle")

    pay(actor=ACTOR)
    with pytest.raises(RuntimeError, match="in the middle"):
        break_off(actor=ACTOR)
    pay(actor=ACTOR, first=2)
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert verify().intact


def test_a_key_is_recorded_once(pay):
    pay(actor=ACTOR, key="salary:2026-03")
    with pytest.raises(IntegrityError):
        pay(actor=ACTOR, first=2, key="salary:2026-03")


def test_a_fact_that_nobody_declared_is_refused(kinds, monkeypatch):
    monkeypatch.setattr(facts, "_kinds", {})
    with pytest.raises(KeyError), working():
        record(kinds["paid"](object="money:1"))
    assert not Entry.objects.exists()


def test_a_kind_is_declared_once(kinds):
    with pytest.raises(ValueError, match="twice"):
        fact("journal.paid", "paid")(type("Paid", (Fact,), {}))
    with pytest.raises(ValueError, match="twice"):
        declare_look("journal.seen", "seen")


def test_a_look_is_noted_at_once_and_counted_by_object(db):
    for thing in ("case:1", "case:1", "case:2"):
        note("journal.seen", actor=ACTOR, object=thing, part="whole")
    assert count_looks("journal.seen", "case:1") == 2
    assert entries_about("case:2")[0].data == {"part": "whole"}


def test_a_look_inside_an_act_is_written_or_lost_with_it(pay):
    with working():
        note("journal.seen", actor=NOBODY, object="case:1")
        assert not Entry.objects.exists()
    assert count_looks("journal.seen", "case:1") == 1


def test_an_undeclared_look_is_refused(db):
    with pytest.raises(KeyError):
        note("journal.unheard", actor=ACTOR)


def test_a_reversal_repeats_the_fact_with_its_reason_and_names_what_it_takes_back(pay):
    pay(actor=ACTOR)
    with working():
        reverse(1, reason="paid twice")
    entry = Entry.objects.get(number=2)
    assert (entry.kind, entry.reverses, entry.content.amount) == ("journal.paid", 1, Decimal(1))
    assert entry.content.data == {"words": "text 1", "reason": "paid twice"}
    assert verify().intact


def test_neither_a_look_nor_a_reversal_nor_a_reversed_fact_is_reversed(pay):
    pay(actor=ACTOR)
    note("journal.seen", actor=ACTOR)
    with working():
        reverse(1, reason="paid twice")
    for number in (1, 2, 3):
        with pytest.raises(ValueError, match="cannot be reversed"), working():
            reverse(number, reason="again")


def test_entries_are_listed_newest_first_and_narrowed(pay):
    pay(actor=ACTOR, count=5)
    note("journal.seen", actor=NOBODY, object="case:1")
    assert [line.number for line in newest_entries(limit=2)] == [6, 5]
    assert [line.number for line in newest_entries(before=3)] == [2, 1]
    assert [line.number for line in newest_entries(kind="journal.seen")] == [6]
    assert [line.number for line in newest_entries(actor="nobody")] == [6]
    assert newest_entries(limit=1)[0].label == "seen"
