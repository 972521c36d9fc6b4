"""The units under a systemd of their own, installed from the bundle as the operations page says; TONGXIN_HEAVY=1."""

import os
import shutil
import subprocess
import tarfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools import bundle

SCRIPTS = Path(__file__).with_name("systemd")
LONG = 300
CGROUPS = ("/sys/fs/cgroup/unified", "/sys/fs/cgroup")
NAMESPACES = ("--mount", "--pid", "--net", "--uts", "--ipc", "--cgroup", "--fork", "--kill-child")
DEBIANS = Path("/usr/bin/python3")


def why_not():
    """Return what this machine lacks for a systemd within it; empty if nothing."""
    if os.geteuid() != 0:
        return "only root can start a systemd"
    if not Path("/lib/systemd/systemd").exists() or not all(map(shutil.which, ("unshare", "nsenter", "curl"))):
        return "systemd, unshare, nsenter or curl is not installed"
    ours = subprocess.run([DEBIANS, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True)
    if ours.stdout.decode().strip() != bundle.python_version():
        return f"{DEBIANS} is not Python {bundle.python_version()}"
    return "" if any(Path(place, "cgroup.procs").exists() for place in CGROUPS) else "there is no cgroup2"


pytestmark = [pytest.mark.heavy, pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")]


@contextmanager
def own_group():
    """A group of processes that a systemd takes for the top of all groups."""
    group = next(Path(place, f"tongxin-{os.getpid()}") for place in CGROUPS if Path(place, "cgroup.procs").exists())
    group.mkdir()
    try:
        yield group
    finally:
        for folder in sorted((place for place in group.rglob("*") if place.is_dir()), reverse=True):
            folder.rmdir()
        group.rmdir()


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What the script inside said, line for line, and what the units did."""
    folder = tmp_path_factory.mktemp("room")
    with tarfile.open(bundle.make()) as packed:
        packed.extractall(folder, filter="data")
    unpacked = next(folder.glob("tongxin-*"))
    (folder / "layer").mkdir()
    shutil.copy(SCRIPTS / "inside.sh", folder)
    with own_group() as group:
        enter = f'echo $$ > {group}/cgroup.procs; exec unshare {" ".join(NAMESPACES)} sh "$@"'
        command = ["sh", "-c", enter, "room", str(SCRIPTS / "room.sh"), str(folder), str(unpacked)]
        alone = {"capture_output": True, "text": True, "start_new_session": True}
        done = subprocess.run(command, timeout=LONG, check=False, **alone)
    parts = [folder / name for name in ("said", "units")]
    return "".join(part.read_text(encoding="utf-8") for part in parts if part.is_file()) + done.stderr


def test_the_units_serve_and_stay_up(said):
    assert "sign-in 200" in said
    assert "restarts 0 0, last end 0" in said


def test_a_unit_has_no_rights_and_takes_none(said):
    assert {"NoNewPrivs 1", "Seccomp 2", "CapBnd 0000000000000000", "owner tongxin:700"} <= {*said.splitlines()}


def test_a_unit_writes_into_nothing_but_the_data_and_what_is_built(said):
    written = [line for line in said.splitlines() if line.startswith("written ")]
    assert written == ["written /opt/tongxin/build/trial", "written /var/lib/tongxin/trial"]


def test_the_key_is_handed_over_and_not_kept_with_the_data(said):
    assert "keys in data folder: 0" in said


def test_a_killed_unit_comes_back_and_both_stop_well(said):
    assert "again 200" in said
    assert "restarts 1 0" in said
    assert "stopped success success" in said
