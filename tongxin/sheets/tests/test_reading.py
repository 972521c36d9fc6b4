import io
import os
import pickle
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from tongxin.sheets import child
from tongxin.sheets.errors import SENTENCES
from tongxin.sheets.public import UnreadableError, read, write_xlsx
from tongxin.sheets.reading import receive
from tongxin.sheets.tests.files import compound, old_excel, workbook

ROSTER = [["姓名", "工号"], ["张三", "001"], ["李四", "002"]]
CSV = "姓名,工号\r\n张三,001\r\n李四,002\r\n"


def values(path: Path) -> list[list[object]]:
    return [row.cells for row in read(path).sheets[0].rows]


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(path)
    return caught.value.code


def test_a_workbook_gives_all_its_sheets_with_their_names(tmp_path):
    book = read(workbook(tmp_path / "a.xlsx", *[ROSTER] * 20))
    assert [sheet.name for sheet in book.sheets] == [f"Sheet{number}" for number in range(1, 21)]
    assert all([row.cells for row in sheet.rows] == ROSTER for sheet in book.sheets)


def test_rows_carry_the_number_that_the_person_sees(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [[], [], ["姓名"], [], ["  \u3000"], ["张三"]])
    assert [(row.number, row.cells) for row in read(path).sheets[0].rows] == [(3, ["姓名"]), (6, ["张三"])]


def test_cells_keep_their_types(tmp_path):
    row = ["文", 1.5, True, date(2019, 2, 28), datetime.fromisoformat("2019-02-28T11:25:05"), None, "末"]
    assert values(workbook(tmp_path / "a.xlsx", [row])) == [row]


def test_an_old_excel_file_is_read(tmp_path):
    assert values(old_excel(tmp_path / "a.xls", [["姓名", "工号"], ["张三", 7.0]])) == [["姓名", "工号"], ["张三", 7.0]]


def test_an_old_file_named_xlsx_and_a_new_one_named_xls_are_read(tmp_path):
    assert values(old_excel(tmp_path / "a.xlsx", ROSTER)) == ROSTER
    assert values(workbook(tmp_path / "b.xlsx", ROSTER).rename(tmp_path / "b.xls")) == ROSTER


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_a_csv_file_is_read_in_every_usual_encoding(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes(CSV.encode(encoding))
    assert values(tmp_path / "a.csv") == ROSTER


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_with_every_usual_delimiter(tmp_path, delimiter):
    (tmp_path / "a.csv").write_text(CSV.replace(",", delimiter), encoding="utf-8")
    assert values(tmp_path / "a.csv") == ROSTER


def test_a_comma_inside_quoted_text_does_not_make_it_the_delimiter(tmp_path):
    (tmp_path / "a.csv").write_text('主题\t内容\n路灯\t"坏了,暗,\n三天"\n', encoding="utf-8")
    assert values(tmp_path / "a.csv") == [["主题", "内容"], ["路灯", "坏了,暗,\n三天"]]


def test_a_csv_file_named_xlsx_is_read(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(CSV.encode("gb18030"))
    assert values(tmp_path / "a.xlsx") == ROSTER


def test_an_html_table_named_xls_is_read_and_spans_leave_their_places_empty(tmp_path):
    (tmp_path / "a.xls").write_text(
        "<html><meta charset=utf-8><table><tr><th rowspan=2>姓名<th colspan=2>组织关系</tr>"
        "<tr><td>支部</td><td>时间</td></tr><tr><td>张<br>三</td><td>一支部</td><td>2019</td></tr></table>",
        encoding="utf-8",
    )
    assert values(tmp_path / "a.xls") == [["姓名", "组织关系"], [None, "支部", "时间"], ["张\n三", "一支部", "2019"]]


def test_a_missing_and_an_empty_file_are_refused(tmp_path):
    (tmp_path / "empty.xlsx").touch()
    assert refusal(tmp_path / "none.xlsx") == "missing"
    assert refusal(tmp_path / "empty.xlsx") == "empty"


def test_a_password_protected_workbook_is_refused_as_such(tmp_path):
    assert refusal(compound(tmp_path / "a.xlsx", "EncryptedPackage", b"\x01" * 5000)) == "protected"


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n0", b"\x00\x01\x02\x03" * 50, b"abc\x01def", b"<html>no table here</html>"],
)
def test_what_is_no_spreadsheet_is_refused(tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)
    assert refusal(tmp_path / "a.xlsx") == "not_a_sheet"


def test_an_old_word_file_and_a_zip_of_something_else_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refusal(tmp_path / "a.xlsx") == "not_a_sheet"
    assert refusal(compound(tmp_path / "a.xls", "WordDocument", b"x")) == "not_a_sheet"


def test_a_damaged_workbook_is_refused(tmp_path):
    whole = workbook(tmp_path / "a.xlsx", ROSTER).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(tmp_path / "hollow.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    assert refusal(tmp_path / "cut.xlsx") == "damaged"
    assert refusal(tmp_path / "hollow.xlsx") == "damaged"


def test_text_in_no_known_encoding_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xff\xff,\xff")
    assert refusal(tmp_path / "a.csv") == "encoding"


def test_a_zip_bomb_is_refused_without_being_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 50_000_000)
    assert refusal(tmp_path / "a.xlsx") == "bomb"


def test_a_zip_with_too_many_entries_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for number in range(5001):
            archive.writestr(f"xl/workbook.{number}", b"")
    assert refusal(tmp_path / "a.xlsx") == "bomb"


def test_a_zip_whose_entries_share_their_bytes_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", bytes(range(256)) * 4000)
        first = archive.filelist[0]
        archive.filelist += [first, first]
    assert refusal(tmp_path / "a.xlsx") == "bomb"


def test_a_workbook_that_needs_too_much_memory_ends_only_the_child(tmp_path):
    first, last = '<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = workbook(tmp_path / "a.xlsx", ROSTER)
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    entries["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{space}"><sheetData>{first}{last}</sheetData></worksheet>'.encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    assert refusal(path) == "too_large"


def test_more_rows_than_the_server_can_hold_are_refused(tmp_path, monkeypatch, capfdbinary):
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")
    monkeypatch.setattr(child, "MAX_SENT", 40)
    monkeypatch.setattr(child, "_limit", lambda: None)
    child.main(tmp_path / "a.csv")
    assert b"too_large" in capfdbinary.readouterr().out


def test_the_child_cannot_make_the_server_run_code():
    with pytest.raises(UnreadableError):
        receive(io.BytesIO(pickle.dumps(("rows", os.system))))


def test_every_refusal_has_a_sentence(tmp_path):
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path / "none.xlsx")
    assert caught.value.message == SENTENCES["missing"]
    assert caught.value.status == 422


def test_a_hundred_thousand_rows_are_read_in_seconds(tmp_path):
    header = ["姓名", "身份证号", "所在支部", "入党时间", "序号"]
    rows = (
        ["张三", f"43010219900101{number % 10000:04}", "第一党支部", date(2019, 2, 28), number]
        for number in range(100_000)
    )
    write_xlsx(tmp_path / "a.xlsx", [("人员", header, rows)])
    begun = time.monotonic()
    assert len(read(tmp_path / "a.xlsx").sheets[0].rows) == 100_001
    assert time.monotonic() - begun < 10
