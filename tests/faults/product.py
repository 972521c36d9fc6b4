"""The real product as processes: ``tongxin serve`` on a data folder of its own, started, killed and started again."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

SECONDS_TO_START = 60
LOOK_EVERY = 0.02


class Product:
    """One installation and the processes that serve it. ``settings`` are environment variables on top of the folder."""

    def __init__(self, home: Path, port: int, **settings: str) -> None:
        self.home, self.port = home, port
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TONGXIN_")},
            "TONGXIN_HOME": str(home),
            "DATABASE_URL": "",
            "REDIS_URL": "",
            "DJANGO_SETTINGS_MODULE": "tongxin.config.settings.base",
            **settings,
        }
        self.log = home.parent / f"{home.name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.before: list[str] = []  # a command that starts it, such as a recorder

    def run(self, *arguments: str) -> str:
        """Run a Python module in the installation and return what it printed. Raises AssertionError if it fails."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def found(self, clients: int) -> dict:
        """Make tables, units, people and accounts; return who is there."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.run("tongxin", "init")
        return json.loads(self.run("tests.faults.company", str(clients)))

    def start(self, *, wait: bool = True) -> None:
        """Start serving; a port that is not free yet is asked for again."""
        limit = time.monotonic() + SECONDS_TO_START
        while True:
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [*self.before, sys.executable, "-m", "tongxin", "serve", "--port", str(self.port)],
                    env=self.environment, stdout=subprocess.DEVNULL, stderr=log,
                )  # fmt: skip
            while self.process.poll() is None and wait and not self.is_ready():
                assert time.monotonic() < limit, self.log.read_text()
                time.sleep(LOOK_EVERY)
            if self.process.poll() is None:
                return
            assert time.monotonic() < limit, self.log.read_text()

    def is_ready(self) -> bool:
        """Return whether it answers and can work."""
        return self.status("/readyz") == http.client.OK

    def status(self, path: str) -> int:
        """Return the status of a page asked for by a stranger; 0 if nobody answers."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            link.request("GET", path)
            return link.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            link.close()

    def web_server(self) -> int:
        """Return the process that keeps the web workers; 0 while there is none."""
        return next((child for child in self._children() if children_of(child)), 0)

    def web_workers(self) -> list[int]:
        """Return the processes that answer requests."""
        return children_of(self.web_server())

    def background_worker(self) -> int:
        """Return the process that works in the background; 0 while there is none."""
        return next((child for child in self._children() if not children_of(child)), 0)

    def _children(self) -> list[int]:
        return children_of(self.process.pid) if self.process is not None else []

    def kill(self) -> None:
        """End everything at once, as a power switch would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def said(self, text: str) -> int:
        """Return how often the log says something."""
        return self.log.read_text(errors="replace").count(text) if self.log.exists() else 0


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started, oldest first; none if it is gone."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def end(pid: int) -> bool:
    """Kill a process without a warning. Returns whether there was one."""
    try:
        os.kill(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return False
    return pid > 0
