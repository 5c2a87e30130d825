"""How common a word is in general language, for what a young workspace cannot know yet of its own."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import import_module

from bot.domain.phrases import PAIR

ORDINARY = 4.2
"""From this Zipf frequency on (van Heuven 2014: log10 of uses in a billion words) a word alone names no topic."""

COMMON = 5.0
"""From this one on, a word does not even belong to a phrase that names one."""

WELL_KNOWN = 3.9
"""From this one on, that several people say a word in one thread is chance more often than a topic."""

RARE = 3.5
"""At this one and below, a word tells as much as a word can."""

MODIFIED = 3.0
"""From this one on, a word is so well known that what is made of it with -ly or -ed only says how or what became."""

KNOWN = 2.5
OUTGROWN = 0.7
"""A word in -ing that is so much commoner than its verb, which is KNOWN, only says how something is."""


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


@lru_cache(maxsize=20_000)
def is_specific(phrase: str, language: str = "en") -> bool:
    """Whether a phrase can name a topic: no ordinary word; of a pair one is not ordinary, and neither is common."""
    words = phrase.lower().split(PAIR)
    ranks = [zipf(word, language) for word in words]
    if len(words) == 1:
        how = _is_modifier(words[0], language) or (phrase.islower() and _is_feeling(words[0], language))
        return ranks[0] < ORDINARY and not how
    return min(ranks) < ORDINARY and max(ranks) < COMMON


def is_well_known(phrase: str, language: str = "en") -> bool:
    """Whether a phrase is one well-known word, though not so ordinary that it could name no topic."""
    return PAIR not in phrase and zipf(phrase.lower(), language) >= WELL_KNOWN


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
    bases = [word[:-2]] if word.endswith("ly") else _verbs(word, "ed")
    return any(len(base) > 2 and zipf(base, language) >= MODIFIED for base in bases)


def _is_feeling(word: str, language: str) -> bool:
    """Whether an English word in -ing is an adjective: "frustrating", "fascinating", but not "pricing" or "Boeing"."""
    if language != "en" or not word.endswith("ing"):
        return False
    known = max(_frequencies()(base, language, "large") for base in _verbs(word, "ing"))
    return known >= KNOWN and zipf(word, language) - known >= OUTGROWN


def _verbs(word: str, ending: str) -> list[str]:
    """What a participle may be made of: "patched" of "patch", "frustrating" of "frustrate", "committed" of "commit"."""
    stem = word.removesuffix(ending)
    return [stem, f"{stem}e", stem[:-1] if stem[-2:-1] == stem[-1:] else ""]
