"""Topic terms: what a message is about, as stems that can be stored in place of its text.

Words are stemmed by Snowball (Porter 2001); scripts that write without spaces are cut into character bigrams
(Nie et al. 2000 found them no worse than segmented words for retrieval).
"""

import re
import threading
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from bot.domain.function_words import FUNCTION_WORDS
from bot.domain.mrkdwn import plain
from bot.domain.words import Prose, is_word

__all__ = ["TOPIC_TERMS", "Term", "plain", "terms", "topic_terms", "topic_words", "topic_words_in"]

ENGLISH = "english"
TOPIC_TERMS = 40
LONGEST_TERM = 40

JOINT = re.compile(r"[-._]+")


class Term(NamedTuple):
    """A word that may carry a topic: the `stem` that is compared and stored, the `surface` as written."""

    stem: str
    surface: str


def terms(text: str, language: str = ENGLISH) -> tuple[Term, ...]:
    """A message's terms, in order and with repeats, without function words and quantities.

    `text` is Slack's mrkdwn. `language` (a Snowball name) is the workspace's; a message whose function words
    are mostly those of another known language is stemmed as that one. Raises KeyError for a language that
    Snowball does not know.
    """
    prose = Prose.of(plain(text), language)
    found = (Term(stem_of(word, prose.language), word) for word in prose.topical)
    return tuple(term for term in found if len(term.stem) <= LONGEST_TERM)


def topic_terms(text: str, language: str = ENGLISH) -> tuple[str, ...]:
    """The stems of `topic_words`."""
    return tuple(term.stem for term in topic_words(text, language))


def topic_words(text: str, language: str = ENGLISH) -> tuple[Term, ...]:
    """The distinct terms worth keeping for a message, most used first, at most TOPIC_TERMS.

    A compound (`flt-regular`, `foo_bar`, `node.js`) is kept whole and by its parts: either finds the other.
    """
    return topic_words_in(Prose.of(plain(text), language))


def topic_words_in(prose: Prose) -> tuple[Term, ...]:
    """The `topic_words` of a text that is cut already."""
    counts: dict[str, int] = {}
    surfaces: dict[str, str] = {}
    for word in prose.topical:
        stem = stem_of(word, prose.language)
        if len(stem) > LONGEST_TERM:
            continue
        counts[stem] = counts.get(stem, 0) + 1
        surfaces.setdefault(stem, word)
        if not stem.isalnum():
            for part, surface in _parts(stem, prose.language):
                counts[part] = counts.get(part, 0) + 1
                surfaces.setdefault(part, surface)
    most_used = sorted(counts, key=counts.__getitem__, reverse=True)[:TOPIC_TERMS]
    return tuple([Term(stem, surfaces[stem]) for stem in most_used])


@lru_cache(maxsize=50_000)
def _parts(compound: str, language: str) -> tuple[Term, ...]:
    function_words = FUNCTION_WORDS.get(language, frozenset())
    pieces = [piece for piece in JOINT.split(compound) if piece not in function_words and is_word(piece)]
    return tuple(Term(stem_of(piece, language), piece) for piece in pieces if piece != compound.lstrip("."))


@lru_cache(maxsize=50_000)
def stem_of(word: str, language: str) -> str:
    """A word's stem in a language that Snowball knows; what is not all letters is only lowered."""
    if word[:-1].isupper() and word.endswith("s") and len(word) > 2:
        return word[:-1].lower()
    lowered = word.lower()
    return _stemmer(language).stemWord(lowered) if lowered.isalpha() else lowered


class _Stemmers(threading.local):
    """A Stemmer keeps state while it works, so every thread has its own."""

    def __init__(self) -> None:
        self.by_language: dict[str, Stemmer.Stemmer] = {}


_stemmers = _Stemmers()


def _stemmer(language: str) -> Stemmer.Stemmer:
    if language not in _stemmers.by_language:
        _stemmers.by_language[language] = Stemmer.Stemmer(language)
    return _stemmers.by_language[language]
