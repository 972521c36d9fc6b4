from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tongxin.core.acts import working
from tongxin.journal import followers
from tongxin.journal.followers import Follower, catch_up, follow, rebuild
from tongxin.journal.models import Entry, Position
from tongxin.journal.public import note, record, reverse, verify
from tongxin.journal.tests.conftest import ACTOR

PAID = frozenset({"journal.paid"})


@pytest.fixture
def projection(db):
    seen = []
    follow(Follower("sums", PAID, seen.extend, seen.clear))
    return seen


@pytest.fixture
def reaction(db):
    seen = []
    follow(Follower("letters", PAID, seen.extend))
    return seen


def test_a_follower_reads_every_fact_once_and_in_order(pay, projection):
    pay(actor=ACTOR, count=3)
    assert catch_up() == 3
    assert catch_up() == 0
    pay(actor=ACTOR, first=4)
    catch_up()
    assert [(read.number, read.object) for read in projection] == [(n, f"money:{n}") for n in (1, 2, 3, 4)]


def test_a_follower_reads_only_the_kinds_it_asked_for_and_never_a_look(pay, kinds, projection):
    pay(actor=ACTOR)
    note("journal.seen", actor=ACTOR)
    with working():
        record(kinds["voted"](object="ballot:1"))
    assert catch_up() == 3
    assert [read.kind for read in projection] == ["journal.paid"]
    assert Position.objects.get(follower="sums").number == 3


def test_each_follower_keeps_its_own_position(pay, projection):
    pay(actor=ACTOR, count=2)
    catch_up()
    late = []
    follow(Follower("late", PAID, late.extend, late.clear))
    catch_up()
    assert len(late) == len(projection) == 2


def test_a_follower_that_fails_stays_where_it_was_and_stops_no_other(pay):
    read = []
    follow(Follower("broken", PAID, lambda entries: 1 / 0))
    follow(Follower("sums", PAID, read.extend, read.clear))
    pay(actor=ACTOR)
    assert catch_up() == 1
    assert len(read) == 1
    assert not Position.objects.filter(follower="broken", number__gt=0).exists()


def test_more_than_a_batch_is_read_to_the_end(pay, projection, monkeypatch):
    monkeypatch.setattr(followers, "BATCH", 10)
    pay(actor=ACTOR, count=35)
    assert catch_up() == 35
    assert len(projection) == 35


def test_a_reversal_is_read_with_the_opposite_sign(pay, projection):
    pay(actor=ACTOR)
    with working():
        reverse(1, reason="paid twice")
    catch_up()
    assert [read.sign for read in projection] == [1, -1]


def test_history_reaches_projections_and_never_reactions(kinds, projection, reaction):
    with working():
        record(kinds["paid"](object="money:1"), imported=True)
        record(kinds["paid"](object="money:2"))
    catch_up()
    assert [read.object for read in projection] == ["money:1", "money:2"]
    assert [read.object for read in reaction] == ["money:2"]


def test_a_rebuilt_projection_is_the_one_that_grew_live(pay, projection):
    pay(actor=ACTOR, count=20)
    catch_up()
    live = list(projection)
    assert rebuild("sums") == 20
    assert projection == live


def test_a_reaction_never_goes_back(pay, reaction):
    pay(actor=ACTOR)
    catch_up()
    with pytest.raises(ValueError, match="never goes back"):
        rebuild("letters")
    catch_up()
    assert len(reaction) == 1


def test_a_name_follows_once(projection):
    with pytest.raises(ValueError, match="twice"):
        follow(Follower("sums", PAID, print))


@pytest.mark.django_db(transaction=True)
def test_entries_of_many_at_once_are_numbered_without_a_gap(pay):
    def work(first):
        try:
            for number in range(5):
                pay(actor=ACTOR, first=first + number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, (100, 200, 300, 400)))
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 21))
    assert verify().intact
