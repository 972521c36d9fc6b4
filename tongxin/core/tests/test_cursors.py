import base64

import pytest

from tongxin.core import cursors
from tongxin.core.crypto import seal_bytes


def mark(text):
    """Return a cursor that says ``text``: what nobody without the key can make."""
    return base64.urlsafe_b64encode(seal_bytes(text.encode(), cursors.PLACE)).decode().rstrip("=")


def opened(cursor):
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


@pytest.mark.parametrize("values", [["何小满", 7], ["", 1], ["2026-11-21", 10**12]])
def test_a_cursor_gives_back_what_was_packed(values):
    assert cursors.unpacked(cursors.packed(values)) == values


def test_a_cursor_tells_its_reader_nothing():
    cursor = cursors.packed(["2026-11-21", 7_000_000_017])
    assert b"7000000017" not in opened(cursor)
    assert b"2026" not in opened(cursor)


def test_the_length_of_a_cursor_tells_nothing_of_the_ids_in_it():
    assert len({len(cursors.packed(["2026-11-21", 10**power])) for power in range(12)}) == 1


def test_a_cursor_that_somebody_wrote_himself_is_a_value_error():
    own = base64.urlsafe_b64encode(b'["2026-11-21", 7]').decode().rstrip("=")
    changed = cursors.packed([7])[:-4] + "AAAA"
    for given in (own, changed):
        with pytest.raises(ValueError, match=r"given out nowhere"):
            cursors.unpacked(given)


@pytest.mark.parametrize("given", ["x", "何", "%", "A" * 601])
def test_what_no_page_gave_out_is_a_value_error(given):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        cursors.unpacked(given)


@pytest.mark.parametrize("text", ["{}", "[", "5"])
def test_a_cursor_that_is_no_list_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        cursors.unpacked(mark(text))


@pytest.mark.parametrize("text", ['["a\\u0000"]', '["\\ud800"]', "[5]", "[null]", "[[]]"])
def test_text_that_no_database_takes_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        cursors.text_in(cursors.unpacked(mark(text))[0])


@pytest.mark.parametrize("text", ["[1e999]", "[NaN]", '["5"]', "[null]", "[1.5]"])
def test_a_number_that_is_not_whole_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        cursors.number_in(cursors.unpacked(mark(text))[0])
