"""Draw the mark for the home screen: ``tongxin/core/ui/static/ui/icon-*.png``. Run it when the mark changes.

The mark is that of ``mark.svg``: a ring of 2 in a field of 24, open at the upper right, around a core of 4.
"""

import math
import sys
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "tongxin" / "core" / "ui" / "static" / "ui"
PAPER, INK, SEAL = "#faf8f4", "#1f1b17", "#b9371c"
FIELD, RING, CORE, STROKE = 24, 9, 4, 1
CENTRE = (11.98, 12.08)  # of the ring: 9 from both its ends, (16.5, 4.3) and (20, 8)
FROM, TO = -27, 300  # degrees, clockwise from the right, of the two ends of the ring
FINE = 4  # drawn larger, then made small: smooth edges
# file, size, share of the picture that the mark fills, whether the corners are round
PICTURES = (
    ("icon-192.png", 192, 0.8, True),
    ("icon-512.png", 512, 0.8, True),
    ("icon-maskable-512.png", 512, 0.6, False),
)


def drawn(size: int, share: float, *, is_round: bool) -> Image.Image:
    """Return the mark on paper."""
    edge = size * FINE
    picture = Image.new("RGBA", (edge, edge), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, edge - 1, edge - 1), edge * 0.2 if is_round else 0, fill=PAPER)
    scale = edge * share / FIELD
    shift = edge * (1 - share) / 2

    def dot(x: float, y: float, radius: float, colour: str) -> None:
        box = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse(tuple(shift + part * scale for part in box), fill=colour)

    for step in range((TO - FROM) * 4 + 1):
        angle = math.radians(FROM + step / 4)
        dot(CENTRE[0] + RING * math.cos(angle), CENTRE[1] + RING * math.sin(angle), STROKE, INK)
    dot(FIELD / 2, FIELD / 2, CORE, SEAL)
    return picture.resize((size, size), Image.Resampling.LANCZOS).quantize(64)


def main() -> int:
    """Draw all pictures."""
    for file, size, share, is_round in PICTURES:
        drawn(size, share, is_round=is_round).save(TARGET / file, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
