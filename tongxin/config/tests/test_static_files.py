"""The front end is collected when it changed, and only then."""

import os

import pytest

from tongxin.config import static_files


@pytest.fixture
def front_end(tmp_path, settings, monkeypatch):
    """A product with one file, and a count of how often it was collected."""
    file = tmp_path / "app" / "static" / "app" / "app.css"
    file.parent.mkdir(parents=True)
    file.write_text("a{}", encoding="ascii")
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATIC_ROOT.mkdir()
    settings.STATICFILES_DIRS = [tmp_path / "assets"]
    settings.FRONT_END_FILES = {}
    calls = []
    monkeypatch.setattr(static_files, "PRODUCT", tmp_path / "app")
    monkeypatch.setattr(static_files, "call_command", lambda *_, **__: calls.append("collected"))
    return file, calls


def test_files_that_did_not_change_are_collected_once(front_end):
    _file, calls = front_end
    assert static_files.collect_if_changed()
    assert not static_files.collect_if_changed()
    assert calls == ["collected"]


def test_a_file_that_changed_is_collected_again(front_end):
    file, _calls = front_end
    static_files.collect_if_changed()
    os.utime(file, (0, 0))
    assert static_files.collect_if_changed()
