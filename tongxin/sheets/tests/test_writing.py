import csv
import zipfile
from datetime import date

import pytest

from tongxin.sheets.public import read, write_csv, write_xlsx

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x.example")', "{=1}", "＝1"]


def test_text_is_never_stored_as_a_formula_or_a_link(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [("=1", HOSTILE, [HOSTILE, ["http://x.example/"] * len(HOSTILE)])])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        raw = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in raw
    assert "<f " not in raw
    assert "hyperlink" not in raw
    assert raw.count('t="inlineStr"') == 3 * len(HOSTILE)


def test_what_is_written_is_read_back(tmp_path):
    rows = [
        ["张三", 7, 1.5, date(2019, 2, 28), "=1+1", True, "末"],
        ["李四", None, None, None, "第一行\n第二行", None, "x"],
    ]
    write_xlsx(tmp_path / "a.xlsx", [("名册", ["姓名", "数", "分", "日", "备注", "是否", "末"], rows)])
    book = read(tmp_path / "a.xlsx")
    assert book.sheets[0].name == "名册"
    assert [row.cells for row in book.sheets[0].rows[1:]] == rows


def test_a_sheet_without_rows_keeps_its_header(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [("空", ["姓名", "工号"], [])])
    assert [row.cells for row in read(tmp_path / "a.xlsx").sheets[0].rows] == [["姓名", "工号"]]


def test_equal_headers_keep_their_columns(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [("表", ["备注", "备注"], [["甲", "乙"]])])
    assert [row.cells for row in read(tmp_path / "a.xlsx").sheets[0].rows] == [["备注", "备注 (2)"], ["甲", "乙"]]


def test_sheet_names_are_made_fit_for_excel(tmp_path):
    names = ["a/b:c*d?[e]\\", "x" * 40, "x" * 40, "", "'甲'", "History", "HISTORY"]
    write_xlsx(tmp_path / "a.xlsx", [(name, ["h"], []) for name in names])
    written = [sheet.name for sheet in read(tmp_path / "a.xlsx").sheets]
    assert written == ["a b c d  e", "x" * 31, "x" * 27 + " (2)", "Sheet", "甲", "History (2)", "HISTORY (3)"]


def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [("表", ["文"], [["字" * 40_000]])])
    written = read(tmp_path / "a.xlsx").sheets[0].rows[1].cells[0]
    assert (len(written), written[-1]) == (32_767, "…")


def test_a_row_of_the_wrong_width_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(ValueError, match="zip"):
        write_xlsx(tmp_path / "a.xlsx", [("表", ["a", "b"], [["1"]])])


def test_csv_text_that_excel_would_run_gets_an_apostrophe_and_numbers_stay(tmp_path):
    write_csv(tmp_path / "a.csv", ["文", "数"], [[text, -1] for text in HOSTILE])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["文", "数"]
    assert [row[0] for row in rows[1:]] == [text if text[0] == "{" else f"'{text}" for text in HOSTILE]
    assert {row[1] for row in rows[1:]} == {"-1"}


def test_csv_is_written_as_excel_expects_it(tmp_path):
    write_csv(tmp_path / "a.csv", ["姓名"], [["张三"]])
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + "姓名\r\n张三\r\n".encode()
