from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.sheets.public import CellError, birth_of, mask_id, national_id, sex_of

# The two examples of the standard: a woman, whose check character is X, and a man.
WOMAN, MAN = "11010519491231002X", "440524188001010014"


def code(cell):
    with pytest.raises(CellError) as caught:
        national_id(cell)
    return caught.value.code


@pytest.mark.parametrize(
    "cell",
    [
        WOMAN,
        WOMAN.lower(),
        f" {WOMAN} ",
        "110105 19491231 002x",
        f"'{WOMAN}",
        "１１０１０５１９４９１２３１００２Ｘ",
        f"\u3000{WOMAN}\xa0",
    ],
)
def test_a_real_number_is_brought_to_one_form(cell):
    assert national_id(cell) == WOMAN


def test_the_old_form_of_fifteen_digits_is_lengthened():
    assert national_id("110105491231002") == WOMAN
    assert national_id(110105491231002.0) == WOMAN


def test_a_blank_cell_is_no_number():
    assert national_id(None) == national_id(" ") == ""


@pytest.mark.parametrize(
    "cell", [1.10105194912310e17, 110105194912310021, "1.10105E+17", "1.10105194912310e17", "110105194912310000"]
)
def test_a_number_that_excel_has_rounded_is_named_as_such(cell):
    assert code(cell) == "damaged_number"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("43xxxxxxxxxxxxx", "id_length"),
        (WOMAN[:-1], "id_length"),
        (WOMAN + "1", "id_length"),
        ("张三", "id_length"),
        (12.5, "id_length"),
        ("110105194913310027", "id_birthday"),
        ("110105179912310021", "id_birthday"),
        (WOMAN[:-1] + "1", "id_check"),
    ],
)
def test_each_fault_is_named(cell, expected):
    assert code(cell) == expected


def test_birthday_and_sex_are_in_the_number():
    assert birth_of(WOMAN) == date(1949, 12, 31)
    assert sex_of(WOMAN) == "female"
    assert sex_of(MAN) == "male"


@given(position=st.integers(0, 16), digit=st.integers(0, 9))
def test_no_single_mistyped_digit_passes(position, digit):
    mistyped = WOMAN[:position] + str(digit) + WOMAN[position + 1 :]
    if mistyped == WOMAN:
        assert national_id(mistyped) == WOMAN
    else:
        assert code(mistyped) in {"id_check", "id_birthday"}


def test_a_masked_number_keeps_three_characters_and_two():
    assert mask_id(WOMAN) == "110*************2X"
    assert mask_id("12345") == "*****"
    assert mask_id("") == ""
