"""Surnames that are read otherwise than the characters by themselves, and compound ones that hold such a character.

Source: 现代汉语词典, entries marked 姓. Where a character is two surnames (乐 yue or le, 覃 qin or tan), the commoner
one.
"""

_READINGS = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "区": "ou",
    "朴": "piao",
    "盖": "ge",
    "乐": "yue",
    "覃": "qin",
    "翟": "zhai",
    "缪": "miao",
    "薄": "bo",
    "卜": "bu",
    "都": "du",
    "种": "chong",
    "召": "shao",
    "员": "yun",
    "贠": "yun",
    "繁": "po",
    "秘": "bi",
    "折": "she",
    "黑": "he",
    "洗": "xian",
    "乜": "nie",
    "句": "gou",
    "能": "nai",
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "单于": "chan yu",
    "澹台": "tan tai",
    "乐正": "yue zheng",
}

SURNAMES = {surname: tuple(reading.split()) for surname, reading in _READINGS.items()}
