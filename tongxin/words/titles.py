"""A title for a text that came without one."""

import re
import unicodedata

LIMIT = 30
SHORTEST = 4  # a sentence like 求助！ says nothing yet

_GREETING = re.compile(
    r"(?:\s|(?:尊敬|敬爱|亲爱)的[^，。！？：；,!?:;\n]{1,20}?(?:[：:，,！!。\s]+|(?=[您你]))"
    r"|(?:各位|[^，。！？：；,!?:;\n]{0,8}?)(?:领导|书记|主席|经理|主任|同志|[厂部局院市区县]长)们?(?:[：:！!]|[，,\s]*(?=[您你]们?好))"
    r"|(?:[您你]们?|大家|领导|打扰)(?:好|[您你]?了)[啊呀]?[！!，,。：:~～\s]*)+"
)
_SENTENCE = re.compile(r"[^。！？!?\n]+[！？!?]?")
_PAUSES = "，,；;、：: "
_JOINER = "\u200d"


def short_title(text: str, limit: int = LIMIT) -> str:
    """Return the first sentence that says something, without the greeting.

    ``limit`` is in characters; where it is passed the title is cut and ends in "…", which is counted. A cut falls on
    the last pause, if that leaves a third of the limit, never inside an emoji.
    """
    plain = text.strip()
    greeting = _GREETING.match(plain)
    body = plain[greeting.end() :] if greeting else plain
    sentences = [" ".join(sentence.split()) for sentence in _SENTENCE.findall(body or plain)]
    said = [sentence for sentence in sentences if sentence]
    title = next((sentence for sentence in said if len(sentence) >= SHORTEST), said[0] if said else "")
    return title if len(title) <= limit else _shortened(title, limit)


def _shortened(title: str, limit: int) -> str:
    pause = max(title.rfind(mark, 0, limit) for mark in _PAUSES)
    end = pause if pause >= limit // 3 else _between_signs(title, limit - 1)
    return title[:end].rstrip(_PAUSES) + "…"


def _between_signs(text: str, end: int) -> int:
    """Return the last place up to ``end`` that does not lie inside a sign made of several characters."""
    while end > 0 and _is_inside(text, end):
        end -= 1
    return end


def _is_inside(text: str, end: int) -> bool:
    if text[end - 1] == _JOINER or text[end] == _JOINER:
        return True
    if _is_flag(text[end]) and _flags_before(text, end) % 2:
        return True
    return unicodedata.category(text[end]) in {"Mn", "Me", "Mc"} or "\U0001f3fb" <= text[end] <= "\U0001f3ff"


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, end: int) -> int:
    start = end
    while start > 0 and _is_flag(text[start - 1]):
        start -= 1
    return end - start
