"""How common a word is in general language, for what a young workspace cannot know yet of its own."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import import_module

from bot.domain.phrases import PAIR

ORDINARY = 4.2
"""From this Zipf frequency on (van Heuven 2014: log10 of uses in a billion words) a word alone names no topic."""

COMMON = 5.0
"""From this one on, a word does not even belong to a phrase that names one."""

RARE = 3.5
"""At this one and below, a word tells as much as a word can."""

MODIFIED = 3.0
"""From this one on, a word is so well known that what is made of it with -ly or -ed only says how or what became."""


@lru_cache(maxsize=100_000)
def zipf(word: str, language: str = "en") -> float:
    """The Zipf frequency of a word, 0 where it is below 3: no limit of ours is lower, and that list loads at once."""
    return _frequencies()(word, language, "small")


@cache
def _frequencies() -> Callable[[str, str, str], float]:
    """wordfreq's, loaded at first use: a quarter of a second that most commands need not spend."""
    frequencies: Callable[[str, str, str], float] = import_module("wordfreq").zipf_frequency
    return frequencies


def specificity(word: str, language: str = "en") -> float:
    """How much a word tells by itself, from near 0 (the commonest) to 1 (rare and unknown ones)."""
    return min(1.0, max(0.05, (7.5 - zipf(word.lower(), language)) / (7.5 - RARE))) ** 2


def is_specific(phrase: str, language: str = "en") -> bool:
    """Whether a phrase can name a topic: no ordinary word; of a pair one is not ordinary, and neither is common."""
    words = phrase.lower().split(PAIR)
    ranks = [zipf(word, language) for word in words]
    if len(words) == 1:
        return ranks[0] < ORDINARY and not _is_modifier(words[0], language)
    return min(ranks) < ORDINARY and max(ranks) < COMMON


def telling(words: Sequence[str], count: int, language: str = "en") -> tuple[str, ...]:
    """The words that tell most of what something is about, the rarest, in their order; always at least one."""
    rare = [word for word in words if zipf(word.lower(), language) < COMMON] or list(words[:1])
    kept = set(sorted(rare, key=lambda word: zipf(word.lower(), language))[:count])
    return tuple(word for word in rare if word in kept)


def expected_uses(phrase: str, words: int, language: str = "en") -> float:
    """How often a phrase would occur among so many words of general language."""
    chance = 1.0
    for word in phrase.lower().split(PAIR):
        chance *= 10 ** (_frequencies()(word, language, "large") - 9)
    return words * chance


def _is_modifier(word: str, language: str) -> bool:
    """Whether an English word is an adverb or a participle of a well-known word: "manually", "patched", "committed"."""
    if language != "en" or not word.endswith(("ly", "ed")):
        return False
    bases = [word[:-2]]
    if word.endswith("ed"):
        bases += [word[:-1], word[:-3] if word[-4:-3] == word[-3:-2] else ""]
    return any(len(base) > 2 and zipf(base, language) >= MODIFIED for base in bases)
