"""PUBLIC: kinds of look: a sensitive read, a refusal, a sign-in, an export. Apps declare theirs at start."""

from tongxin.core.errors import Text

_looks: dict[str, Text] = {}


def declare_look(kind: str, label: Text) -> str:
    """Declare a kind of look and return its name."""
    if kind in _looks:
        raise ValueError(f"The look {kind} is declared twice.")
    _looks[kind] = label
    return kind


def looks() -> dict[str, Text]:
    """Return all declared kinds of look."""
    return dict(_looks)
