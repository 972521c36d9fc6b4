"""The product's own source, for tests that read it."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ROOT / "tongxin"


def named(path):
    """Return how a failure names a file."""
    return str(path.relative_to(ROOT))


def modules(*, tests=False, migrations=False):
    """Return the product's Python files."""
    left_out = {name for name, wanted in (("tests", tests), ("migrations", migrations)) if not wanted}
    return [file for file in sorted(PRODUCT.rglob("*.py")) if not left_out & set(file.relative_to(PRODUCT).parts)]


@cache
def parsed(file):
    """Return the syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file):
    """Return the modules that a file imports, wherever in it, with names imported from packages as their parts."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def templates():
    """Return the product's templates."""
    return sorted(PRODUCT.rglob("templates/**/*.html"))


def tracked():
    """Return every file that belongs to the repository, also those not yet added."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
