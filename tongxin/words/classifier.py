"""The seam for suggesting a category, and the plain first model behind it: words of the rule pack."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

SHARPNESS = 3.0


@dataclass(frozen=True)
class Suggestion:
    """A category, how sure (0 to 1), and the words that spoke for it."""

    code: str
    confidence: float
    because: tuple[str, ...]


class Classifier(Protocol):
    """Whatever suggests categories of a text, the likeliest first; an empty list says nothing is known."""

    def suggest(self, text: str) -> list[Suggestion]:
        """Return suggestions, the likeliest first."""


class KeywordClassifier:
    """Adds up the weights of the words that occur. A word known to several categories counts less in each."""

    def __init__(self, keywords: Mapping[str, Mapping[str, float]]) -> None:
        spread = Counter(word for words in keywords.values() for word in words)
        self._weights = {
            code: {word: weight / math.sqrt(spread[word]) for word, weight in words.items()}
            for code, words in keywords.items()
        }

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the categories of which a word occurs. The order of the pack breaks ties."""
        found = {code: self._hits(words, text) for code, words in self._weights.items()}
        scores = {code: sum(hits.values()) for code, hits in found.items() if hits}
        total = sum(math.exp(score / SHARPNESS) for score in scores.values()) + 1
        ranked = sorted(scores, key=lambda code: -scores[code])
        return [Suggestion(code, math.exp(scores[code] / SHARPNESS) / total, _loudest(found[code])) for code in ranked]

    @staticmethod
    def _hits(words: Mapping[str, float], text: str) -> dict[str, float]:
        return {word: weight * math.log2(1 + text.count(word)) for word, weight in words.items() if word in text}


def _loudest(hits: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(hits, key=lambda word: -hits[word])[:3])
