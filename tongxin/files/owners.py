"""Owners: the apps that files belong to. Each registers who may open its files."""

from collections.abc import Callable
from typing import Literal

from tongxin.core.modules import refuse_off
from tongxin.core.policy import Actor
from tongxin.files.models import StoredFile

Opening = Literal["no", "open", "open_and_note"]
OpeningRule = Callable[[Actor, str, StoredFile], Opening]

_rules: dict[str, OpeningRule] = {}


def register_owner(kind: str, opening: OpeningRule) -> None:
    """Say who may open the files of one kind of owner: the part of its label before the colon (``casework.case``).

    The rule gets the actor, the whole label and the file; ``open_and_note`` also notes the look in the journal.
    Raises ValueError for a kind that is taken.
    """
    if kind in _rules:
        raise ValueError(f"The owner {kind} is registered twice.")
    _rules[kind] = opening


def opening_of(actor: Actor, stored: StoredFile) -> Opening:
    """Return whether the actor may open a file; ``no`` where nobody speaks for its owner.

    Raises ModuleOffError for a file of a module that is off, to one who might open it.
    """
    rule = _rules.get(stored.owner.partition(":")[0])
    opening = rule(actor, stored.owner, stored) if rule else "no"
    if opening != "no":
        refuse_off(stored.owner)
    return opening
