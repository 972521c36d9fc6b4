"""Small operations on texts that people write: normalise, squeeze, cut, shorten to a title, mask."""

import re
import unicodedata

import rjieba

_BLANKS = re.compile(r"\s+")
_ALL_BLANKS = re.compile(r"[\s\u200b\ufeff\u00a0\u3000]+")
_GREETING = re.compile(
    r"^(?:(?:尊敬的|敬爱的|亲爱的)[^，,。！!：:\n]{0,20}[，,：:！!。\s]*"
    r"|(?:各位)?(?:领导|书记|主任|部长|老师)[^，,。！!：:\n]{0,6}[：:，,！!]\s*"
    r"|(?:您|你)们?好[，,。！!：:\s]*)+"
)
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_PAUSES = "，,、：: "
_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d{9}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def normalise(text: str) -> str:
    """Return a text for comparing: one form of each character, lower case, single blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower()


def squeeze(text: str) -> str:
    """Return a text without any blank, for finding the same words again."""
    return _ALL_BLANKS.sub("", text)


def cut(text: str) -> list[str]:
    """Return the words of a text in order."""
    return [word for word in rjieba.cut(text) if word.strip()]


def short_title(text: str, limit: int = 30) -> str:
    """Return a title for an appeal: its first sentence without the greeting, at most ``limit`` characters."""
    body = _GREETING.sub("", text.strip()).strip() or text.strip()
    sentence = next((part.strip() for part in _SENTENCE_END.split(body) if part.strip()), body)
    if len(sentence) <= limit:
        return sentence
    head = sentence[:limit]
    pause = max(head.rfind(mark) for mark in _PAUSES)
    return head[:pause] if pause >= limit // 3 else _whole(sentence, limit - 1) + "…"


def _whole(text: str, size: int) -> str:
    """Cut without leaving half of a combined sign (a joiner or a modifier) at the end."""
    while 0 < size < len(text) and (
        unicodedata.combining(text[size]) or text[size] in "\u200d\ufe0f" or text[size - 1] == "\u200d"
    ):
        size -= 1
    return text[:size]


def mask(text: str) -> str:
    """Return a text in which identity numbers, mobile phones and mail addresses are covered."""
    text = _ID.sub(lambda found: f"{found[0][:3]}***********{found[0][-2:]}", text)
    text = _PHONE.sub(lambda found: f"{found[0][-11:-8]}****{found[0][-4:]}", text)
    return _MAIL.sub("***@***", text)
