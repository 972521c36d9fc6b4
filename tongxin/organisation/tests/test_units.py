from datetime import timedelta

import pytest

from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError, RuleBrokenError
from tongxin.core.policy import NOBODY
from tongxin.journal.models import Entry
from tongxin.organisation.models import Membership, Person, Post, Unit, UnitName, UnitPath
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.reads.history import history_of
from tongxin.organisation.reads.tree import ancestors_of, children_of, is_below, path_name, roots
from tongxin.organisation.tests.trees import START, SYSTEM, day, found, small_group
from tongxin.organisation.writes.dissolving import dissolve_unit
from tongxin.organisation.writes.merging import merge_units
from tongxin.organisation.writes.placing import move_unit
from tongxin.organisation.writes.settling import settle_units
from tongxin.organisation.writes.splitting import split_unit
from tongxin.organisation.writes.unit_types import load_unit_types
from tongxin.organisation.writes.units import rename_unit, serve_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return small_group()


def member(unit, number="1", since=START):
    person = Person.objects.create(staff_no=number, name="李卫国", home=unit)
    Membership.objects.create(person=person, unit=unit, line="administrative", from_on=since)
    return person


def kinds():
    return list(Entry.objects.order_by("number").values_list("kind", flat=True))


def test_loading_the_types_twice_changes_nothing(units):
    assert load_unit_types(actor=SYSTEM) == 0


def test_a_founded_unit_stands_below_its_parent_and_all_above(units):
    assert [step.code for step in ancestors_of(units["T1"])] == ["G", "B", "P"]
    assert path_name(units["P"]) == "同辉集团 / 车身事业部 / 冲压一车间"
    assert [unit.code for unit in roots("administrative")] == ["G"]
    assert kinds().count("organisation.unit_founded") == 7


def test_a_unit_is_not_there_before_its_first_day(units):
    late = found("N", "新车间", "workshop", units["D"], day=day(5))
    assert children_of(units["D"], day(4)) == []
    assert children_of(units["D"], day(5)) == [late]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "P"}, "code"),
        ({"code": " "}, "code"),
        ({"name": " "}, "name"),
        ({"name": "长" * 121}, "name"),
        ({"type_code": "school"}, "type_code"),
    ],
)
def test_founding_says_which_input_is_wrong(units, values, field):
    given = {"code": "X", "name": "某车间", "type_code": "workshop"} | values
    with pytest.raises(BadInputError) as refusal:
        found(given["code"], given["name"], given["type_code"], units["D"])
    assert refusal.value.field == field


def test_who_holds_no_right_changes_nothing(units):
    for act in (
        lambda: rename_unit(actor=NOBODY, unit=units["P"], name="别名", day=day(1)),
        lambda: move_unit(actor=NOBODY, unit=units["P"], parent=units["D"], day=day(1)),
        lambda: merge_units(actor=NOBODY, units=[units["P"]], into=units["W"], day=day(1)),
        lambda: split_unit(actor=NOBODY, unit=units["P"], parts=[("P2", "二")], day=day(1)),
        lambda: dissolve_unit(actor=NOBODY, unit=units["T1"], day=day(1)),
        lambda: load_unit_types(actor=NOBODY),
    ):
        with pytest.raises(ForbiddenError):
            act()


def test_a_rename_keeps_the_old_name_for_the_days_before(units):
    rename_unit(actor=SYSTEM, unit=units["P"], name="冲压二车间", day=day(10))
    assert [unit.name for unit in children_of(units["B"], day(9))] == ["冲压一车间", "焊装车间"]
    assert [unit.name for unit in children_of(units["B"], day(10))] == ["冲压二车间", "焊装车间"]
    assert Unit.objects.get(code="P").name == "冲压二车间"


def test_of_two_names_of_one_day_the_last_stands(units):
    rename_unit(actor=SYSTEM, unit=units["P"], name="冲压二车间", day=day(10))
    rename_unit(actor=SYSTEM, unit=units["P"], name="冲压三车间", day=day(10))
    assert list(units["P"].names.values_list("name", flat=True).order_by("from_on")) == ["冲压一车间", "冲压三车间"]


def test_taking_a_rename_of_the_same_day_back_leaves_one_name(units):
    rename_unit(actor=SYSTEM, unit=units["P"], name="冲压二车间", day=day(10))
    rename_unit(actor=SYSTEM, unit=units["P"], name="冲压一车间", day=day(10))
    assert list(units["P"].names.values_list("from_on", "to_on")) == [(START, FOREVER)]


def test_a_moved_unit_takes_all_below_it_along_and_the_past_stays(units):
    move_unit(actor=SYSTEM, unit=units["P"], parent=units["D"], day=day(10))
    assert [step.code for step in ancestors_of(units["T1"], day(9))] == ["G", "B", "P"]
    assert [step.code for step in ancestors_of(units["T1"], day(10))] == ["G", "D", "P"]
    assert Unit.objects.get(code="P").parent == units["D"]
    assert is_below(units["T1"].pk, units["B"].pk, day(9))
    assert not is_below(units["T1"].pk, units["B"].pk, day(10))


def test_moving_twice_on_one_day_leaves_only_the_last_place(units):
    move_unit(actor=SYSTEM, unit=units["P"], parent=units["D"], day=day(10))
    move_unit(actor=SYSTEM, unit=units["P"], parent=units["B"], day=day(10))
    assert not UnitPath.objects.filter(ancestor=units["D"], unit=units["P"]).exists()
    assert [step.code for step in ancestors_of(units["P"], day(11))] == ["G", "B"]
    assert [event.kind for event in history_of(units["P"])] == ["founded"]


def test_a_unit_cannot_go_below_itself_and_the_sentence_names_both(units):
    with pytest.raises(RuleBrokenError) as refusal:
        move_unit(actor=SYSTEM, unit=units["B"], parent=units["P"], day=day(1))
    assert refusal.value.code == "type_not_allowed"
    other = found("O", "其他单位甲", "other", units["P"])
    with pytest.raises(RuleBrokenError) as refusal:
        move_unit(actor=SYSTEM, unit=units["P"], parent=other, day=day(1))
    assert refusal.value.code == "below_itself"
    assert "冲压一车间" in str(refusal.value.message)
    assert "其他单位甲" in str(refusal.value.message)


def test_a_unit_cannot_go_below_one_that_will_stand_below_it(units):
    other = found("O", "其他单位甲", "other", units["D"])
    move_unit(actor=SYSTEM, unit=other, parent=units["P"], day=day(20))
    with pytest.raises(RuleBrokenError) as refusal:
        move_unit(actor=SYSTEM, unit=units["P"], parent=other, day=day(10))
    assert refusal.value.code == "below_itself"


def test_a_change_behind_a_later_one_is_refused(units):
    move_unit(actor=SYSTEM, unit=units["P"], parent=units["D"], day=day(10))
    with pytest.raises(RuleBrokenError) as refusal:
        move_unit(actor=SYSTEM, unit=units["P"], parent=units["B"], day=day(9))
    assert refusal.value.code == "later_change"
    rename_unit(actor=SYSTEM, unit=units["P"], name="冲压二车间", day=day(5))
    with pytest.raises(RuleBrokenError):
        rename_unit(actor=SYSTEM, unit=units["P"], name="冲压三车间", day=day(4))


def test_a_planned_act_shows_when_its_day_has_come(units):
    tomorrow = clock.today() + timedelta(days=1)
    move_unit(actor=SYSTEM, unit=units["P"], parent=units["D"], day=tomorrow)
    rename_unit(actor=SYSTEM, unit=units["P"], name="冲压二车间", day=tomorrow)
    merge_units(actor=SYSTEM, units=[units["T1"]], into=units["T2"], day=tomorrow)
    person = member(units["W"])
    merge_units(actor=SYSTEM, units=[units["W"]], into=units["P"], day=tomorrow)
    assert settle_units() == 0
    before = Unit.objects.get(code="P")
    assert (before.name, before.parent) == ("冲压一车间", units["B"])
    with clock.at(clock.now() + timedelta(days=1)):
        assert settle_units() == 2 + 1
        after = Unit.objects.get(code="P")
    assert (after.name, after.parent) == ("冲压二车间", units["D"])
    person.refresh_from_db()
    assert person.home == units["P"]


def test_dissolving_says_how_many_remain_and_works_once_they_are_gone(units):
    person = member(units["T1"])
    with pytest.raises(RuleBrokenError) as refusal:
        dissolve_unit(actor=SYSTEM, unit=units["P"], day=day(5))
    assert refusal.value.data["remaining"] == {"below": 2, "people": 0, "serving": 0}
    with pytest.raises(RuleBrokenError) as refusal:
        dissolve_unit(actor=SYSTEM, unit=units["T1"], day=day(5))
    assert refusal.value.data["remaining"]["people"] == 1
    Membership.objects.filter(person=person).update(to_on=day(5))
    Post.objects.create(person=person, unit=units["T1"], title="班长", from_on=START)
    dissolve_unit(actor=SYSTEM, unit=units["T1"], day=day(5))
    assert [unit.code for unit in children_of(units["P"], day(4))] == ["T1", "T2"]
    assert [unit.code for unit in children_of(units["P"], day(5))] == ["T2"]
    assert Post.objects.get().to_on == day(5)
    assert [event.kind for event in history_of(units["T1"])] == ["founded", "dissolved"]


def test_a_dissolved_unit_takes_no_change_and_no_unit_below_it(units):
    dissolve_unit(actor=SYSTEM, unit=units["W"], day=day(5))
    with pytest.raises(RuleBrokenError):
        rename_unit(actor=SYSTEM, unit=units["W"], name="焊装", day=day(6))
    with pytest.raises(RuleBrokenError):
        move_unit(actor=SYSTEM, unit=units["T1"], parent=units["W"], day=day(6))


def test_a_merger_hands_over_units_people_and_service(units):
    person = member(units["P"])
    branch = found("PB", "冲压党支部", "branch", line="party", serves=units["P"])
    merge_units(actor=SYSTEM, units=[units["P"]], into=units["W"], day=day(10))
    assert [unit.code for unit in children_of(units["W"], day(10))] == ["T1", "T2"]
    assert [unit.code for unit in children_of(units["P"], day(9))] == ["T1", "T2"]
    spans = Membership.objects.filter(person=person).order_by("from_on").values_list("unit__code", "from_on", "to_on")
    assert list(spans) == [("P", START, day(10)), ("W", day(10), FOREVER)]
    branch.refresh_from_db()
    person.refresh_from_db()
    assert (branch.serves, person.home) == (units["W"], units["W"])
    gone = Unit.objects.get(code="P")
    assert (gone.dissolved_on, gone.merged_into) == (day(10), units["W"])
    assert [event.kind for event in history_of(gone)] == ["founded", "merged_into"]
    assert [event.kind for event in history_of(units["W"])] == ["founded", "merged"]


def test_a_unit_cannot_go_into_one_below_it(units):
    with pytest.raises(RuleBrokenError) as refusal:
        merge_units(actor=SYSTEM, units=[units["P"]], into=units["T1"], day=day(10))
    assert refusal.value.code == "heir_below"


def test_a_split_founds_parts_beside_the_old_unit_which_stays(units):
    parts = [("P1", "冲压甲车间"), ("P2", "冲压乙车间")]
    made = split_unit(actor=SYSTEM, unit=units["P"], parts=parts, day=day(10), below={"P2": [units["T2"]]})
    assert [unit.code for unit in children_of(units["B"], day(10))] == ["P", "P1", "P2", "W"]
    assert children_of(made[1], day(10)) == [units["T2"]]
    assert [part.split_from for part in made] == [units["P"]] * 2
    assert [event.kind for event in history_of(made[0])] == ["split_from"]
    assert [event.kind for event in history_of(units["P"])] == ["founded", "split", "split"]


def test_a_split_may_leave_everything_else_to_one_part(units):
    person = member(units["P"])
    parts = [("P1", "冲压甲车间"), ("P2", "冲压乙车间")]
    split_unit(actor=SYSTEM, unit=units["P"], parts=parts, day=day(10), below={"P2": [units["T2"]]}, heir="P1")
    assert [unit.code for unit in children_of(units["B"], day(10))] == ["P1", "P2", "W"]
    person.refresh_from_db()
    assert person.home.code == "P1"


def test_only_other_lines_serve_and_only_administrative_units(units):
    branch = found("PB", "冲压党支部", "branch", line="party", serves=units["P"])
    serve_unit(actor=SYSTEM, unit=branch, serves=units["W"])
    assert Unit.objects.get(code="PB").serves == units["W"]
    with pytest.raises(BadInputError):
        serve_unit(actor=SYSTEM, unit=units["P"], serves=units["W"])
    with pytest.raises(BadInputError):
        serve_unit(actor=SYSTEM, unit=branch, serves=branch)


def test_no_name_or_place_of_zero_days_is_ever_stored(units):
    rename_unit(actor=SYSTEM, unit=units["P"], name="冲压二车间", day=START)
    move_unit(actor=SYSTEM, unit=units["P"], parent=units["D"], day=START)
    assert UnitName.objects.filter(unit=units["P"]).count() == 1
    (event,) = history_of(units["P"])
    assert "冲压二车间" in event.text
    assert "动力事业部" in event.text
