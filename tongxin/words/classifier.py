"""Suggests what a text is about. A suggestion, with its reasons: a person decides."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tongxin.words.plain import normalise, squeeze


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category, how sure the model is of it (0 to 1), and the words that spoke for it, the strongest first."""

    code: str
    confidence: float
    because: tuple[str, ...]


class Classifier(Protocol):
    """Whatever can suggest categories for a text: the seam behind which models are exchanged."""

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the categories that may fit, the surest first; none when nothing speaks for any."""
        ...


class KeywordClassifier:
    """The plain model: words that people wrote down for each category, with weights; each counts once a text.

    A word says the more the fewer categories claim it. "None of these" takes part with a score of zero, so that a
    single weak word never makes the model sure.
    """

    def __init__(self, keywords: Mapping[str, Mapping[str, float]]) -> None:
        claims = Counter(word for words in keywords.values() for word in map(_plain, words))
        self._weights = {
            code: {
                (word, _plain(word)): weight * math.log1p(len(keywords) / claims[_plain(word)])
                for word, weight in words.items()
            }
            for code, words in keywords.items()
        }

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the categories of which the text holds a word, the surest first."""
        plain = _plain(text)
        heard = {
            code: {word: weight for (word, sought), weight in words.items() if sought in plain}
            for code, words in self._weights.items()
        }
        scores = {code: sum(words.values()) for code, words in heard.items() if words}
        confidences = _softmax(scores)
        return [
            Suggestion(code, confidences[code], tuple(sorted(heard[code], key=lambda word: -heard[code][word])))
            for code in sorted(scores, key=lambda code: (-scores[code], code))
        ]


def _plain(text: str) -> str:
    return squeeze(normalise(text))


def _softmax(scores: Mapping[str, float]) -> dict[str, float]:
    highest = max(scores.values(), default=0.0)
    parts = {code: math.exp(score - highest) for code, score in scores.items()}
    whole = sum(parts.values()) + math.exp(-highest)
    return {code: part / whole for code, part in parts.items()}
