"""The pages of the modules, the command line, and the archive that is taken along."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from tongxin.casework.models import Case
from tongxin.casework.public import Matter, raise_case
from tongxin.casework.tests import stories
from tongxin.config.backup.archive import check_whole
from tongxin.config.backup.manifest import is_sealed_here
from tongxin.config.backup.one_module import write_module
from tongxin.config.cli.commands import run
from tongxin.core import clock
from tongxin.core.modules import is_on
from tongxin.files.public import clean_files
from tongxin.files.tests.samples import photo, sent
from tongxin.journal.models import Entry
from tongxin.modules import leaving

ADMIN = "周守一"


@pytest.fixture
def admin(client, town):
    return town.enter(client, ADMIN)


def test_the_list_names_what_is_open_and_what_the_law_demands(admin, town):
    stories.accepted(town)
    page = admin.get("/system/modules").content.decode()
    assert "未办结的事项 1" in page
    assert page.count("依法必须提供") == 2


def test_a_module_goes_off_and_on_by_its_page(admin):
    today = clock.today().isoformat()
    assert admin.post("/system/modules/exchange", {"off_on": today, "reason": "改用数据中台"}).status_code == 302
    assert not is_on("exchange")
    gone = admin.get("/system/webhooks")
    assert gone.status_code == 410
    for word in (ADMIN, "改用数据中台", "事件推送与数据接口"):
        assert word in gone.content.decode()
    assert "改用数据中台" in admin.get("/system/modules/exchange").content.decode()
    assert admin.post("/system/modules/exchange/on", {"reason": "恢复"}).status_code == 302
    assert is_on("exchange")
    assert admin.get("/system/webhooks").status_code == 200


def test_what_was_typed_stays_beside_a_refusal(admin):
    answer = admin.post("/system/modules/exchange", {"off_on": "2020-01-01", "reason": "改用数据中台"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "改用数据中台" in page
    assert "今天或以后" in page
    assert admin.post("/system/modules/exchange", {}).status_code == 422
    assert admin.post("/system/modules/exchange/on", {}).status_code == 422
    assert admin.post("/system/modules/exchange/export", {}).status_code == 422


def test_what_the_law_demands_has_no_button(admin):
    page = admin.get("/system/modules/feedback").content.decode()
    assert "不得停用" in page
    assert 'aria-labelledby="off"' not in page
    sent_anyway = admin.post("/system/modules/feedback", {"off_on": clock.today().isoformat(), "reason": "x"})
    assert sent_anyway.status_code == 409


@pytest.mark.django_db(transaction=True)
def test_records_that_name_people_leave_by_no_page_until_a_door_lets_them(admin, town, monkeypatch):
    stories.accepted(town)
    address, why = "/system/modules/casework/export", {"export-reason": "迁移"}
    refused = admin.post(address, why)
    assert refused.status_code == 409
    assert "tongxin module export" in refused.content.decode()
    monkeypatch.setattr(leaving, "_door", [lambda actor, module, reason: None])
    answer = admin.post(address, why)
    assert answer["Content-Type"] == "application/zip"
    names = ZipFile(BytesIO(b"".join(answer.streaming_content))).namelist()
    assert "tables/casework_case.jsonl" in names
    assert Entry.objects.filter(kind="modules.exported").exists()


@pytest.fixture
def archive(town, tmp_path):
    attached = clean_files([sent("a.jpg", photo())])
    matter = Matter(body="灯坏了，楼道很暗", place=town.units["模修班"], mode="named", attachments=attached)
    raise_case(actor=town.actor("何小满"), matter=matter)
    stories.accepted(town, mode="handler_only", body="不要让别人看见的话")
    file = tmp_path / "casework.zip"
    with file.open("wb") as out:
        taken = write_module("casework", out, passphrase="a long passphrase")
    check_whole(file)
    return ZipFile(file), taken


def rows(archive, table):
    return [json.loads(line) for line in archive.read(f"tables/{table}.jsonl").splitlines()]


@pytest.mark.django_db(transaction=True)
def test_the_archive_holds_all_rows_their_clocks_and_files_and_whose_they_are(archive, town):
    file, taken = archive
    manifest = json.loads(file.read("manifest.json"))
    assert (manifest["format"], manifest["module"], is_sealed_here(manifest)) == ("tongxin-module", "casework", True)
    assert len(rows(file, "casework_case")) == Case.objects.count() == 2
    subjects = {row["subject"] for row in rows(file, "clocks_clock")}
    assert subjects == {case.label for case in Case.objects.all()}
    assert rows(file, "clocks_clockentry")
    assert len(rows(file, "files_storedfile")) == 1
    assert taken.files == len([name for name in file.namelist() if name.startswith("files/")]) > 0
    assert {row["name"] for row in rows(file, "names_person")} == {"何小满", "李桐"}
    assert all(set(row) == {"id", "key", "name", "staff_no"} for row in rows(file, "names_person"))
    assert "后勤保障部" in {row["name"] for row in rows(file, "names_unit")}
    assert taken.rows == sum(table["rows"] for table in manifest["tables"])


@pytest.mark.django_db(transaction=True)
def test_nothing_of_others_is_in_it_and_sealed_texts_stay_sealed(archive):
    file, _taken = archive
    assert {name for name in file.namelist() if name.startswith("tables/accounts")} == set()
    everything = b"".join(file.read(name) for name in file.namelist())
    assert "不要让别人看见的话".encode() not in everything
    assert "keys.json" in file.namelist()


@pytest.mark.django_db(transaction=True)
def test_the_console_lists_switches_and_exports(town, settings, tmp_path, capsys):
    settings.HOME = tmp_path
    run(["init"])
    assert run(["module", "off", "exchange", "--reason", "无人使用"]) == 0
    capsys.readouterr()
    run(["module", "list", "--json"])
    states = {line["module"]: line["state"] for line in json.loads(capsys.readouterr().out)}
    assert states == {"casework": "on", "feedback": "on", "disclosure": "on", "exchange": "off"}
    assert run(["module", "list"]) == 0
    assert "exchange" in capsys.readouterr().out
    assert run(["module", "on", "exchange", "--reason", "恢复"]) == 0
    assert run(["module", "on", "exchange", "--reason", "恢复"]) == 1
    target = str(tmp_path / "out.zip")
    assert run(["module", "export", "casework", target, "--reason", "迁移"]) == 0
    assert run(["module", "export", "casework", target, "--reason", "迁移"]) == 1
    assert "names_person" in " ".join(ZipFile(target).namelist())
    assert run(["module", "off", "nothing", "--reason", "x"]) == 1
    assert run(["module", "off", "casework", "--reason", "改用集团平台"]) == 0
    capsys.readouterr()
    assert run(["import", "cases", "nowhere.xlsx"]) == 1
    assert "停用" in capsys.readouterr().err
