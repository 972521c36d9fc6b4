"""Rosters and appeals as people really keep them; the folder is named by TONGXIN_DATA and is no part of the product."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tongxin.sheets.public import Columns, Field, find_table, moment, read, text, whole

DATA = Path(os.environ.get("TONGXIN_DATA", ""))
SHANGHAI = ZoneInfo("Asia/Shanghai")
APPEALS = Columns(
    (
        Field("number", ("留言编号",), required=True),
        Field("subject", ("留言主题",), required=True),
        Field("at", ("留言时间",), required=True),
        Field("body", ("留言详情",), required=True),
        Field("likes", ("点赞数",)),
        Field("answered_at", ("答复时间",)),
    )
)
PEOPLE = Columns((Field("name", ("姓名",), required=True),))

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif("TONGXIN_DATA" not in os.environ, reason="TONGXIN_DATA names no folder of real files"),
]


@pytest.mark.parametrize(("name", "count"), [("messages_4326.xlsx", 4326), ("messages_with_replies_dev.xlsx", 2013)])
def test_every_appeal_is_found_and_every_cell_understood(name, count):
    table = find_table(read(DATA / "appeals" / name).sheets[0], APPEALS)
    assert table.count == count
    for row in table:
        assert text(row.values["number"]).isdigit()
        assert text(row.values["subject"])
        assert not text(row.values["body"]).startswith(("\n", "\t", "\xa0", "\u3000"))
        assert moment(row.values["at"], SHANGHAI).year >= 2010
        whole(row.values.get("likes"))
        moment(row.values.get("answered_at"), SHANGHAI)


def test_every_roster_with_names_is_found_below_its_titles_and_above_its_notes():
    found = [
        (table.header_rows, table.count)
        for path in sorted((DATA / "rosters").glob("*.xls*"))
        for sheet in read(path).sheets
        if (table := find_table(sheet, PEOPLE))
    ]
    first_row, second_row, third_row = ((1,), (2,), (3,))
    templates = [(second_row, 0), (second_row, 0), (third_row, 1), *[(third_row, 0)] * 11, (second_row, 0)]
    ledgers = [(first_row, 1), (first_row, 1), (second_row, 0), (first_row, 0), (second_row, 0)]
    assert found == templates + ledgers
