import json
from datetime import timedelta

import pytest
from openpyxl import Workbook, load_workbook

from tongxin.core import clock
from tongxin.core.acts import with_key
from tongxin.core.errors import ForbiddenError, RuleBrokenError
from tongxin.core.policy import NOBODY
from tongxin.journal.models import Entry
from tongxin.organisation.exporting.units import export_units
from tongxin.organisation.importing.runs import import_runs
from tongxin.organisation.importing.undoing import undo_import
from tongxin.organisation.importing.units import import_units
from tongxin.organisation.models import Membership, Person, RunChange, Unit, UnitName, UnitPath, UnitType
from tongxin.organisation.reads.tree import ancestors_of, children_of, path_name, roots
from tongxin.organisation.tests.trees import SYSTEM
from tongxin.organisation.writes.unit_types import load_unit_types
from tongxin.organisation.writes.units import rename_unit
from tongxin.sheets.public import UnreadableError

pytestmark = pytest.mark.django_db
WORKSHOPS = [{"code": "111", "name": "冲压车间"}, {"code": "112", "name": "焊装车间"}]
COMPANIES = [
    {"code": "11", "name": "车身公司", "children": WORKSHOPS},
    {"code": "12", "name": "动力公司", "children": []},
]
TREE = [{"code": "1", "name": "同辉集团", "children": COMPANIES}, {"code": "2", "name": "同辉二集团"}]
HEADER = ("单位编码", "单位名称", "上级单位编码", "单位类型")


@pytest.fixture(autouse=True)
def types():
    load_unit_types(actor=SYSTEM)


@pytest.fixture
def bring_in(tmp_path):
    def run(content, actor=SYSTEM, **more):
        if isinstance(content, str) or (content and isinstance(content[0], dict)):
            path = tmp_path / "units.json"
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        else:
            path = tmp_path / "units.xlsx"
            book = Workbook()
            for row in content:
                book.active.append(row)
            book.save(path)
        return import_units(actor=actor, path=path, today=clock.today(), **more)

    return run


def counts(outcome):
    assert outcome.adds_up()
    names = ("rows", "new", "changed", "moved", "unchanged", "duplicates", "left")
    return {name: getattr(outcome, name) for name in names if getattr(outcome, name)}


def tree():
    return {
        (path.ancestor.code, path.unit.code, path.depth)
        for path in UnitPath.objects.on(clock.today()).select_related("ancestor", "unit")
    }


def test_a_nested_tree_comes_in_with_types_names_and_paths(bring_in):
    assert counts(bring_in(TREE)) == {"rows": 6, "new": 6}
    assert [unit.name for unit in roots("administrative")] == ["同辉集团", "同辉二集团"]
    press = Unit.objects.get(code="111")
    assert path_name(press) == "同辉集团 / 车身公司 / 冲压车间"
    assert (press.type.code, press.search) == ("workshop", "冲压车间 chongyachejian cycj")
    assert Entry.objects.filter(kind__startswith="organisation.").count() == 1


def test_the_same_file_again_changes_nothing(bring_in):
    bring_in(TREE)
    entries = UnitPath.objects.count()
    assert counts(bring_in(TREE)) == {"rows": 6, "unchanged": 6}
    assert UnitPath.objects.count() == entries
    assert len(import_runs()) == 1


def test_a_dry_run_counts_the_same_and_changes_nothing(bring_in):
    assert counts(bring_in(TREE, dry_run=True)) == {"rows": 6, "new": 6}
    assert not Unit.objects.exists()
    assert not import_runs()


def test_a_changed_file_renames_and_moves_and_keeps_the_past(bring_in):
    yesterday = clock.now() - timedelta(days=1)
    with clock.at(yesterday):
        bring_in(TREE)
    changed = [
        HEADER,
        ("12", "新动力公司", "1", None),
        ("111", "冲压二车间", "12", None),
        ("3", "新车间", "12", "车间"),
    ]
    assert counts(bring_in(changed)) == {"rows": 3, "new": 1, "changed": 1, "moved": 1}
    press = Unit.objects.get(code="111")
    assert path_name(press) == "同辉集团 / 新动力公司 / 冲压二车间"
    assert path_name(press, clock.day_of(yesterday)) == "同辉集团 / 车身公司 / 冲压车间"
    kinds = (
        Entry.objects.filter(kind__startswith="organisation.unit_").order_by("number").values_list("kind", flat=True)
    )
    assert list(kinds) == ["organisation.unit_renamed", "organisation.unit_renamed", "organisation.unit_moved"]


def test_two_units_change_places_in_one_file(bring_in):
    bring_in(TREE)
    swapped = [HEADER, ("1", "同辉集团", "11", "公司"), ("11", "车身公司", None, "集团")]
    assert counts(bring_in(swapped)) == {"rows": 2, "moved": 2}
    assert [unit.code for unit in ancestors_of(Unit.objects.get(code="12"))] == ["11", "1"]


def test_every_refused_row_is_named_with_a_reason(bring_in):
    rows = [HEADER, ("1", "同辉集团"), ("1", "同辉集团"), ("1", "别的"), ("2", None), ("3", "孤儿", "99")]
    rows += [("4", "环", "5"), ("5", "环", "4"), (None, "无码"), ("6", "末", "3")]
    outcome = bring_in(rows)
    assert counts(outcome) == {"rows": 9, "new": 1, "duplicates": 1}
    assert [refusal.row for refusal in outcome.rejected] == [4, 5, 6, 7, 8, 9, 10]
    assert all(refusal.reason for refusal in outcome.rejected)
    assert "2" in outcome.rejected[0].reason


def test_rows_of_json_are_numbered_in_the_order_of_the_document(bring_in):
    outcome = bring_in([{"code": "1", "name": "集团", "children": [{"code": "2"}, "x", {"code": "3", "name": "厂"}]}])
    assert [(refusal.row, refusal.value) for refusal in outcome.rejected] == [(2, ""), (3, "x")]
    assert counts(outcome) == {"rows": 4, "new": 2}


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "[]", "{}"])
def test_broken_or_empty_json_gets_a_plain_sentence(bring_in, text):
    with pytest.raises(UnreadableError):
        bring_in(text)


def test_a_file_of_paths_needs_no_codes(bring_in):
    rows = [("路径", "类型"), ("同辉集团/车身公司/冲压车间", "车间"), ("同辉集团", None), ("同辉集团/车身公司", "书院")]
    outcome = bring_in(rows)
    assert counts(outcome) == {"rows": 3, "new": 3}
    assert UnitType.objects.get(code="书院").from_pack is False
    assert len(outcome.warnings) == 1
    assert counts(bring_in(rows)) == {"rows": 3, "unchanged": 3}


def test_other_lines_are_imported_as_well(bring_in):
    rows = [("编号", "党组织名称", "上级党组织"), ("D1", "集团党委", None), ("D11", "车身党总支", "集团党委"),
            ("D111", "冲压党支部", "车身党总支")]  # fmt: skip
    assert counts(bring_in(rows, line="party")) == {"rows": 3, "new": 3}
    assert Unit.objects.get(code="D111").type.code == "branch"


def test_nobody_without_the_right_imports(bring_in):
    with pytest.raises(ForbiddenError):
        bring_in(TREE, actor=NOBODY)


def test_undoing_the_first_run_leaves_nothing(bring_in):
    bring_in(TREE)
    assert undo_import(actor=SYSTEM, run_id=import_runs()[0].pk) == 6
    assert [model.objects.count() for model in (Unit, UnitName, UnitPath)] == [0, 0, 0]
    with pytest.raises(RuleBrokenError):
        undo_import(actor=SYSTEM, run_id=import_runs()[0].pk)


def test_undoing_a_later_run_restores_what_it_changed(bring_in):
    bring_in(TREE)
    before = tree()
    bring_in([HEADER, ("1", "别名集团", "11", None), ("11", "车身公司", None, "集团"), ("9", "新公司", "1", None)])
    assert tree() != before
    undo_import(actor=SYSTEM, run_id=import_runs()[0].pk)
    assert tree() == before
    group = Unit.objects.get(code="1")
    assert (group.name, group.parent) == ("同辉集团", None)
    assert Unit.objects.get(code="11").type.code == "company"


def test_undoing_keeps_units_on_which_something_stands_by_now(bring_in):
    bring_in(TREE)
    person = Person.objects.create(staff_no="1", name="李卫国")
    Membership.objects.create(
        person=person, unit=Unit.objects.get(code="111"), line="administrative", from_on=clock.today()
    )
    assert undo_import(actor=SYSTEM, run_id=import_runs()[0].pk) == 3
    assert set(Unit.objects.values_list("code", flat=True)) == {"1", "11", "111"}


def test_undoing_leaves_alone_what_changed_on_a_later_day(bring_in):
    bring_in(TREE)
    bring_in([HEADER, ("111", "冲压车间", "12", None)])
    with clock.at(clock.now() + timedelta(days=1)):
        press, engines = Unit.objects.get(code="111"), Unit.objects.get(code="12")
        rename_unit(actor=SYSTEM, unit=press, name="冲压二车间", day=clock.today())
        assert undo_import(actor=SYSTEM, run_id=import_runs()[0].pk) == 0
        assert Unit.objects.get(code="111").parent == engines


def test_the_web_form_key_does_not_swallow_batches(bring_in, monkeypatch):
    monkeypatch.setattr("tongxin.organisation.importing.units.BATCH", 1)
    with with_key("form-1"):
        assert counts(bring_in(TREE)) == {"rows": 6, "new": 6}
    assert Unit.objects.count() == 6
    assert RunChange.objects.count() == 6


def test_an_export_can_be_imported_again_without_a_change(bring_in, tmp_path):
    bring_in(TREE)
    file = tmp_path / "out.xlsx"
    assert export_units(actor=SYSTEM, path=file) == 6
    cells = [row[:5] for row in load_workbook(file).active.iter_rows(values_only=True)]
    assert ("111", "冲压车间", "车间", "11", "同辉集团 / 车身公司 / 冲压车间") in cells
    outcome = import_units(actor=SYSTEM, path=file, today=clock.today())
    assert counts(outcome) == {"rows": 6, "unchanged": 6}
    assert Entry.objects.filter(kind="organisation.units_exported").count() == 1


def test_children_are_listed_by_code(bring_in):
    bring_in(TREE)
    assert [unit.code for unit in children_of(Unit.objects.get(code="1"))] == ["11", "12"]
