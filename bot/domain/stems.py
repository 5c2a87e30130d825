"""Numbers for stems, so that millions of them fit into arrays and are counted by sorting."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from bot.domain.phrases import PAIR
from bot.domain.terms import stem_of

Places = NDArray[np.int32]
Keys = NDArray[np.int64]


class StemNumbers:
    """Numbers for stems: of a word its place in the order of learning, of a pair both of its words' in one."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._stems: dict[str, int] = {"": 0}
        self._words: dict[str, int] = {"": 0}

    def number(self, phrase: str) -> int:
        """The number of a phrase's stem, 64 bits."""
        first, _, second = phrase.partition(PAIR)
        words = self._words
        one, other = words.get(first), words.get(second)
        return (self._learn(first) if one is None else one) << 32 | (self._learn(second) if other is None else other)

    def names(self, numbers: Iterable[int]) -> Iterator[str]:
        """The stems that have these numbers."""
        stems = list(self._stems)
        for number in numbers:
            first, second = number >> 32, number & 0xFFFFFFFF
            yield f"{stems[first]}{PAIR}{stems[second]}" if second else stems[first]

    def _learn(self, word: str) -> int:
        stem = stem_of(word, self._language)
        number = self._words[word] = self._stems.setdefault(stem, len(self._stems))
        return number


def distinct(first: Places, second: Places, places: int) -> NDArray[np.int64]:
    """Of each of so many places, with how many different ones of `second` (n,) it stands in `first` (n,)."""
    return np.bincount(np.unique(pairs(first, second)) >> 32, minlength=places)


def pairs(first: Places, second: Places) -> Keys:
    """Two columns of places (n,) as one of numbers (n,), which sorts by the first and then the second."""
    return first.astype(np.int64) << 32 | second
