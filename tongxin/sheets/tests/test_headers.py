from tongxin.sheets.public import Book, Columns, Field, Row, Sheet, find_table, read
from tongxin.sheets.tests.files import workbook

MEMBERS = Columns(
    (
        Field("name", ("姓名", "名字"), required=True),
        Field("number", ("工号", "学号/工号", "职工编号"), required=True),
        Field("unit", ("所在支部", "组织关系/支部", "组织")),
        Field("joined", ("入党时间", "入党日期")),
    )
)


def sheet(*rows):
    numbered = [Row(number, list(cells)) for number, cells in enumerate(rows, start=1) if cells]
    return Sheet("党员", numbered)


def values(table):
    return [tuple(row.values.values()) for row in table]


def test_a_header_in_the_first_row_is_found():
    table = find_table(sheet(["姓名", "工号"], ["张三", "001"]), MEMBERS)
    assert table.mapping == {"name": 0, "number": 1}
    assert table.header_rows == (1,)
    assert table.count == 1


def test_title_rows_and_blank_rows_above_the_header_are_skipped():
    table = find_table(
        sheet(["某某公司党员名册"], ["填表人：李四", None, "2020年"], [], ["工号", "姓名"], ["1", "张三"]), MEMBERS
    )
    assert table.header_rows == (4,)
    assert [(row.sheet, row.number, row.values) for row in table] == [("党员", 5, {"name": "张三", "number": "1"})]


def test_a_header_below_the_thirtieth_row_is_not_searched_for():
    assert find_table(sheet(*[["说明"]] * 30, ["姓名", "工号"]), MEMBERS) is None


def test_hints_line_breaks_stars_and_full_width_forms_do_not_hide_a_header():
    table = find_table(sheet(["*姓\n 名（必填）", "学号／工号：", "所在支部(填简称)", "入党时间 "]), MEMBERS)
    assert list(table.mapping) == ["name", "number", "unit", "joined"]
    assert table.column_title("unit") == "所在支部(填简称)"
    assert table.count == 0


def test_a_bracket_tells_two_columns_apart_when_the_alias_has_it():
    columns = Columns((Field("work", ("电话（办公）",)), Field("mobile", ("电话（手机）",))))
    assert find_table(sheet(["电话(手机)", "电话(办公)"]), columns).mapping == {"work": 1, "mobile": 0}


def test_without_a_required_column_there_is_no_table():
    assert find_table(sheet(["姓名", "性别"], ["张三", "男"]), MEMBERS) is None


def test_the_row_that_names_most_fields_wins():
    table = find_table(sheet(["姓名", "工号"], ["姓名", "工号", "入党时间"], ["张三", "1", "2019"]), MEMBERS)
    assert table.header_rows == (2,)


def test_the_earliest_alias_wins_among_several_columns():
    table = find_table(sheet(["组织", "姓名", "工号", "所在支部"]), MEMBERS)
    assert table.mapping["unit"] == 3
    assert table.unknown == ["组织"]


def test_columns_that_nobody_asked_for_are_named():
    assert find_table(sheet(["姓名", "备注", None, "工号", "备注"]), MEMBERS).unknown == ["备注", "备注"]


def test_a_header_in_two_rows_is_found_by_its_lower_names():
    table = find_table(
        sheet(
            ["基本信息", None, "组织关系"], ["姓名", "工号", "所在支部", "入党时间"], ["张三", "1", "一支部", "2019"]
        ),
        MEMBERS,
    )
    assert values(table) == [("张三", "1", "一支部", "2019")]


def test_a_header_in_two_rows_is_found_by_its_joined_names_and_by_names_that_span_both_rows():
    rows = (
        ["序号", "姓名", "工号", "组织关系", None, "备注"],
        [None, None, None, "支部", "入党时间"],
        ["1", "张三", "7", "一支部", "2019"],
    )
    table = find_table(sheet(*rows), MEMBERS)
    assert table.header_rows == (1, 2)
    assert table.mapping == {"name": 1, "number": 2, "unit": 3, "joined": 4}
    assert table.column_title("unit") == "组织关系/支部"
    assert table.unknown == ["序号", "备注"]
    assert values(table) == [("张三", "7", "一支部", "2019")]


def test_merged_cells_of_a_real_workbook_make_no_difference(tmp_path):
    rows = [
        ["党员名册"],
        ["姓名", "工号", "组织关系", None],
        [None, None, "支部", "入党时间"],
        ["张三", 7, "一支部", "2019"],
    ]
    book = read(workbook(tmp_path / "a.xlsx", rows, merged=("A1:D1", "A2:A3", "B2:B3", "C2:D2")))
    assert isinstance(book, Book)
    table = find_table(book.sheets[0], MEMBERS)
    assert (table.header_rows, values(table)) == ((2, 3), [("张三", 7.0, "一支部", "2019")])


def test_one_header_row_is_preferred_when_the_row_below_adds_nothing():
    assert find_table(sheet(["姓名", "工号"], ["张三", "1"], ["李四", "2"]), MEMBERS).count == 2


def test_repeated_headers_totals_and_blank_rows_are_not_data():
    table = find_table(
        sheet(
            ["序号", "姓名", "工号"],
            ["1", "张三", "001"],
            [],
            ["序号", "姓 名", "工号"],
            ["2", "李四", "002"],
            ["3", None, None],
            ["合 计", None, "2"],
            ["合计：2人"],
        ),
        MEMBERS,
    )
    assert [row.number for row in table] == [2, 5]
    assert table.count == 2


def test_both_rows_of_a_repeated_header_are_not_data():
    head = ["姓名", "工号", "组织关系"], [None, None, "支部"]
    table = find_table(sheet(*head, ["张三", "1", "一支部"], *head, ["李四", "2", "二支部"]), MEMBERS)
    assert [row.number for row in table] == [3, 6]


def test_a_row_that_merely_begins_like_a_total_is_data():
    columns = Columns((Field("subject", ("主题",), required=True),))
    assert find_table(sheet(["主题"], ["合计收费太高，请核实"], ["总计"]), columns).count == 1


def test_notes_at_the_foot_are_not_data_but_a_lone_name_is():
    rows = [
        ["姓名", "工号"],
        ["张三", "1"],
        ["说明：见下", "2"],
        ["李四"],
        ["注意事项："],
        ["一、按实填写"],
        ["填表人：王五"],
    ]
    assert [row.number for row in find_table(sheet(*rows), MEMBERS)] == [2, 3, 4]


def test_short_rows_have_none_in_the_columns_they_lack():
    assert values(find_table(sheet(["姓名", "工号", "入党时间"], ["张三", "1"]), MEMBERS)) == [("张三", "1", None)]
