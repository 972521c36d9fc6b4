"""Citations in the reader's language. What is stored and journalled is the Chinese of the document itself."""

import re
from functools import cache

from django.utils.translation import get_language

from tongxin.rulebook.packs import section, section_names
from tongxin.rulebook.words import traditional

CITED = re.compile(r"《(?P<title>[^》]+)》(?P<place>.*)")
PLACE = re.compile(r"第([一二三四五六七八九十百零]+)条")
DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")}
SCALES = {"十": 10, "百": 100}

# Titles that a pack no longer has, and the one it has instead. What was written with them is read for ever.
FORMER_TITLES = {"产品默认（通行做法，未与文件核对）": "平台默认（参照通行做法，未经文件核对）"}


def cited(text: str) -> str:
    """Return a citation as a reader of the active language reads it.

    ``text`` is what ``str(Source)`` gives: 《信访工作条例》第三十四条, or the name of a custom. In English the own name
    follows the translation, because by it the document is found: "Regulations on Handling Letters and Visits
    (《信访工作条例》), Article 34". What no pack lists stays as it is.
    """
    language = (get_language() or "zh-hans").lower()
    if language.startswith("zh-hant"):
        return traditional(text)
    return _english(text) if language.startswith("en") else text


@cache
def _titles() -> dict[str, str]:
    documents = [section(name).get("documents", {}) for name in section_names()]
    return {one["title_zh"]: one["title_en"] for each in documents for one in each.values()}


def _english(text: str) -> str:
    match = CITED.fullmatch(text)
    if match is None:
        return _titles().get(FORMER_TITLES.get(text, text), text)
    title = _titles().get(match["title"])
    if title is None:
        return text
    place = _place(match["place"])
    return f"{title} (《{match['title']}》)" + (f", {place}" if place else "")


def _place(text: str) -> str:
    """Return 第二十二条、第二十三条 as "Articles 22 and 23"; anything else than articles as it stands."""
    parts = text.split("、")
    found = [PLACE.fullmatch(part) for part in parts]
    numbers = [str(number_of(match[1])) for match in found if match]
    if len(numbers) != len(parts):
        return text
    if len(numbers) == 1:
        return f"Article {numbers[0]}"
    return f"Articles {', '.join(numbers[:-1])} and {numbers[-1]}"


def number_of(signs: str) -> int:
    """Return a Chinese number below a thousand: 十二 is 12, 三十四 is 34, 一百零二 is 102."""
    whole, digit = 0, 0
    for sign in signs:
        if sign in SCALES:
            whole, digit = whole + (digit or 1) * SCALES[sign], 0
        else:
            digit = DIGITS[sign]
    return whole + digit
