"""``tongxin journal retain``: a dry run by default, erasing only when told to."""

import json
from datetime import timedelta

from click.testing import CliRunner

from tongxin.config.cli.commands import tongxin
from tongxin.core import clock
from tongxin.exports.models import Export
from tongxin.journal.public import verify


def retain(*arguments):
    answer = CliRunner().invoke(tongxin, ["journal", "retain", *arguments], catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.stdout


def test_it_runs_dry_by_default_and_erases_when_told_to(town, frozen, monkeypatch):
    monkeypatch.setattr("tongxin.config.cli.journal.ensure_installed", lambda: None)
    Export.objects.create(number="1", what="people", person=town.people["沈知夏"], state="made", rows=3)
    with clock.at(frozen + timedelta(days=61 * 31)):
        told = json.loads(retain("--json"))
        assert {line["what"]: line["due"] for line in told["terms"]}["exports.log"] == 1
        assert told["erased"] == {}
        assert Export.objects.exists()
        told = retain()
        assert "--for-real" in told
        assert "保存 10 年" in told
        assert json.loads(retain("--for-real", "--batch", "1", "--json"))["erased"]["exports.log"] == 1
        assert not Export.objects.exists()
        assert verify().intact
