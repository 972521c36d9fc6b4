"""What other apps may use: names by their sound, text in one form, words, titles, masks, suggested categories."""

from tongxin.words.classifier import Classifier, KeywordClassifier, Suggestion
from tongxin.words.masking import mask
from tongxin.words.pinyin import full_pinyin, initials, search_key
from tongxin.words.plain import cut, normalise, squeeze
from tongxin.words.titles import short_title

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
