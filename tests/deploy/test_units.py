"""The units for systemd: it understands them, both shut the same doors, and little of the machine is left open."""

import configparser
import shutil
import subprocess
import sys

import pytest

from tests.deploy.shipped import DEPLOY

UNITS = ("tongxin-web", "tongxin-worker")
MOST_EXPOSED = 20  # tenths, as systemd-analyze security counts: 15 when this was written; 100 is a service without any
COMMANDS = {
    "tongxin-web": "/opt/tongxin/bin/tongxin serve --port 8000 --no-worker",
    "tongxin-worker": "/opt/tongxin/bin/tongxin worker",
}
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def lines_of(unit, section):
    """Return the lines of a section, in order, with those that are named twice."""
    text = (DEPLOY / f"{unit}.service").read_text(encoding="utf-8")
    part = text.partition(f"[{section}]\n")[2].partition("\n[")[0]
    return [line for line in part.splitlines() if line and not line.startswith("#")]


def analysed(*arguments):
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def here(tmp_path):
    """The units, with a program of this machine in place of one that is not installed here."""
    for unit in UNITS:
        text = (DEPLOY / f"{unit}.service").read_text(encoding="utf-8")
        assert "ExecStart=/opt/tongxin/bin/tongxin " in text
        (tmp_path / f"{unit}.service").write_text(
            text.replace("ExecStart=/opt/tongxin/bin/tongxin ", f"ExecStart={sys.executable} "), encoding="utf-8"
        )
    return tmp_path


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_line(here, unit):
    done = analysed("verify", "--man=no", str(here / f"{unit}.service"))
    about_it = [line for line in done.stderr.splitlines() if unit in line]
    assert (done.returncode, about_it) == (0, [])


@needs_systemd
def test_a_line_that_systemd_does_not_know_is_found(here):
    file = here / "tongxin-web.service"
    file.write_text(file.read_text(encoding="utf-8").replace("PrivateTmp=", "PrivateTemp="), encoding="utf-8")
    assert "PrivateTemp" in analysed("verify", "--man=no", str(file)).stderr


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_little_of_the_machine_is_left_open(unit):
    file = str(DEPLOY / f"{unit}.service")
    done = analysed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", file)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def test_both_units_shut_the_same_doors():
    web, worker = ([line for line in lines_of(unit, "Service") if "ExecStart" not in line] for unit in UNITS)
    assert web == worker


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_starts_a_command_of_the_product_and_comes_back(unit):
    service = lines_of(unit, "Service")
    assert f"ExecStart={COMMANDS[unit]}" in service
    assert {"Restart=always", "User=tongxin", "NoNewPrivileges=yes", "ProtectSystem=strict", "LimitCORE=0"} <= {
        *service
    }
    assert "LoadCredential=master:/etc/tongxin/master.key" in service


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_may_write_into_nothing_but_the_data_and_what_is_built(unit):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(DEPLOY / f"{unit}.service", encoding="utf-8")
    assert parser["Service"]["ReadWritePaths"] == "/opt/tongxin/build"
    assert parser["Service"]["StateDirectory"] == "tongxin"
