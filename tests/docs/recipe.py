"""Recipes as a follower reads them: files to begin, lines to put in, commands to run."""

import re
from dataclasses import dataclass

WHERE = r"(?:New `(?P<new>[^`]+)`|In `(?P<old>[^`]+)`, (?P<where>below|instead of) `(?P<line>[^`]+)`):"
STEP = re.compile(rf"^{WHERE}\n```\w*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One file: begun with ``text``, or with ``text`` below or instead of its one ``line``."""

    path: str
    text: str
    line: str = ""
    instead: bool = False


def steps_of(page):
    """Return the steps of a recipe in their order."""
    found = []
    for match in STEP.finditer(page):
        named = match.group("new") or match.group("old")
        found.append(Step(named, match.group("text"), match.group("line") or "", match.group("where") == "instead of"))
    return found


def commands_of(page):
    """Return the commands of a recipe."""
    return [line for block in COMMANDS.findall(page) for line in block.splitlines() if line.strip()]


def follow(step, folder):
    """Do one step in a folder."""
    file = folder / step.path
    if not step.line:
        assert not file.exists(), f"{step.path} is there already"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(step.text, encoding="utf-8")
        return
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if line.rstrip("\n") == step.line]
    assert len(places) == 1, f"{step.path}: {len(places)} lines {step.line!r}"
    after = places[0] + 1
    lines[places[0] if step.instead else after : after] = [step.text]
    file.write_text("".join(lines), encoding="utf-8")
