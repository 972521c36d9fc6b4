"""Marks of secrecy: what a paper, a name or a text carries when it must not be kept here, and what only sounds like it.

A mark stands for itself: alone on its line, before the star and the term (GB/T 9704: ``机密★10年``), in brackets, or at
the edge of a name. The same words in a sentence (``保守秘密``, ``商业秘密培训``) are no mark. Source: rl.secrecy.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

GRADE = "绝密|絕密|机密|機密|秘密"
WORK = "工作秘密|内部文件|內部文件|内部资料|內部資料|内部|內部"
STAR = "[★☆✩✭✮⭐*]"
TERM = r"(?:\d{1,3}|[一二三五十]{1,3})(?:年|个月|個月)|长期|長期|启用前|啟用前|解密前"
CARE = r"[\W_]{0,3}(?:请|請)?注意保密"
OUTSIDE = r"[\W_]{0,3}(?:严禁|嚴禁|不得|请勿|請勿|禁止)(?:外传|外傳|外泄|对外|公开)"

# 机密★10年, 机密★, 秘密*1年, 工作秘密★5年, 内部★: before or after it a line has at most a number of copies.
STARRED = re.compile(rf"(?:{GRADE}|{WORK}){STAR}(?:{TERM})?|(?:{GRADE}|工作秘密)(?:{TERM})")
LABELLED = re.compile(rf"密级[::](?:{GRADE}|工作秘密)(?![级、/或,]?(?:{GRADE}))")
ALONE = re.compile(rf"[\W_\d]*({GRADE}|工作秘密)[\W_]*")
CAREFUL = re.compile(rf"(?:内部|內部)(?:资料|資料|文件|材料|刊物)?{CARE}")
INWARD = re.compile(rf"(?:内部|內部)(?:资料|資料|文件|材料|刊物|使用){OUTSIDE}")

OPENING, CLOSING = r"[(\[【〔「『《<]", r"[)\]】〕」』》>]"
BRACKETED = re.compile(rf"{OPENING}(?:{GRADE}|工作秘密){CLOSING}")
AT_AN_EDGE = re.compile(rf"(?:^|[\s_\-.·,—])(?:{GRADE})(?:$|[\s_\-.·,—])|^(?:绝密|絕密)")
# 秘密 and 机密 as ordinary words of a name: what one keeps, trades, votes by or learns about.
ORDINARY = re.compile(
    r"(?:保守|商业|商業|国家|國家|技术|技術|工作|个人|個人|通信|企业|企業|涉及|侵犯|泄露|泄漏|军事)(?:的|和|与|及|或)?(?:秘密|机密|機密)"
    r"|(?:国家秘密|商业秘密|工作秘密)|秘密(?:投票|写票|选举|選舉|花园|花園|武器)|(?:机密|機密)性|(?:小|的)秘密"
)
BETWEEN = re.compile(
    r"(?<=[绝絕机機秘内內保])[\s_\-.·\u3000]+(?=密|部)|(?<=[密部])[\s\u3000]+(?=[★☆*])|(?<=[★☆*])[\s\u3000]+"
)
HEAD_LINES = 12
REST = 14
LONGEST_LINE = 400


@dataclass(frozen=True)
class Mark:
    """A mark as it stands there. What is not ``certain`` is asked about and not refused."""

    words: str
    certain: bool = True

    @property
    def sort(self) -> str:
        """Return whether it is one of state secrets or of work secrets: ``state`` or ``work``."""
        return "work" if re.search("工作|内部|內部", self.words) else "state"


def mark_in_name(name: str) -> Mark | None:
    """Return the mark in a name of a file, or in a title, subject or keyword that a file carries along."""
    plain = _plain(name)
    for certain in (STARRED, LABELLED, BRACKETED, AT_AN_EDGE, CAREFUL):
        if found := certain.search(plain):
            return Mark(_shown(found[0]))
    if "★" in plain:
        return Mark("★")
    left = ORDINARY.sub("", plain)
    found = re.search(GRADE, left) or INWARD.search(left)
    return Mark(found[0], certain=False) if found else None


def mark_in_text(text: str) -> Mark | None:
    """Return the mark in what somebody typed. A grade alone on a line is asked about: no paper begins with it here."""
    return _worst(_mark_in_line(line) for line in _lines(text))


def mark_in_paper(text: str) -> Mark | None:
    """Return the mark in the text of a document: also a grade that stands alone at its head, unless all stand there."""
    lines = _lines(text)
    head = {found[1] for line in lines[:HEAD_LINES] if (found := ALONE.fullmatch(line))}
    if len(head) == 1:
        return Mark(head.pop())
    return _worst(_mark_in_line(line) for line in lines)


def _worst(found: Iterable[Mark | None]) -> Mark | None:
    suspected = None
    for mark in found:
        if mark is not None and mark.certain:
            return mark
        suspected = suspected or mark
    return suspected


def _mark_in_line(line: str) -> Mark | None:
    for pattern in (STARRED, LABELLED, CAREFUL):
        if found := pattern.search(line):
            return Mark(_shown(found[0]), certain=_is_all(line, found))
    if found := ALONE.fullmatch(line):
        return Mark(found[1], certain=False)
    found = INWARD.search(line)
    return Mark(_shown(found[0]), certain=False) if found else None


def _is_all(line: str, found: re.Match[str]) -> bool:
    """Return whether a line is little but the mark: what quotes it, or speaks of it, has more words."""
    rest = line[: found.start()] + line[found.end() :]
    is_quoted = line[: found.start()].endswith(("“", "‘", '"', "'", "「", "『", "《")) and len(rest) > 2
    return not is_quoted and sum(char.isalnum() and not char.isdecimal() for char in rest) <= REST


def _lines(text: str) -> list[str]:
    found = (re.sub(r"\s", "", _plain(line)) for line in re.split(r"[\n\r\f\v\x07\u2028]", text))
    return list(chain.from_iterable(_cut(line) for line in found if line))


def _cut(line: str) -> list[str]:
    return [line[start : start + LONGEST_LINE] for start in range(0, len(line), LONGEST_LINE)]


def _plain(text: str) -> str:
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text))


def _shown(mark: str) -> str:
    return re.sub(rf"^[\s_\-.·,—({OPENING[1:-1]}]+|[\s_\-.·,—{CLOSING[1:-1]}]+$", "", mark)[:20]
