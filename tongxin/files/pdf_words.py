"""The words of a PDF, read by a program of its own that may take little time and memory, and may die.

``pdf_reader.py`` is that program.
"""

import json
import subprocess
import sys
from pathlib import Path

from tongxin.files.rules.wording import Words

SECONDS = 1.5
PROGRAM = Path(__file__).with_name("pdf_reader.py")


def pdf_words(data: bytes) -> list[Words]:
    """Return the words of the first pages and the properties of a PDF; none where it cannot be read in time."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and what was sent is only its input
            [sys.executable, "-I", str(PROGRAM)], input=data, capture_output=True, timeout=SECONDS, check=True
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return []
    return [
        *(Words("text", text, is_paper=True) for text in found["pages"]),
        *(Words("properties", text) for text in found["properties"]),
    ]
