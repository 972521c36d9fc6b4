"""A vault of its own for each test, and an owner whose matter is open to one person."""

import pytest

from tongxin.core.policy import Actor
from tongxin.files import owners
from tongxin.files.cleaning import clean_files
from tongxin.files.tests.samples import sent
from tongxin.files.writes import store_files

OWNER = "testing.matter:7"
XIAOMAN = Actor(person_id=1, name="陈小满")
STRANGER = Actor(person_id=2, name="李桐")


@pytest.fixture
def vault(tmp_path, settings):
    """The folder of the vault. Sessions and fields keep the keys of the test run."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "master").write_bytes((settings.HOME / "keys" / "master").read_bytes())
    settings.HOME = tmp_path
    return tmp_path / "files"


@pytest.fixture
def opening(monkeypatch):
    """Say who may open the files of ``testing.matter``: by person id, ``no`` for everybody else."""
    answers = {XIAOMAN.person_id: "open"}
    monkeypatch.setitem(
        owners._rules, "testing.matter", lambda actor, owner, stored: answers.get(actor.person_id, "no")
    )
    return answers


@pytest.fixture
def store(vault, db):
    """Attach files to the matter, given as name and bytes."""

    def attach(*files, actor=XIAOMAN, owner=OWNER, nameless=False):
        clean = clean_files([sent(name, data) for name, data in files])
        return store_files(actor=actor, uploads=clean, owner=owner, nameless=nameless)

    return attach
