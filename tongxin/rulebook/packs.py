"""Reads the sections of a rule pack, each checked against its schema. A broken pack stops the process."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

PACKS = Path(__file__).resolve().parents[1] / "packs"
SCHEMAS = Path(__file__).resolve().parent / "schema"
PACK = "china_enterprise"


class BrokenPackError(Exception):
    """A section of a pack does not fit its schema; the text names file, place and fault."""


@cache
def section(name: str, pack: str = PACK) -> Mapping[str, Any]:
    """Return one section of the pack, validated. Raises BrokenPackError."""
    file = PACKS / pack / f"{name}.yaml"
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise BrokenPackError(f"{file.name} cannot be read: {error}") from error
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    faults = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda fault: list(fault.path))
    if faults:
        where = "/".join(str(step) for step in faults[0].path) or "the top"
        raise BrokenPackError(f"{file.name} at {where}: {faults[0].message}")
    return content  # type: ignore[no-any-return]


def section_names(pack: str = PACK) -> list[str]:
    """Return the names of all sections of the pack."""
    return sorted(file.stem for file in (PACKS / pack).glob("*.yaml"))


def digest(pack: str = PACK) -> str:
    """Return the digest of the whole pack: two installations with the same digest apply the same rules."""
    content = hashlib.sha256()
    for name in section_names(pack):
        content.update((PACKS / pack / f"{name}.yaml").read_bytes())
    return content.hexdigest()
