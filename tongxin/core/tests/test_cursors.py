import base64

import pytest

from tongxin.core import cursors


def mark(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize("values", [["何小满", 7], ["", 1], ["2026-11-21", 10**12]])
def test_a_cursor_gives_back_what_was_packed(values):
    assert cursors.unpacked(cursors.packed(values)) == values


@pytest.mark.parametrize(
    "given", ["x", "何", "%", "A" * 401, mark("{}"), mark('{"a": 1, "b": 2}'), mark("["), mark("5"), mark("[" * 5000)]
)
def test_what_no_page_gave_out_is_a_value_error(given):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        cursors.unpacked(given)


@pytest.mark.parametrize("text", ['["a\\u0000"]', '["\\ud800"]', "[5]", "[null]", "[[]]"])
def test_text_that_no_database_takes_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        cursors.text_in(cursors.unpacked(mark(text))[0])


@pytest.mark.parametrize("text", ["[1e999]", "[NaN]", '["5"]', "[null]", "[1.5]"])
def test_a_number_that_is_not_whole_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        cursors.number_in(cursors.unpacked(mark(text))[0])
