import pytest
from django.db import connection

from tongxin.core.acts import act, current_actor, current_unit, prepared_act, with_key
from tongxin.core.errors import RuleBrokenError
from tongxin.core.models import DoneAct, DueJob
from tongxin.core.policy import Actor

pytestmark = pytest.mark.django_db
FIRST, SECOND = Actor(person_id=1), Actor(person_id=2)


def in_a_unit_of_work():
    try:
        return current_unit() is not None
    except RuntimeError:
        return False


def planned(*, actor, name):
    """Choose a name; refuse one that is taken."""
    if DueJob.objects.filter(name=name).exists():
        raise RuleBrokenError
    return {"name": name, "in_unit": in_a_unit_of_work(), "actor": current_actor()}


@prepared_act(planned)
def make(plan, *, actor, name):
    assert in_a_unit_of_work()
    return DueJob.objects.create(name=plan["name"], last_error=str((plan["in_unit"], plan["actor"].label)))


def test_preparing_comes_before_the_unit_of_work_and_knows_who_acts():
    assert make(actor=FIRST, name="a").last_error == "(False, 'person:1')"


@pytest.mark.django_db(transaction=True)
def test_preparing_holds_no_transaction():
    seen = []

    def look(*, actor):
        seen.append(connection.in_atomic_block)

    @prepared_act(look)
    def note(_plan, *, actor):
        seen.append(connection.in_atomic_block)

    note(actor=FIRST)
    assert seen == [False, True]


def test_inside_another_act_all_of_it_joins():
    @act
    def outer(*, actor):
        return make(actor=actor, name="a")

    assert outer(actor=FIRST).last_error.startswith("(True")


def test_what_preparing_refuses_is_not_done():
    make(actor=FIRST, name="a")
    with pytest.raises(RuleBrokenError):
        make(actor=SECOND, name="a")
    assert DueJob.objects.count() == 1
    assert not DoneAct.objects.exists()


def test_a_repeat_returns_what_the_first_made_though_preparing_it_again_is_refused():
    with with_key("k"):
        first = make(actor=FIRST, name="a")
        assert make(actor=FIRST, name="a") == first
    assert DueJob.objects.count() == 1


def test_of_another_actor_the_same_key_is_no_repeat():
    with with_key("k"):
        make(actor=FIRST, name="a")
        with pytest.raises(RuleBrokenError):
            make(actor=SECOND, name="a")


def test_a_repeat_that_can_be_prepared_changes_nothing_either():
    made = []

    @prepared_act(lambda *, actor: None)
    def count(_plan, *, actor):
        made.append(1)
        return DueJob.objects.create(name=f"job-{len(made)}")

    with with_key("k"):
        assert count(actor=FIRST) == count(actor=FIRST)
    assert made == [1]
