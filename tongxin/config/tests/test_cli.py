"""The contract of the command line: what stands on which output, and what the exit code says."""

import json

import pytest

from tongxin.config.cli import commands, installing
from tongxin.config.cli.commands import run
from tongxin.core.errors import RuleBrokenError
from tongxin.journal.models import Content, Entry

FAILED, UNREADABLE = 1, 2


@pytest.fixture
def command(capsys, db, settings, tmp_path):
    """Run a command on a data folder of its own; return exit code, standard output and the rest."""
    settings.HOME = tmp_path
    settings.ALLOWED_HOSTS = ["localhost"]

    def call(*arguments):
        code = run(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def prepared(command):
    """The same, on an installation that is ready."""
    command("init")
    return command


@pytest.fixture
def breaking(monkeypatch):
    """Let ``init`` fail with an error."""

    def fail_with(error):
        def prepare():
            raise error

        monkeypatch.setattr(installing, "prepare", prepare)

    return fail_with


def test_a_file_that_is_not_there_exits_with_two_and_one_sentence(prepared):
    code, out, err = prepared("import", "cases", "nowhere.xlsx")
    assert (code, out) == (UNREADABLE, "")
    assert len(err.splitlines()) == 1


def test_with_json_an_error_is_the_only_value_on_the_output(prepared):
    code, out, err = prepared("import", "cases", "nowhere.xlsx", "--json")
    assert code == UNREADABLE
    assert json.loads(out) == {"error": err.strip()}


def test_an_export_into_a_folder_that_is_not_there_says_so(prepared, tmp_path):
    code, _out, err = prepared("export", "units", str(tmp_path / "none" / "units.xlsx"))
    assert code == FAILED
    assert str(tmp_path / "none") in err


def test_the_runs_of_imports_are_listed(prepared, tmp_path):
    file = tmp_path / "units.csv"
    file.write_text("code,name,parent,type\nTH,同辉集团,,集团\n", encoding="utf-8")
    assert json.loads(prepared("import", "units", str(file), "--json")[1])["new"] == 1
    assert [(run["what"], run["undone"]) for run in json.loads(prepared("import", "runs", "--json")[1])] == [
        ("units", None)
    ]
    assert "units.csv" in prepared("import", "runs")[1]
    assert prepared("import", "undo", str(json.loads(prepared("import", "runs", "--json")[1])[0]["run"]))[0] == 0
    assert json.loads(prepared("import", "runs", "--json")[1])[0]["undone"]


def test_a_table_of_what_became_of_the_rows_names_the_refused(prepared, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("工号,姓名,部门\n1,张三,没有的部门\n", encoding="utf-8")
    code, out, _err = prepared("import", "people", str(file), "--dry-run")
    assert code == 0
    assert "没有的部门" in out


def test_a_wrong_word_exits_with_one(command):
    code, out, err = command("nonsense")
    assert (code, out) == (FAILED, "")
    assert "nonsense" in err


def test_a_refusal_exits_with_one_and_its_sentence(command, breaking):
    breaking(RuleBrokenError("Not today."))
    assert command("init") == (FAILED, "", "Not today.\n")


def test_an_unexpected_error_shows_no_traceback_unless_asked(command, breaking):
    breaking(ZeroDivisionError("by nothing"))
    code, _out, err = command("init")
    assert code == FAILED
    assert "by nothing" in err
    assert "Traceback" not in err
    assert "Traceback" in command("init", "--debug")[2]


def test_a_command_makes_the_installation_that_it_needs_and_says_so(command):
    code, out, err = command("cases", "stats", "--json")
    assert code == 0
    assert json.loads(out)["cases"] == 0
    assert "SQLite" in err or "PostgreSQL" in err
    assert command("cases", "stats", "--json")[2] == ""


def test_stopping_a_command_is_no_error(command, breaking):
    breaking(KeyboardInterrupt())
    assert command("init") == (commands.STOPPED, "", "\n")


def test_a_second_init_changes_nothing(command):
    first = json.loads(command("init", "--json")[1])
    entries = json.loads(command("journal", "verify", "--json")[1])["entries"]
    assert json.loads(command("init", "--json")[1]) == first
    assert json.loads(command("journal", "verify", "--json")[1])["entries"] == entries
    assert set(first) == {"home", "database", "created", "pack"}


def test_verify_names_an_entry_that_was_changed(command):
    command("init")
    assert command("journal", "verify", "--json")[0] == 0
    Content.objects.filter(entry_id=1).update(actor="somebody else")
    code, out, _err = command("journal", "verify", "--json")
    found = json.loads(out)
    assert (code, found["intact"], found["findings"][0]["number"]) == (FAILED, False, 1)


def test_check_finds_a_journal_whose_end_was_cut(command):
    command("init")
    assert command("check")[0] == 0
    Content.objects.all().delete()
    Entry.objects.all().delete()
    assert command("check")[0] == FAILED


def test_a_projection_that_does_not_exist_is_not_rebuilt(command):
    assert command("journal", "rebuild", "nothing")[0] == FAILED


def test_the_key_is_printed_alone(command, employee):
    code, out, _err = command("user", "token", employee.staff_no, "--label", "HR", "--scope", "units:read")
    assert code == 0
    assert out.startswith("tx_")
    assert len(out.splitlines()) == 1


def test_a_key_for_what_nobody_knows_is_refused(command, employee):
    code, _out, err = command("user", "token", employee.staff_no, "--label", "HR", "--scope", "everything")
    assert code != 0
    assert "units:read" in err


def test_nobody_gets_the_key_of_nobody(command, employee):
    assert command("user", "token", "99999", "--label", "HR", "--scope", "units:read")[0] == FAILED


def test_a_person_is_added_with_account_and_role(command, employee, tmp_path, client):
    secret = tmp_path / "secret"
    secret.write_text("correct horse battery\n", encoding="utf-8")
    assert command("user", "add", "90001", "--name", "周守一", "--password-file", str(secret))[0] == 0
    assert command("user", "grant", "90001", "system_admin", "--reason", "set-up")[0] == 0
    assert client.login(name="90001", password="correct horse battery")


def test_somebody_unknown_without_a_name_gets_no_account(command, employee, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("correct horse battery", encoding="utf-8")
    assert command("user", "add", "90009", "--password-file", str(secret))[0] == FAILED


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "example.org"])
def test_http_is_not_served_beyond_this_machine(command, host):
    code, _out, err = command("serve", "--host", host)
    assert code == FAILED
    assert host in err


@pytest.mark.parametrize("names", [[], ["90001", "--everybody"]])
def test_to_sign_out_one_or_everybody_is_said_and_never_guessed(prepared, names):
    code, _out, err = prepared("user", "sign-out", *names, "--reason", "x")
    assert (code, "--everybody" in err) == (FAILED, True)
    assert prepared("user", "sign-out", "--everybody", "--reason", "x")[0] == 0
