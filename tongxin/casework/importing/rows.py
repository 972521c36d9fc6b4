"""From a file's rows to drafts of cases: what the columns are called, what each cell means, what is refused."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.sheets.public import (
    CellError,
    Columns,
    Field,
    Outcome,
    Refusal,
    Table,
    TableRow,
    UnreadableError,
    find_table,
    moment,
    read,
    reason_of,
    text,
)
from tongxin.words.public import short_title, squeeze

COLUMNS = Columns(
    (
        Field(
            "id", ("留言编号", "诉求编号", "工单编号", "工单号", "信件编号", "受理编号", "案件编号", "编号", "id", "ID")
        ),
        Field("raiser", ("留言用户", "诉求人", "提出人", "来信人", "反映人", "用户", "姓名", "联系人")),
        Field("staff_no", ("工号", "员工编号", "职工编号", "人员编号")),
        Field("title", ("留言主题", "主题", "标题", "诉求标题", "事项名称", "诉求主题")),
        Field(
            "raised",
            ("留言时间", "提出时间", "来信时间", "登记时间", "受理时间", "诉求时间", "创建时间", "时间", "日期"),
        ),
        Field(
            "body", ("留言详情", "诉求内容", "正文", "内容", "详情", "事项内容", "反映内容", "具体内容"), required=True
        ),
        Field("answer", ("答复意见", "答复内容", "答复", "回复内容", "回复", "办理结果", "处理结果", "办理情况")),
        Field("answered", ("答复时间", "回复时间", "办结时间", "答复日期", "办理时间")),
        Field("unit", ("单位编码", "承办单位", "责任单位", "办理单位", "承办部门", "责任部门", "单位", "部门")),
        Field("category", ("一级标签", "诉求类别", "类别", "分类", "诉求类型", "事项类别")),
    )
)
ID_SIZE = 60


@dataclass
class Draft:
    """One row as a case that may come of it. ``fingerprint`` is equal for the same raiser, title and body."""

    sheet: str
    row: int
    source_id: str
    raiser: str
    staff_no: str
    title: str
    body: str
    raised_at: datetime
    answer: str
    answered_at: datetime | None
    unit: str
    category: str
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        whole = "\x1f".join((self.staff_no or self.raiser, squeeze(self.title), squeeze(self.body)))
        self.fingerprint = hashlib.sha256(whole.encode()).hexdigest()[:32]


def drafts_of(path: Path, outcome: Outcome) -> Iterator[Draft]:
    """Yield the drafts of all tables of a file, counting rows and refusals. Raises UnreadableError without a table."""
    tables = [table for sheet in read(path).sheets if (table := find_table(sheet, COLUMNS)) is not None]
    if not tables:
        raise UnreadableError(
            "no_table",
            _(
                "No table of cases was found in this file."
                " One column must hold what was said, called 内容, 正文 or the like."
            ),
        )
    for table in tables:
        for row in table:
            outcome.rows += 1
            draft = _draft(table, row, outcome)
            if draft is not None:
                yield draft


def _draft(table: Table, row: TableRow, outcome: Outcome) -> Draft | None:
    cell = row.values.get
    title, body = text(cell("title")), text(cell("body"))
    if not body and not title:
        reason = _("Nothing was said in this row. Fill in the content, or delete the row.")
        outcome.rejected.append(Refusal(row.sheet, row.number, table.column_title("body"), "", reason))
        return None
    times = {name: _moment(table, row, name, outcome) for name in ("raised", "answered")}
    if times["raised"] is None:
        _warn(table, row, "raised", outcome, _("The time is missing; the time of this import stands for it."))
    raised_at = times["raised"] or clock.now()
    if times["answered"] and times["answered"] < raised_at:
        _warn(
            table, row, "answered", outcome, _("The answer is older than the case. Both times were kept as they are.")
        )
    return Draft(
        sheet=row.sheet,
        row=row.number,
        source_id=text(cell("id"))[:ID_SIZE],
        raiser=text(cell("raiser"))[:80],
        staff_no=text(cell("staff_no")),
        title=(title or short_title(body))[:120],
        body=body or title,
        raised_at=raised_at,
        answer=text(cell("answer")),
        answered_at=times["answered"],
        unit=text(cell("unit")),
        category=text(cell("category")),
    )


def _moment(table: Table, row: TableRow, name: str, outcome: Outcome) -> datetime | None:
    try:
        return moment(row.values.get(name), clock.zone())
    except CellError as error:
        _warn(table, row, name, outcome, str(reason_of(error)))
        return None


def _warn(table: Table, row: TableRow, name: str, outcome: Outcome, reason: str) -> None:
    value = text(row.values.get(name))[:80]
    outcome.warnings.append(Refusal(row.sheet, row.number, table.column_title(name), value, reason))
