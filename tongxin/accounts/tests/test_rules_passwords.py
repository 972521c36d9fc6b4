import pytest

from tongxin.accounts.rules.passwords import Fault, faults


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("春天里的第一杯茶", []),
        ("correct horse battery", []),
        ("x7#kQ2!p", []),
        ("x7#kQ2!", [Fault.SHORT]),
        ("春" * 129, [Fault.LONG, Fault.COMMON]),
        ("11111111", [Fault.COMMON]),
        ("12345678", [Fault.COMMON]),
        ("87654321", [Fault.COMMON]),
        ("qwertyuiop", [Fault.COMMON]),
        ("woaini1314", [Fault.COMMON]),
        ("Tongxin2026", [Fault.COMMON]),
        ("tongxin88", [Fault.COMMON]),
        ("A10086abc", [Fault.OWN]),
        ("A10086 drinks tea", []),
        ("何小满123", [Fault.SHORT, Fault.OWN]),
    ],
)
def test_a_password_is_long_enough_not_guessable_and_not_about_its_owner(password, found):
    assert faults(password, own=("A10086", "何小满"), mixed=False) == found


@pytest.mark.parametrize(
    ("password", "refused"),
    [("correct horse battery", True), ("correct horse 9", False), ("Correct Horse", False), ("CORRECTHORSE9", True)],
)
def test_the_profile_asks_for_three_kinds_of_signs(password, refused):
    assert (Fault.PLAIN in faults(password, own=(), mixed=True)) == refused


def test_without_the_profile_no_mixture_is_asked_for():
    assert faults("correcthorsebattery", own=(), mixed=False) == []
