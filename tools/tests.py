"""All tests: on SQLite, then on PostgreSQL and Redis if they are named or answer here. Says what did not run.

TEST_DATABASE_URL and TEST_REDIS_URL name them; what the tests do there they do in a scratch database.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ["chromium", "fonts-noto-cjk"]
HERE = "127.0.0.1"
POSTGRES_PORT, REDIS_PORT, REDIS_SCRATCH = 5432, 6379, 15
ANSWER_SECONDS = 2


def browser() -> str:
    """Return where Chromium is, installing it if we may; empty if there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), "")
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL, "check": False}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES], **quiet)  # type: ignore[call-overload]
    return shutil.which(BROWSERS[0]) or ""


def postgres() -> str:
    """Return the address of a PostgreSQL that lets us make a scratch database; empty if there is none."""
    named = os.environ.get("TEST_DATABASE_URL", "")
    if named:
        return named
    user, password = os.environ.get("PGUSER", "postgres"), os.environ.get("PGPASSWORD", "")
    who = quote(user) + (f":{quote(password)}" if password else "")
    address = f"postgresql://{who}@{HERE}:{POSTGRES_PORT}"
    try:
        psycopg.connect(f"{address}/postgres", connect_timeout=ANSWER_SECONDS).close()
    except psycopg.OperationalError:
        return ""
    return f"{address}/tongxin"


def redis() -> str:
    """Return the address of a Redis; empty if there is none."""
    named = os.environ.get("TEST_REDIS_URL", "")
    if named:
        return named
    try:
        socket.create_connection((HERE, REDIS_PORT), ANSWER_SECONDS).close()
    except OSError:
        return ""
    return f"redis://{HERE}:{REDIS_PORT}/{REDIS_SCRATCH}"


def run(title: str, arguments: list[str], **variables: str) -> bool:
    """Run the tests once, with a data folder of their own, and return whether all passed."""
    print(f"\n== {title}", flush=True)
    with tempfile.TemporaryDirectory(prefix="tongxin-tests-") as home:
        environment = {**os.environ, "TONGXIN_HOME": home, "TEST_DATABASE_URL": "", "TEST_REDIS_URL": "", **variables}
        command = [sys.executable, "-m", "pytest", "-n", "2", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def main() -> int:
    """Run what can be run; 1 if a test failed."""
    left_out = [] if browser() else ["stories in a browser (there is no Chromium)"]
    passed = [run("SQLite", [])]
    database, cache = postgres(), redis()
    if database:
        title = "PostgreSQL and Redis" if cache else "PostgreSQL"
        arguments, names = ["-m", "not browser"], {"TEST_DATABASE_URL": database, "TEST_REDIS_URL": cache}
        # The scratch database need not survive a power cut, so commits need not wait for the disk.
        passed.append(run(title, arguments, **names, PGOPTIONS="-c synchronous_commit=off"))
    else:
        left_out.append(f"PostgreSQL (none lets us in at {HERE}:{POSTGRES_PORT}; name one: TEST_DATABASE_URL)")
    if not (database and cache):
        left_out.append(f"Redis (it runs with PostgreSQL; none at {HERE}:{REDIS_PORT}, or name one: TEST_REDIS_URL)")
    if not os.environ.get("TONGXIN_HEAVY"):
        left_out.append("scenes in which whole processes, databases and disks fail (make faults)")
    if not os.environ.get("TONGXIN_DATA"):
        left_out.append("third-party data (TONGXIN_DATA names no folder)")
    print("\n".join(["", *(f"Not run: {each}" for each in left_out)]))
    print("All tests passed." if all(passed) else "Tests failed; see above.")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
