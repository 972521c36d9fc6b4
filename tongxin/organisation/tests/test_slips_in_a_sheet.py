"""Sign-in codes for a whole unit, written on the server as a sheet."""

import io
import stat
import zipfile

import pytest

from tongxin.accounts.models import SignInCode, User
from tongxin.accounts.sign_in import check_secret
from tongxin.organisation.exporting.slips import write_slips
from tongxin.organisation.models import CodeRun
from tongxin.organisation.tests.pages import NEWCOMERS
from tongxin.organisation.writes import code_runs

WHY = "车间首次登录"


def sheet(town, folder, **more):
    file = folder / "slips.xlsx"
    values = {"days": 14, "reason": WHY, "again": False, "tell": lambda _run: None} | more
    write_slips(unit=town.units["同辉集团"], path=file, **values)
    run = CodeRun.objects.get()
    assert (run.seed, stat.S_IMODE(file.stat().st_mode)) == ("", 0o600)
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as book:
        inside = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    codes = {}
    for number in (f"N{name}" for name in NEWCOMERS):
        assert number in inside
        user = User.objects.get(number=number)
        candidates = [text for text in inside.replace("<", ">").split(">") if len(text) == 9 and text[4] == "-"]
        codes[number] = next(text for text in candidates if check_secret(user.number, text))
    return codes


class TestOnTheServer:
    def test_a_file_that_is_there_is_not_written_over(self, plant, tmp_path):
        (tmp_path / "slips.xlsx").write_text("mine")
        with pytest.raises(FileExistsError):
            sheet(plant, tmp_path)
        assert (tmp_path / "slips.xlsx").read_text() == "mine"
        assert not CodeRun.objects.exists()

    def test_what_was_broken_off_goes_on_with_the_codes_already_made(self, plant, tmp_path, monkeypatch):
        monkeypatch.setattr(code_runs, "STEP", 1)

        def breaks(run):
            if run.made == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            sheet(plant, tmp_path, tell=breaks)
        assert not (tmp_path / "slips.xlsx").exists()
        assert SignInCode.objects.count() == 2
        assert len(sheet(plant, tmp_path)) == 4
        assert SignInCode.objects.count() == 4

    def test_one_made_on_the_server_is_vouched_for_by_nobody_either(self, client, plant, tmp_path):
        rows = sheet(plant, tmp_path)
        client.post("/sign-in", {"name": "N李四", "password": rows["N李四"]})
        client.post("/me/notice", {"version": "3"})
        assert client.post("/me/password", {"password": "a new sentence of mine"})["Location"] == "/"
        assert User.objects.get(number="N李四").vouched is False
