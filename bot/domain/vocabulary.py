"""How common a word is in general language, for what a young workspace cannot know yet of its own."""

from collections.abc import Sequence
from functools import lru_cache

from wordfreq import zipf_frequency

from bot.domain.phrases import PAIR

ORDINARY = 4.2
"""From this Zipf frequency on (van Heuven 2014: log10 of uses in a billion words) a word alone names no topic."""

COMMON = 5.0
"""From this one on, a word does not even belong to a phrase that names one."""


@lru_cache(maxsize=100_000)
def zipf(word: str, language: str = "en") -> float:
    """The Zipf frequency of a word, 0 where it is unknown."""
    return zipf_frequency(word, language)


def is_specific(phrase: str, language: str = "en") -> bool:
    """Whether a phrase can name a topic: no ordinary word; of a pair one is not ordinary, and neither is common."""
    ranks = [zipf(word, language) for word in phrase.lower().split(PAIR)]
    return min(ranks) < ORDINARY and max(ranks) < (COMMON if len(ranks) > 1 else ORDINARY)


def telling(words: Sequence[str], count: int, language: str = "en") -> tuple[str, ...]:
    """The words that tell most of what something is about, the rarest, in their order; always at least one."""
    rare = [word for word in words if zipf(word.lower(), language) < COMMON] or list(words[:1])
    kept = set(sorted(rare, key=lambda word: zipf(word.lower(), language))[:count])
    return tuple(word for word in rare if word in kept)


def expected_uses(phrase: str, words: int, language: str = "en") -> float:
    """How often a phrase would occur among so many words of general language."""
    chance = 1.0
    for word in phrase.lower().split(PAIR):
        chance *= 10 ** (zipf(word, language) - 9)
    return words * chance
