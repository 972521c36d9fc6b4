"""docs/asvs.md, made of docs/asvs.yaml: each item of ASVS with its state and the tests that prove it."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
DATA, PAGE = ROOT / "docs" / "asvs.yaml", ROOT / "docs" / "asvs.md"
KEPT, REASONED = "kept", ("not proven", "not kept", "not applicable")
HEAD = """# ASVS 5.0, item by item

Every item of levels 1 and 2 of the OWASP Application Security Verification Standard 5.0.0 but those of WebRTC (V17:
there is none), and eleven items of level 3 that fit a product which keeps what people say (16.3.2 is of level 2; its
part of level 3, noting sensitive reading, is kept too). What an item asks is said in our own words; the words that
bind are those of the standard. What it asks of documentation is [security.md](security.md).

"Kept" means that the named tests fail if it is not. "Not proven" means that we believe it and no test does. Made of
`asvs.yaml` by `python tools/asvs.py`; a test fails where page, data and tests differ.

"""


@dataclass(frozen=True)
class Item:
    """One item: ``tests`` prove it, or a part of it; ``why`` stands where it is not kept."""

    number: str
    level: int
    state: str
    asks: str
    why: str
    tests: tuple[str, ...]


class WrongItemError(Exception):
    """The data cannot be read as items."""


def chapters() -> dict[str, list[Item]]:
    """Return the items by chapter. Raises WrongItemError."""
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {title: [_item(str(number), values) for number, values in items.items()] for title, items in data.items()}


def _item(number: str, values: list[object]) -> Item:
    level, state, asks, *rest = values
    if state not in (KEPT, *REASONED) or (state == KEPT and not rest) or (state in REASONED and not rest):
        raise WrongItemError(f"{number}: a state, and a reason or tests behind it")
    why = str(rest.pop(0)) if state in REASONED else ""
    return Item(number, int(str(level)), str(state), str(asks), why, tuple(str(name) for name in rest))


def tests_by_name() -> dict[str, list[str]]:
    """Return the files of every test by its name."""
    found: dict[str, list[str]] = {}
    for folder in ("tests", "tongxin"):
        for file in sorted((ROOT / folder).rglob("test_*.py")):
            for name in _tests_in(file):
                found.setdefault(name, []).append(str(file.relative_to(ROOT)))
    return found


def _tests_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name


def placed(test: str, known: dict[str, list[str]]) -> str:
    """Return a test as ``path::name``. Raises WrongItemError for one that is not there or bears a name of several."""
    path, _, name = test.rpartition("::")
    files = [file for file in known.get(name, []) if path in ("", file)]
    if len(files) != 1:
        raise WrongItemError(f"{test}: {len(files)} tests of this name" + "".join(f"\n  {file}" for file in files))
    return f"{files[0]}::{name}"


def page() -> str:
    """Return the whole page."""
    known, read = tests_by_name(), chapters()
    states = Counter(item.state for items in read.values() for item in items)
    rows = "".join(f"| {state} | {states[state]} |\n" for state in (KEPT, *REASONED))
    summary = f"| state | items |\n| --- | --- |\n{rows}| together | {sum(states.values())} |\n"
    parts = [f"\n## {title}\n\n" + "".join(_line(item, known) for item in items) for title, items in read.items()]
    return HEAD + summary + "".join(parts)


def _line(item: Item, known: dict[str, list[str]]) -> str:
    why = f" {item.why}." if item.why else ""
    tests = "".join(f"\n  - `{placed(test, known)}`" for test in item.tests)
    return f"- **{item.number}** (level {item.level}) {item.asks}: **{item.state}**.{why}{tests}\n"


def main() -> int:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
