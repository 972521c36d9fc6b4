"""Settings: a wrong value stops the process with a sentence that names it."""

import pytest

from tongxin.config import environ
from tongxin.config.environ import WrongSettingError


def test_a_setting_may_lie_in_a_file(monkeypatch, tmp_path):
    file = tmp_path / "value"
    file.write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("X_FILE", str(file))
    monkeypatch.setenv("X", "from the environment")
    assert environ.text("X") == "from the file"


def test_a_file_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("X_FILE", str(tmp_path / "none"))
    with pytest.raises(WrongSettingError, match="X_FILE"):
        environ.text("X")


@pytest.mark.parametrize(("value", "meaning"), [("1", True), ("on", True), ("No", False), ("", False)])
def test_a_flag_is_yes_or_no(monkeypatch, value, meaning):
    monkeypatch.setenv("X", value)
    assert environ.flag("X", default=not meaning) is meaning


@pytest.mark.parametrize("read", [lambda: environ.flag("X", default=False), lambda: environ.whole("X", 1)])
def test_a_wrong_value_is_refused_by_name(monkeypatch, read):
    monkeypatch.setenv("X", "maybe")
    with pytest.raises(WrongSettingError, match="X is 'maybe'"):
        read()


def test_a_database_address_is_taken_apart():
    found = environ.postgres("postgresql://li:p%40ss@db.example:5433/tongxin")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "li",
        "p@ss",
        "db.example",
        "5433",
        "tongxin",
    )


@pytest.mark.parametrize("address", ["mysql://db/tongxin", "postgresql://db", "tongxin"])
def test_another_address_is_refused(address):
    with pytest.raises(WrongSettingError):
        environ.postgres(address)
