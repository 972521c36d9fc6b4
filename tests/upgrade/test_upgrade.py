"""Every release's kept data set restores into this version, on the database of this run, and what it held stays."""

from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.upgrade.conftest import files, hashes
from tests.upgrade.release import SECRET
from tests.upgrade.test_moving import NEWEST, READ

RELEASES = sorted(Path(__file__).parent.glob("*.zip"))
# Rows that name the models of a version: a new model adds some.
OF_DJANGO = frozenset({"auth_permission", "django_content_type"})
# Release: tables whose rows a later version changes on purpose. Write down which migration does it.
CHANGED = {
    "0.1.0": {"organisation_person"},  # organisation 0007: the keys by which people are found begin with their sounds
}


@pytest.fixture
def empty(request):
    """An empty installation on the database of this run."""
    on_sqlite = "sqlite3" in settings.DATABASES["default"]["ENGINE"]
    return request.getfixturevalue("on_sqlite" if on_sqlite else "on_postgres")


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_a_kept_release_migrates_and_keeps_what_it_held(empty, release):
    here = empty("here")
    assert here.restore(release)["journal"]["intact"]
    before, after = hashes(release, without=OF_DJANGO), hashes(here.backup(), without=OF_DJANGO)
    same_form = {name for name in before if name in after and after[name]["columns"] == before[name]["columns"]}
    untouched = same_form - CHANGED.get(release.stem, set())
    assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}
    assert len(untouched) > len(before) // 2
    assert here.ask(READ) == ["", SECRET, True]
    assert here.call("manage", "migrate", "--check")[0] == 0


def test_a_backup_of_an_older_schema_comes_to_this_one(empty):
    old, new = empty("old"), empty("new")
    old.restore(NEWEST)
    old.call("manage", "migrate", "casework", "0001")
    copy = old.backup()
    assert "casework_daycounter" in hashes(copy)
    done = new.restore(copy)
    assert done["migrated"]
    after = new.backup()
    assert "casework_daycounter" not in hashes(after)
    assert hashes(after)["casework_message"] == hashes(copy)["casework_message"]
    assert files(after) == files(copy)
    assert new.run("journal", "verify")["intact"]


def test_the_kept_files_are_small():
    assert RELEASES
    assert max(file.stat().st_size for file in RELEASES) < 300_000


@pytest.mark.postgres
def test_an_upgrade_that_meets_a_held_table_says_what_to_do_and_goes_on_afterwards(on_postgres):
    here = on_postgres("held")
    here.restore(NEWEST)
    here.call("manage", "migrate", "casework", "0003")
    with psycopg.connect(here.database) as other:
        other.execute("SELECT count(*) FROM casework_case")  # in a transaction that somebody left open
        code, out, err = here.call("init")
        assert (code, out) == (1, "")
        assert "Nothing is half done" in err
        assert other.execute("SELECT count(*) FROM casework_case").fetchone()[0] > 0
    assert here.call("init")[0] == 0
    assert here.call("manage", "migrate", "--check")[0] == 0
    assert here.ask(READ) == ["", SECRET, True]
