"""A PostgreSQL of our own, which can be stopped without hurting anybody: a cluster in a folder, on its own port."""

import getpass
import os
import shutil
import subprocess
from pathlib import Path

OWNER = "postgres"


def binaries() -> Path | None:
    """Return the folder of the newest server that is installed; None where there is none that we may start."""
    if os.geteuid() == 0 and not shutil.which("runuser"):
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """One cluster; a server that belongs to root refuses to run, so root lets the server's own user run it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.data, self.port, self.log = folder / "data", port, folder / "log"
        self.is_root = os.geteuid() == 0
        folder.mkdir(parents=True, exist_ok=True)
        if self.is_root:
            shutil.chown(folder, OWNER)

    @property
    def url(self) -> str:
        """Return the address of its database."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Make and start it."""
        self._run("initdb", "-D", str(self.data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -k {self.data} -c listen_addresses=127.0.0.1 -c max_connections=60"
        self._run("pg_ctl", "-D", str(self.data), "-l", str(self.log), "-o", options, "-w", "start")

    def stop(self) -> None:
        """End it at once, as a power switch would."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop", check=False)

    def _run(self, name: str, *arguments: str, check: bool = True) -> None:
        found = binaries()
        assert found is not None, getpass.getuser()
        command = [str(found / name), *arguments]
        as_owner = ["runuser", "-u", OWNER, "--", *command] if self.is_root else command
        subprocess.run(as_owner, check=check, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
