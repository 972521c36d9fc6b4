"""Names by their sounds, so that people find 单雄信 by typing sxx or shan."""

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

from tongxin.words.plain import normalise
from tongxin.words.surnames import SURNAMES

KEPT_IN_MEMORY = 200_000
LONGEST, LONGEST_OF_PERSON = 400, 240

_PIECES = re.compile(r"[〇㐀-鿿豈-﫿\U00020000-\U0003ffff]+|[a-z0-9]+")


def initials(name: str, person: bool = False) -> str:
    """Return the first letters of the name's syllables: 同心A3车间 is txa3cj. ``person`` reads surnames as surnames."""
    return "".join(letters if foreign else letters[0] for letters, foreign in _syllables(name, person))


def full_pinyin(name: str, person: bool = False) -> str:
    """Return the name's syllables in one word, ü as v: 长沙 is changsha. ``person`` reads surnames as surnames."""
    return "".join(letters for letters, _ in _syllables(name, person))


def search_key(name: str, person: bool = False) -> str:
    """Return name, pinyin and initials in one text: whatever of them is typed, it contains it.

    That of a person begins with the syllables apart, so that people stand in its order as in a register: 安, 丁, 于,
    then 袁. It is cut at 240 signs, that of anything else at 400: so much a database keeps of it.
    """
    key = f"{normalise(name)} {full_pinyin(name, person)} {initials(name, person)}"
    if not person:
        return key[:LONGEST]
    return f"{' '.join(letters for letters, _ in _syllables(name, person))} {key}"[:LONGEST_OF_PERSON]


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _syllables(name: str, person: bool) -> tuple[tuple[str, bool], ...]:
    """Return each syllable, or each run of Latin letters and digits, and whether it is such a run."""
    pieces = _PIECES.findall(normalise(name))
    found: list[tuple[str, bool]] = []
    for place, piece in enumerate(pieces):
        if piece.isascii():
            found.append((piece, True))
        else:
            read = _read_person(piece) if person and place == 0 else _read(piece)
            found += [(syllable, False) for syllable in read]
    return tuple(found)


def _read_person(name: str) -> tuple[str, ...]:
    for length in (2, 1):
        surname = SURNAMES.get(name[:length])
        if surname and (length == 1 or len(name) > 2):
            return (*surname, *_read(name[length:]))
    # Given names are read apart from the surname: 任重 is no heavy duty.
    return (*_read(name[:1]), *_read(name[1:]))


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _read(text: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(text)) if text else ()
