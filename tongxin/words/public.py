"""PUBLIC: the door of words."""

from tongxin.words.classifier import Classifier, KeywordClassifier, Suggestion
from tongxin.words.pinyin import full_pinyin, initials, search_key
from tongxin.words.texts import cut, mask, normalise, short_title, squeeze

__all__ = [
    "Classifier",
    "KeywordClassifier",
    "Suggestion",
    "cut",
    "full_pinyin",
    "initials",
    "mask",
    "normalise",
    "search_key",
    "short_title",
    "squeeze",
]
