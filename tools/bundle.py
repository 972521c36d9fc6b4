"""Make ``dist/tongxin-….tar``: all that installs the product on a machine without a network, and how.

It holds the product with its built files of the front end (so nobody needs node there), every package that
``requirements/base.txt`` pins, uv, ``install.sh`` and ``SHA256SUMS``. It is for the Python version and the kind of
machine that made it; the packages are those for the oldest C library that all of them support.
"""

import gzip
import hashlib
import io
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
LOCKS = ("base.txt", "uv.txt")
# What "make setup" builds from the packages of npm and from catalogues; the pages need nothing else of them.
BUILT = ("build/assets", "node_modules/htmx.org/dist/htmx.min.js", "node_modules/htmx.org/LICENSE")
CATALOGUES = "tongxin/**/*.mo"
LIBC = range(28, 4, -1)  # glibc 2.28 is of 2018; pip names each version that it may use
NAMED_OLD = ("manylinux2014", "manylinux2010", "manylinux1")
PATCH_MARK = re.compile(r" ; python_full_version [<>=!]+ '[\d.]+'(?= \\$)", re.MULTILINE)
EARLIEST = 315532800  # 1980, as far back as archives can name


def git(*arguments: str) -> str:
    """Return what git says."""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def name_of_bundle() -> str:
    """Return version, commit, Python and machine in a name; ``changed`` is in it where a file is not as committed."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    commit = git("describe", "--always", "--exclude=*", "--dirty=-changed")
    return f"tongxin-{version}-{commit}-python{python_version()}-{platform.machine()}"


def python_version() -> str:
    """Return the version that the packages are for."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def product_files(root: Path = ROOT) -> list[Path]:
    """Return the files of the repository, and what was built from it. Raises FileNotFoundError if that is missing."""
    tracked = [root / line for line in git("ls-files").splitlines()]
    built = [file for name in BUILT for file in _files_below(root / name)]
    return sorted({*(file for file in tracked if file.is_file()), *built, *root.glob(CATALOGUES)})


def _files_below(place: Path) -> Iterable[Path]:
    found = [place] if place.is_file() else [file for file in place.rglob("*") if file.is_file()]
    if not found:
        raise FileNotFoundError(f"{place} is missing. Run make setup.")
    return found


def pack(archive: Path, files: Iterable[Path], root: Path, moment: int) -> None:
    """Pack files, so that the same files always make the same archive."""
    with ExitStack() as stack:
        file_itself = stack.enter_context(archive.open("wb"))
        out: IO[bytes] | gzip.GzipFile = file_itself
        if archive.suffix == ".gz":
            out = stack.enter_context(gzip.GzipFile("", "wb", fileobj=file_itself, mtime=moment))
        tar = stack.enter_context(tarfile.open(fileobj=out, mode="w"))
        for file in files:
            entry = tarfile.TarInfo(str(file.relative_to(root)))
            entry.size, entry.mtime = file.stat().st_size, moment
            entry.mode = 0o755 if file.stat().st_mode & 0o100 else 0o644
            tar.addfile(entry, io.BytesIO(file.read_bytes()))


def for_any_patch(lock: str) -> str:
    """Return a lock with also what only some 3.11.x want: which of them it is shows where it is installed."""
    return PATCH_MARK.sub("", lock)


def fetch_packages(folder: Path, work: Path) -> None:
    """Fetch the packages of the locks; pip compares the hashes."""
    locks = [work / name for name in LOCKS]
    for lock in locks:
        text = (ROOT / "requirements" / lock.name).read_text(encoding="utf-8")
        lock.write_text(for_any_patch(text), encoding="utf-8")
    machine = platform.machine()
    kinds = [*(f"manylinux_2_{number}_{machine}" for number in LIBC), *(f"{name}_{machine}" for name in NAMED_OLD)]
    abi = f"cp{python_version().replace('.', '')}"
    command = [
        "python3", "-m", "pip", "--python", sys.executable, "download", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "--no-deps", "--only-binary=:all:", "--dest", str(folder), "--implementation=cp",
        f"--python-version={python_version()}", *(f"--abi={name}" for name in (abi, "abi3", "none")),
        *(f"--platform={kind}" for kind in kinds), *(f"--requirement={lock}" for lock in locks),
    ]  # fmt: skip
    subprocess.run(command, check=True)


def oldest_libc(packages: Iterable[Path]) -> str:
    """Return the version of the C library that the most demanding package asks for."""
    old = {"manylinux2014": 17, "manylinux2010": 12, "manylinux1": 5}
    least = [min(_libcs(file.name, old), default=0) for file in packages]
    return f"2.{max(least, default=0)}"


def _libcs(name: str, old: dict[str, int]) -> Iterator[int]:
    yield from (int(number) for number in re.findall(r"manylinux_2_(\d+)_", name))
    yield from (number for word, number in old.items() if f"{word}_" in name)


def write_sums(folder: Path) -> None:
    """Write the digest of every part, in the form that sha256sum reads."""
    parts = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder)}\n" for file in parts]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def lay_out(folder: Path, moment: int) -> None:
    """Put everything but the packages into the folder of a bundle; packages are there already."""
    pack(folder / "product.tar.gz", product_files(), ROOT, moment)
    shutil.copy(ROOT / "deploy" / "install.sh", folder / "install.sh")
    needs = {"python": python_version(), "machine": platform.machine()}
    needs["libc"] = oldest_libc((folder / "packages").iterdir())
    (folder / "NEEDS").write_text("".join(f"{key}={value}\n" for key, value in needs.items()), encoding="utf-8")
    write_sums(folder)


def make() -> Path:
    """Make the bundle. Returns where it is."""
    name, moment = name_of_bundle(), max(EARLIEST, int(git("log", "-1", "--format=%ct")))
    DIST.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=DIST) as work:
        folder = Path(work, name)
        (folder / "packages").mkdir(parents=True)
        fetch_packages(folder / "packages", Path(work))
        lay_out(folder, moment)
        made = Path(work, f"{name}.tar")
        pack(made, sorted(file for file in folder.rglob("*") if file.is_file()), Path(work), moment)
        return made.rename(DIST / made.name)


def main() -> int:
    """Make the bundle and say where it is, how large, and its digest, which travels by another way."""
    try:
        made = make()
    except (FileNotFoundError, subprocess.CalledProcessError) as trouble:
        print(f"No bundle was made. {trouble}", file=sys.stderr)
        return 1
    print(f"{made.relative_to(ROOT)}, {made.stat().st_size / 1e6:.0f} MB")
    print(f"SHA-256 {hashlib.sha256(made.read_bytes()).hexdigest()}")
    print("There: tar -xf FILE, then sh tongxin-…/install.sh /opt/tongxin (docs/operations.md).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
