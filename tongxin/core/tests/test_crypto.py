import base64
import multiprocessing
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from tongxin.core import keys
from tongxin.core.crypto import UnreadableError, index, mac, seal, unseal

PLACE = "people.phone.row-1"


@pytest.fixture(autouse=True)
def no_key_from_elsewhere(monkeypatch):
    for name in ("TONGXIN_KEY", "TONGXIN_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("text", ["13812345678", "更衣室没有热水", "x" * 100_000, "\x00\n"])
def test_what_was_sealed_opens_at_its_place(text):
    assert unseal(seal(text, PLACE), PLACE) == text


def test_a_sealed_value_names_its_algorithm_and_key_and_shows_nothing():
    sealed = seal("13812345678", PLACE)
    assert sealed.startswith("a1:k1:")
    assert "138" not in base64.b64decode(sealed.split(":")[2]).decode("latin-1")


def test_the_same_text_is_sealed_differently_each_time():
    assert seal("x", PLACE) != seal("x", PLACE)


def test_nothing_stays_nothing():
    assert (seal("", PLACE), unseal("", PLACE), index("", "phone")) == ("", "", "")


def test_a_value_that_was_moved_to_another_row_does_not_open():
    with pytest.raises(UnreadableError):
        unseal(seal("x", PLACE), "people.phone.row-2")


@pytest.mark.parametrize(
    "damage", [lambda s: s[:-4] + "AAA=", lambda s: s.replace("k1", "k2"), lambda s: s[6:], lambda s: "plain"]
)
def test_a_damaged_value_does_not_open_and_never_comes_back_as_it_is(damage):
    with pytest.raises(UnreadableError):
        unseal(damage(seal("13812345678", PLACE)), PLACE)


def test_another_master_key_opens_nothing(tmp_path, settings):
    sealed = seal("x", PLACE)
    settings.HOME = tmp_path
    with pytest.raises(UnreadableError):
        unseal(sealed, PLACE)


def test_an_index_finds_equal_values_only_and_only_for_its_purpose():
    assert index("138", "phone") == index("138", "phone")
    assert len({index("138", "phone"), index("139", "phone"), index("138", "number")}) == 3
    assert mac(b"x", "a") != mac(b"x", "b")


def test_the_master_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    first = keys.master_key(tmp_path)
    assert (len(first), keys.master_key(tmp_path)) == (32, first)
    assert stat.S_IMODE((tmp_path / "keys" / "master").stat().st_mode) == 0o400
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["master"]


def test_first_starts_at_the_same_moment_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(keys.master_key, [tmp_path] * 16))) == 1


def test_first_starts_of_two_processes_agree_on_one_key(tmp_path):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert len(set(pool.map(keys.master_key, [tmp_path] * 4))) == 1


def test_the_key_may_come_from_elsewhere_and_then_none_is_made(tmp_path, monkeypatch):
    given = base64.b64encode(b"k" * 32).decode()
    monkeypatch.setenv("TONGXIN_KEY", given)
    assert keys.master_key(tmp_path) == b"k" * 32
    monkeypatch.delenv("TONGXIN_KEY")
    (tmp_path / "given").write_text(given, encoding="ascii")
    monkeypatch.setenv("TONGXIN_KEY_FILE", str(tmp_path / "given"))
    assert keys.master_key(tmp_path) == b"k" * 32
    assert not (tmp_path / "keys").exists()


def test_a_key_of_the_wrong_length_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("TONGXIN_KEY", base64.b64encode(b"short").decode())
    with pytest.raises(ValueError, match="32 bytes"):
        keys.master_key(tmp_path)


def test_every_purpose_has_a_key_of_its_own(tmp_path):
    assert len({keys.derived(tmp_path, purpose) for purpose in ("a", "b", "c")}) == 3
    assert keys.secret_text(tmp_path, "a") != keys.secret_text(tmp_path, "b")


def test_a_data_folder_that_the_key_makes_is_its_owner_s_alone(tmp_path):
    keys.master_key(tmp_path / "home")
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
