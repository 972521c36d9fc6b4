"""Reads the rows of units from JSON: nested by ``children``, or flat with the code of the parent."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tongxin.organisation.importing.unit_columns import CHILDREN, unit_columns
from tongxin.organisation.rules.unit_rows import Place, UnitRow, row_of
from tongxin.sheets.public import Outcome, Refusal, UnreadableError

MARKS = ("[", "{")
SHOWN = 60


def is_json(path: Path) -> bool:
    """Return whether a file holds JSON, whatever its name."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(64).decode("utf-8-sig", errors="ignore").lstrip()
    return head.startswith(MARKS)


def json_rows(path: Path, outcome: Outcome) -> Iterator[UnitRow]:
    """Yield the nodes in the order of the document, numbered from 1, however deep they are nested.

    Nodes that are no units are refused in the outcome. Raises UnreadableError for text that is no JSON.
    """
    waiting: list[tuple[Any, UnitRow | None]] = [(node, None) for node in reversed(_nodes(_document(path)))]
    while waiting:
        node, parent = waiting.pop()
        outcome.rows += 1
        if not isinstance(node, dict):
            reason = _("This is not a unit. Write a code and a name in braces.")
            outcome.rejected.append(Refusal("", outcome.rows, "", str(node)[:SHOWN], reason))
            continue
        row = row_of(Place("", outcome.rows), _values(node))
        if parent:
            above = () if parent.code else (*parent.above, parent.name)
            row = replace(row, parent_code=parent.code, above=above)
        yield row
        waiting.extend((child, row) for child in reversed(_children(node)))


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            "damaged", _("This file cannot be read as JSON. Export it once more, or use a spreadsheet.")
        ) from error


def _nodes(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    values = _values(document)
    return [document] if values["code"] or values["name"] else _children(document)


def _children(node: dict[str, Any]) -> list[Any]:
    found: Any = next((node[key] for key in CHILDREN if node.get(key)), [])
    return found if isinstance(found, list) else [found]


def _values(node: dict[str, Any]) -> dict[str, str]:
    plain = {key.casefold(): str(value) for key, value in node.items() if isinstance(value, str | int)}
    values = {}
    for field in unit_columns().fields:
        written = (" ".join(plain.get(alias.casefold(), "").split()) for alias in field.aliases)
        values[field.name] = next(filter(None, written), "")
    return values
