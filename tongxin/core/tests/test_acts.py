from datetime import timedelta

import pytest

from tongxin.core import clock
from tongxin.core.acts import act, current_actor, current_unit, forget_old_acts, with_key
from tongxin.core.models import DoneAct, DueJob
from tongxin.core.policy import NOBODY, Actor

pytestmark = pytest.mark.django_db
FIRST, SECOND = Actor(person_id=1), Actor(person_id=2)


@act
def make(*, actor, name="job"):
    """Make a row; jobs serve as rows here because core owns no other."""
    return DueJob.objects.create(name=f"{name}-{DueJob.objects.count()}")


@act
def make_two(*, actor):
    make(actor=actor)
    return make(actor=actor)


@act
def make_and_fail(*, actor):
    make(actor=actor)
    raise LookupError


def test_without_a_key_every_call_is_an_act_of_its_own():
    assert make(actor=FIRST) != make(actor=FIRST)
    assert not DoneAct.objects.exists()


def test_with_a_key_the_act_happens_once_and_the_repeat_returns_what_it_made():
    with with_key("k"):
        first = make(actor=FIRST)
        assert make(actor=FIRST) == first
    assert DueJob.objects.count() == 1


def test_the_repeat_returns_it_as_it_is_now():
    with with_key("k"):
        first = make(actor=FIRST)
        DueJob.objects.filter(pk=first.pk).update(last_error="changed since")
        assert make(actor=FIRST).last_error == "changed since"


def test_another_key_another_actor_or_another_service_is_another_act():
    with with_key("k"):
        make(actor=FIRST)
        make(actor=SECOND)
        make_two(actor=FIRST)
    with with_key("other"):
        make(actor=FIRST)
    assert DueJob.objects.count() == 5


def test_an_act_inside_an_act_joins_it_and_uses_no_key_of_its_own():
    with with_key("k"):
        last = make_two(actor=FIRST)
        assert make_two(actor=FIRST) == last
    assert DueJob.objects.count() == 2
    assert [done.name.rpartition(".")[2] for done in DoneAct.objects.all()] == ["make_two"]


def test_an_act_that_fails_changes_nothing_and_may_be_tried_again_with_its_key():
    with with_key("k"):
        for _ in range(2):
            with pytest.raises(LookupError):
                make_and_fail(actor=FIRST)
    assert not DueJob.objects.exists()
    assert not DoneAct.objects.exists()


def test_what_is_put_off_runs_once_at_the_end_of_the_outermost_act():
    seen = []

    @act
    def inner(*, actor, item):
        current_unit().put_off("list", item, lambda items: seen.append(list(items)))

    @act
    def outer(*, actor):
        inner(actor=actor, item=1)
        inner(actor=actor, item=2)
        assert seen == []

    outer(actor=FIRST)
    assert seen == [[1, 2]]


def test_what_was_put_off_is_dropped_when_the_act_fails():
    seen = []

    @act
    def put_off_and_fail(*, actor):
        current_unit().put_off("list", 1, seen.append)
        raise LookupError

    with pytest.raises(LookupError):
        put_off_and_fail(actor=FIRST)
    assert seen == []


def test_a_failure_at_the_end_takes_the_whole_act_back():
    def fail(_items):
        raise LookupError

    @act
    def make_and_fail_at_the_end(*, actor):
        make(actor=actor)
        current_unit().put_off("list", 1, fail)

    with pytest.raises(LookupError):
        make_and_fail_at_the_end(actor=FIRST)
    assert not DueJob.objects.exists()


def test_who_acts_is_known_inside_and_nobody_outside():
    seen = []

    @act
    def look(*, actor):
        seen.append(current_actor())

    look(actor=FIRST)
    assert seen == [FIRST]
    assert current_actor() is NOBODY


def test_outside_an_act_there_is_no_unit_of_work():
    with pytest.raises(RuntimeError):
        current_unit()


def test_a_service_is_called_by_names_with_its_actor():
    with pytest.raises(KeyError):
        make()


@pytest.mark.django_db
def test_keys_are_forgotten_after_thirty_days():
    for days, key in ((29, "young"), (31, "old")):
        DoneAct.objects.create(key=key, actor="person:1", name="x", done_at=clock.now() - timedelta(days=days))
    assert forget_old_acts() == 1
    assert DoneAct.objects.get().key == "young"
