"""Hides what identifies a person in free text: identity and card numbers, phone numbers, e-mail addresses."""

import re

_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?=[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{14,18}[\dXxＸｘ](?![\dXx])")
_MOBILE = re.compile(r"(?:(?<!\d)|(?<=86))([1１][3-9３-９]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)([0０]\d{2,3}[-－ ]?)\d{3,4}(\d{4})(?!\d)")


def mask(text: str) -> str:
    """Return the text with numbers and addresses of persons made unreadable, the rest as it was.

    430102199001010014 becomes 430*************14, 13812345678 becomes 138****5678, zhangsan@x.cn becomes z***@x.cn.
    Names stay: they are found by other means.
    """
    text = _MAIL.sub(lambda found: f"{found[0][0]}***@", text)
    text = _LONG_NUMBER.sub(lambda found: found[0][:3] + "*" * (len(found[0]) - 5) + found[0][-2:], text)
    text = _MOBILE.sub(r"\1****\2", text)
    return _LANDLINE.sub(r"\1****\2", text)
