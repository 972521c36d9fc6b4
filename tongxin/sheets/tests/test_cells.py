from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tongxin.sheets.public import CellError, day, moment, phone, reason_of, text, whole
from tongxin.sheets.wording import REASONS

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime.fromisoformat("2019-02-28T11:25:05")


def code(parse, *cell):
    with pytest.raises(CellError) as caught:
        parse(*cell)
    assert reason_of(caught.value) == REASONS[caught.value.code]
    return caught.value.code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        ("\xa0\u3000\t\n\t张三\n\u3000\xa0", "张三"),
        ("第一行\n第二行", "第一行\n第二行"),
        (188006.0, "188006"),
        (188006, "188006"),
        (-3.0, "-3"),
        (3.5, "3.5"),
        (True, "TRUE"),
        (date(2019, 2, 28), "2019-02-28"),
        (NOON, "2019-02-28 11:25:05"),
        (time(8, 30), "08:30:00"),
    ],
)
def test_text_is_what_the_person_sees(cell, expected):
    assert text(cell) == expected


def test_a_number_that_excel_has_rounded_is_never_taken_as_text():
    assert code(text, 4.30102199001011e17) == "damaged_number"
    assert code(text, float("nan")) == code(text, float("inf")) == "damaged_number"
    assert text(430102900101123.0) == "430102900101123"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, None),
        (" ", None),
        (12.0, 12),
        (12, 12),
        ("1,234", 1234),
        ("１２", 12),
        ("12.0", 12),
        ("-3", -3),
        ("007", 7),
    ],
)
def test_whole_numbers_are_understood(cell, expected):
    assert whole(cell) == expected


@pytest.mark.parametrize("cell", ["十二", 1.5, "1.5", True, "--3", "12人", NOON, ".0"])
def test_what_is_no_whole_number_is_refused(cell):
    assert code(whole, cell) == "whole_number"


@pytest.mark.parametrize(
    "cell",
    [
        date(2019, 2, 28),
        NOON,
        43524,
        43524.4757523,
        "43524",
        20190228,
        20190228.0,
        "20190228",
        "20190228.0",
        "2019/2/28",
        "2019-2-28",
        "2019-02-28",
        "2019.2.28",
        "2019年2月28日",
        "2019 年 2 月 28 日",
        "2019年2月28",
        "２０１９／２／２８",
        "\u30002019/2/28\xa0",
        "2019/2/28 11:25:05",
        "2019-02-28T11:25:05",
        "2019-02-28 00:00:00.000",
    ],
)
def test_a_day_is_understood_in_all_its_forms(cell):
    assert day(cell) == date(2019, 2, 28)


@pytest.mark.parametrize(
    "cell", ["2019年2月", "2019.02", "2019-2", "2019/02", "201902", 201902, 201902.0, 2019.02, "2019.2"]
)
def test_a_month_alone_means_its_first_day(cell):
    assert day(cell) == date(2019, 2, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "不详",
        "2019-02-30",
        "2019年13月",
        "2019",
        2019,
        2019.0,
        "28/2/2019",
        "2019/2/28/1",
        "99999999",
        True,
        0,
        -5.0,
        time(8),
        timedelta(1),
        "0019-02-28",
        "2019-2-28 25:00",
        "2019-02-28T11:25:05+00:00",
        1e300,
        float("inf"),
        float("nan"),
    ],
)
def test_what_is_no_day_is_refused(cell):
    assert code(day, cell) == "date"


def test_a_number_that_may_be_january_or_october_is_not_guessed():
    assert code(day, 2019.1) == "october_or_january"
    assert day(2019.11) == date(2019, 11, 1)
    assert day("2019.10") == date(2019, 10, 1)


def test_blank_cells_are_no_day_and_no_moment():
    assert day(None) is None
    assert day("\u3000") is None
    assert moment("", SHANGHAI) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2019/2/28 11:25:05", "2019-02-28T11:25:05+08:00"),
        ("2019-04-08 08:37:20", "2019-04-08T08:37:20+08:00"),
        ("2019年4月8日 8时37分", "2019-04-08T08:37:00+08:00"),
        ("2019年4月8日8时37分20秒", "2019-04-08T08:37:20+08:00"),
        ("2019-04-08 下午3点", "2019-04-08T15:00:00+08:00"),
        ("2019/4/8 12:05 AM", "2019-04-08T00:05:00+08:00"),
        ("2019/4/8 3:05 pm", "2019-04-08T15:05:00+08:00"),
        ("2019/11/22 16:54", "2019-11-22T16:54:00+08:00"),
        ("2019-04-08", "2019-04-08T00:00:00+08:00"),
        (date(2019, 4, 8), "2019-04-08T00:00:00+08:00"),
        (NOON, "2019-02-28T11:25:05+08:00"),
        (43524.475752314815, "2019-02-28T11:25:05+08:00"),
        ("43524.475752314815", "2019-02-28T11:25:05+08:00"),
    ],
)
def test_a_moment_is_read_as_the_wall_clock_of_its_zone(cell, expected):
    assert moment(cell, SHANGHAI).isoformat() == expected


@pytest.mark.parametrize("cell", ["2019-04-08 24:30", "2019-04-08 8", "2019-04-08 上午", "昨天 8:00"])
def test_what_is_no_moment_is_refused(cell):
    assert code(moment, cell, SHANGHAI) == "date"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (13812345678.0, "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("'１３８１２３４５６７８", "13812345678"),
        ("0731-88881234", "0731-88881234"),
        ("（0731）8888 1234", "0731-88881234"),
        ("010 88881234", "010-88881234"),
        ("88881234", "88881234"),
        ("+86-10-88881234", "010-88881234"),
        ("0731-88881234转801", "0731-88881234-801"),
        ("0731-88881234-801", "0731-88881234-801"),
        ("400-800-1234", "4008001234"),
    ],
)
def test_phone_numbers_are_brought_to_one_form(cell, expected):
    assert phone(cell) == expected


@pytest.mark.parametrize(
    "cell", ["1381234567", "138123456789", "12812345678", "无", "13812345678/13912345678", "13812345678转1", 5]
)
def test_what_is_not_one_phone_number_is_refused(cell):
    assert code(phone, cell) == "phone"
