from datetime import timedelta

import pytest

from tests.town import MAKER
from tongxin.accounts.public import DirectoryPerson, DirectoryUnit
from tongxin.core import clock
from tongxin.core.errors import ForbiddenError
from tongxin.organisation.directory.sync import sync_directory
from tongxin.organisation.importing.runs import import_runs
from tongxin.organisation.importing.undoing import undo_import
from tongxin.organisation.models import Person, Unit


class Told:
    """A directory that tells what a test says."""

    def __init__(self, units, people):
        self.told = units, people

    def units(self):
        return iter(self.told[0])

    def people(self):
        return iter(self.told[1])


UNITS = [
    DirectoryUnit("X1", "数字化中心", "U00"),
    DirectoryUnit("X2", "数据部", "X1"),
    DirectoryUnit("X3", "数据平台组", "X2"),
]
PEOPLE = [
    DirectoryPerson("90001", "林晚秋", "X3", "13812345678"),
    DirectoryPerson("90002", "许知远", "U06"),
    DirectoryPerson("", "无工号", "X1"),
]


def sync(units=UNITS, people=PEOPLE, actor=MAKER, **more):
    return sync_directory(actor=actor, code="ldap", directory=Told(units, people), today=clock.today(), **more)


def test_units_come_nested_and_people_work_in_them(town):
    done = sync()
    assert (done.units.new, done.people.new) == (3, 2)
    parents = {
        unit.code: unit.parent.code for unit in Unit.objects.filter(code__startswith="X").select_related("parent")
    }
    assert parents == {"X1": "U00", "X2": "X1", "X3": "X2"}
    assert Person.objects.get(staff_no="90001").home.code == "X3"
    assert Person.objects.get(staff_no="90001").phone == "13812345678"


def test_somebody_without_a_number_is_refused_by_name(town):
    assert [refusal.value for refusal in sync().people.rejected] == ["无工号"]
    assert not Person.objects.filter(name="无工号").exists()


def test_a_dry_run_tells_the_same_and_writes_nothing(town):
    people = Person.objects.count()
    dry = sync(dry_run=True)
    assert (dry.units.new, dry.people.new, len(dry.people.rejected)) == (3, 2, 1)
    assert (Person.objects.count(), Unit.objects.filter(code__startswith="X").count()) == (people, 0)
    assert import_runs() == []


def test_a_second_time_changes_nothing(town):
    sync()
    again = sync()
    assert (again.units.unchanged, again.people.unchanged) == (3, 2)
    assert (again.units.new, again.people.new, again.people.changed) == (0, 0, 0)


def test_a_move_and_a_new_name_in_the_directory_are_followed(town, frozen):
    sync()
    with clock.at(frozen + timedelta(days=1)):
        units = [UNITS[0], DirectoryUnit("X2", "数据与智能部", "X1"), DirectoryUnit("X3", "数据平台组", "X1")]
        done = sync(units, [DirectoryPerson("90001", "林晚秋", "X2", "13812345678")])
        assert (done.units.changed, done.units.moved, done.people.moved) == (1, 1, 1)


def test_who_is_missing_from_a_complete_directory_leaves(town):
    sync()
    done = sync(people=PEOPLE[1:2], complete_unit="X1")
    assert done.people.left == 1
    assert Person.objects.get(staff_no="90001").left_on == clock.today()


def test_both_runs_can_be_taken_back(town):
    sync()
    people, units = (run.pk for run in import_runs())
    assert undo_import(actor=MAKER, run_id=people) == 2
    assert undo_import(actor=MAKER, run_id=units) == 3
    assert not Person.objects.filter(staff_no__startswith="9000").exists()
    assert not Unit.objects.filter(code__startswith="X").exists()


@pytest.mark.parametrize("name", ["何小满", "周守一"])
def test_who_may_not_import_may_not_take_over_a_directory(town, name):
    with pytest.raises(ForbiddenError):
        sync(actor=town.actor(name))
