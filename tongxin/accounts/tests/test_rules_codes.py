import pytest

from tongxin.accounts.rules.codes import LETTERS, as_meant, joined, new_halves


def counted(below):
    """Draw nothing by lot: 0, 1, 2 ..."""
    counted.next = (getattr(counted, "next", -1) + 1) % below
    return counted.next


@pytest.mark.parametrize(("two_persons", "length"), [(False, 4), (True, 6)])
def test_a_code_has_two_halves_of_signs_that_look_like_no_other(two_persons, length):
    first, second = new_halves(lambda below: below - 1, two_persons=two_persons)
    assert (len(first), len(second)) == (length, length)
    assert set(first + second) <= set(LETTERS)
    assert not set("01OIL") & set(LETTERS)


def test_every_sign_is_drawn_anew():
    first, second = new_halves(counted, two_persons=True)
    assert len(set(first + second)) == 12


@pytest.mark.parametrize("typed", ["abcd-2345", "ABCD2345", " ab cd 23 45 ", "ABCD—2345"])
def test_small_letters_spaces_and_hyphens_do_not_matter(typed):
    assert as_meant(typed) == "ABCD2345"


@pytest.mark.parametrize("typed", ["", "ABCD-234", "ABCD-23456", "ABCD-234O", "何小满何小满何小", "ABCDEF-2345"])
def test_what_is_no_code_means_nothing(typed):
    assert as_meant(typed) == ""


def test_a_code_is_shown_with_a_hyphen_between_its_halves():
    assert joined("ABCD", "2345") == "ABCD-2345"
