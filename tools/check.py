"""Everything that can be checked without running the product, cheapest first: shows all faults, then fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
TOOLS = Path(PYTHON).parent
SOURCES = ["tongxin", "tests", "tools", "benchmarks", "conftest.py"]


def steps() -> list[tuple[str, list[str]]]:
    """Return each step with its command."""
    sources = [name for name in SOURCES if (ROOT / name).exists()]
    manage = [PYTHON, "-m", "tongxin", "manage"]
    return [
        ("layout", [f"{TOOLS}/ruff", "format", "--check", *sources]),
        ("style", [f"{TOOLS}/ruff", "check", *sources]),
        ("rows of the house", [f"{TOOLS}/lint-imports"]),
        ("templates", [f"{TOOLS}/djlint", "--lint", "--quiet", "tongxin"]),
        ("translations", [PYTHON, "tools/messages.py", "check"]),
        ("settings and models", [*manage, "check", "--fail-level", "WARNING"]),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        ("types", [f"{TOOLS}/mypy"]),
    ]


def passes(title: str, command: list[str]) -> bool:
    """Run one step, show its faults, and return whether there were none."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment())
    word = "ok" if done.returncode == 0 else "FAILED"
    print(f"{word:7} {title:22} {time.monotonic() - began:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def environment() -> dict[str, str]:
    """Return an environment in which no step touches anybody's data."""
    home = ROOT / "build" / "check"
    return {**os.environ, "TONGXIN_HOME": str(home), "DATABASE_URL": "", "REDIS_URL": ""}


def main() -> int:
    """Run all steps; 1 if one failed."""
    results = [passes(title, command) for title, command in steps()]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
