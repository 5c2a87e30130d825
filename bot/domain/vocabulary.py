"""How common a word is in general language, for what a young workspace cannot know yet of its own."""

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


def expected_uses(phrase: str, words: int, language: str = "en") -> float:
    """How often a phrase would occur among so many words of general language."""
    chance = 1.0
    for word in phrase.lower().split(PAIR):
        chance *= 10 ** (zipf(word, language) - 9)
    return words * chance
