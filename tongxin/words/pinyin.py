"""Pinyin for search: full syllables and initials."""

import unicodedata
from functools import cache

from pypinyin import lazy_pinyin
from pypinyin.constants import PINYIN_DICT

# Surnames that are read otherwise than the word.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao",
    "任": "ren", "华": "hua", "盖": "ge", "缪": "miao", "尉": "wei", "乐": "yue", "翟": "zhai",
    "召": "shao", "折": "she", "种": "chong", "繁": "po", "秘": "bi", "冼": "xian", "员": "yun",
    "逄": "pang", "黑": "he", "洗": "xian", "重": "chong", "覃": "qin", "万": "wan", "尹": "yin",
    "葛": "ge", "燕": "yan", "纪": "ji", "宁": "ning", "令": "ling", "石": "shi", "车": "che",
    "长": "zhang",
}  # fmt: skip
DOUBLE_SURNAMES = {"尉迟": ("yu", "chi"), "长孙": ("zhang", "sun"), "万俟": ("mo", "qi"), "澹台": ("tan", "tai")}


@cache
def _syllable(character: str) -> str:
    readings = PINYIN_DICT.get(ord(character))
    if readings is None:
        return character.lower() if character.isalnum() else ""
    plain = unicodedata.normalize("NFD", readings.split(",")[0]).replace("u\u0308", "v")
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha())


def syllables(text: str, *, person: bool = False) -> list[str]:
    """Return the syllables of a text in lower case; of a person's name with the surname's own reading."""
    if not person:
        return [part for part in (_clean(part) for part in lazy_pinyin(text)) if part]
    double = DOUBLE_SURNAMES.get(text[:2])
    if double:
        return [*double, *filter(None, map(_syllable, text[2:]))]
    head = SURNAMES.get(text[:1])
    return list(filter(None, ([head] if head else [_syllable(c) for c in text[:1]]) + [_syllable(c) for c in text[1:]]))


def _clean(part: str) -> str:
    return "".join(letter for letter in part.lower() if letter.isalnum())


def full_pinyin(text: str, *, person: bool = False) -> str:
    """Return 冲压 as ``chongya``."""
    return "".join(syllables(text, person=person))


def initials(text: str, *, person: bool = False) -> str:
    """Return 冲压 as ``cy``."""
    return "".join(part[0] for part in syllables(text, person=person))


def search_key(name: str, *, person: bool = False) -> str:
    """Return what a name is found by: itself, its pinyin and its initials, with blanks between."""
    parts = syllables(name, person=person)
    return f"{name.lower()} {''.join(parts)} {''.join(part[0] for part in parts)}"
