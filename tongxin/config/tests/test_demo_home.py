"""The demo company never touches anybody's real organisation."""

import pytest

from tongxin.config import demo_home
from tongxin.core.errors import RuleBrokenError


@pytest.fixture
def made(tmp_path, settings, monkeypatch):
    """A data folder of its own, and what was built in it."""
    settings.HOME = tmp_path
    built = []
    monkeypatch.setattr(demo_home, "prepare", lambda: None)
    monkeypatch.setattr(demo_home.demo, "build", lambda echo: built.append("company"))
    monkeypatch.setattr(demo_home, "call_command", lambda *_, **__: None)
    return built


def test_the_company_is_made_once(made, db):
    demo_home.make_company(print)
    demo_home.make_company(print)
    assert made == ["company"]


def test_asked_for_afresh_it_is_made_again_and_keeps_its_keys(made, db, tmp_path):
    demo_home.make_company(print)
    (tmp_path / "keys").mkdir()
    (tmp_path / "files").mkdir()
    demo_home.make_company(print, afresh=True)
    assert made == ["company", "company"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo", "keys"]


def test_a_making_that_was_broken_off_is_begun_again(made, db, monkeypatch):
    def broken(_echo):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(demo_home.demo, "build", broken)
        with pytest.raises(KeyboardInterrupt):
            demo_home.make_company(print)
    demo_home.make_company(print)
    assert made == ["company"]


@pytest.mark.parametrize("afresh", [False, True])
def test_another_organisation_is_left_alone(made, employee, tmp_path, afresh):
    (tmp_path / "tongxin.sqlite3").touch()
    with pytest.raises(RuleBrokenError):
        demo_home.make_company(print, afresh=afresh)
    assert made == []
    assert (tmp_path / "tongxin.sqlite3").exists()
