"""What a command prints: its answer on the standard output, everything else beside it."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

JSON_FLAG = "--json"
GAP = "  "
FIRST_WIDE = "\u1100"

Command = TypeVar("Command", bound=Callable[..., Any])


def json_option(command: Command) -> Command:
    """Give a command ``--json``, which it receives as ``as_json``."""
    return click.option(JSON_FLAG, "as_json", is_flag=True, help="Print exactly one JSON value.")(command)


def put(text: object) -> None:
    """Print a line of the answer."""
    click.echo(str(text))


def put_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """Print one JSON value."""
    put(json.dumps(value, ensure_ascii=False, default=str))


def say(text: object) -> None:
    """Print a line beside the answer."""
    click.echo(str(text), err=True)


def fail(sentence: str, arguments: Sequence[str], code: int = 1) -> int:
    """Tell an error, with ``--json`` also as a value, and return the exit code."""
    say(sentence)
    if JSON_FLAG in arguments:
        put_json({"error": sentence})
    return code


def put_table(rows: Iterable[Iterable[object]]) -> None:
    """Print rows in columns; a Chinese character takes two places."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(_places, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        padded = (cell + " " * (width - _places(cell)) for cell, width in zip(row, widths, strict=True))
        put(GAP.join(padded).rstrip())


def _places(text: str) -> int:
    return len(text) + sum(character >= FIRST_WIDE for character in text)
