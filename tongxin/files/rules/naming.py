"""Names of files: how they are shown."""

import re
import unicodedata

MAX_NAME = 120
NO_NAME = "file"


def shown_name(name: str, suffixes: tuple[str, ...]) -> str:
    """Return a name without path, controls and invisible characters, that ends as the content does.

    ``run.bat`` that holds text becomes ``run.bat.txt``: nobody starts it by a click. ``suffixes`` are the endings of
    the content, the usual one first. At most 120 characters.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if char.isspace() else char for char in last if char.isspace() or _is_visible(char))
    plain = re.sub(r"\s+", " ", visible).strip(" .")
    fitting = next((end for end in suffixes if plain.lower().endswith(end)), "")
    stem, suffix = plain[: len(plain) - len(fitting)], fitting or suffixes[0]
    return (stem[: MAX_NAME - len(suffix)].strip(" .") or NO_NAME) + suffix


def _is_visible(char: str) -> bool:
    return not unicodedata.category(char).startswith("C")
