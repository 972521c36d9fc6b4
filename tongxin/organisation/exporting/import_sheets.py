"""Sheets about imports: an example with the names of the columns, and the list of rows that were not taken."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from tongxin.core.errors import NotFoundError
from tongxin.organisation.models import ImportOrder
from tongxin.organisation.reads.import_orders import result_of
from tongxin.sheets.public import SheetToWrite, write_xlsx

# The columns bear the names by which an import knows them, so they are the same in every language.
EXAMPLES: dict[str, tuple[str, Sequence[str], Sequence[Sequence[str]]]] = {
    "people": (
        "名册",
        ("工号", "姓名", "单位编码", "部门", "人员类别", "性别", "出生日期", "身份证号", "手机号"),
        (
            ("S0101", "张三", "", "车身事业部", "正式员工", "男", "1985-03-12", "", ""),
            ("S0102", "李四", "", "车身事业部", "", "女", "", "", ""),
        ),
    ),
    "units": (
        "组织",
        ("单位编码", "单位名称", "单位类型", "上级单位编码"),
        (("A01", "某某集团", "集团", ""), ("A0101", "车身事业部", "分公司", "A01")),
    ),
}


def example_sheet(what: str) -> bytes:
    """Return the example of a roster or of units. Raises NotFoundError for anything else."""
    if what not in EXAMPLES:
        raise NotFoundError
    return _written([EXAMPLES[what]])


def refusals_sheet(order: ImportOrder) -> bytes:
    """Return the rows of an order that were refused or are doubtful, each with its reason."""
    found = result_of(order)
    header = (_("Sheet"), _("Row"), _("Column"), _("Value"), _("Why"))
    named = ((_("Refused"), "rejected"), (_("Doubtful"), "warnings"))
    return _written([(title, header, [_row(line) for line in found.get(name, [])]) for title, name in named])


def _row(line: dict[str, Any]) -> tuple[str, int, str, str, str]:
    return line["sheet"], line["row"], line["column"], line["value"], line["reason"]


def _written(sheets: Sequence[SheetToWrite]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        write_xlsx(path, sheets)
        return path.read_bytes()
