"""Topic terms: what a message is about, as stems that can be stored in place of its text.

Words are stemmed by Snowball (Porter 2001); scripts that write without spaces are cut into character bigrams
(Nie et al. 2000 found them no worse than segmented words for retrieval).
"""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import Stemmer

from bot.domain.function_words import FUNCTION_WORDS
from bot.domain.mrkdwn import plain

__all__ = ["TOPIC_TERMS", "Term", "plain", "terms", "topic_terms", "topic_words"]

TOPIC_TERMS = 40
LONGEST_TERM = 40

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LETTERS = rf"(?:[^\W{_UNSPACED}]|[\u0300-\u036f\u0900-\u0eff])+"


def _token(letters: str) -> str:
    """A word, perhaps joined (`node.js`, `don't`), perhaps with the marks of `.net`, `c++` and `c#`."""
    return rf"(?<![\w.])\.(?=[A-Za-z]{{2}}){letters}|{letters}(?:[-.'’]{letters})*(?:\+\+|\#(?!\w))?"


_ASCII_TOKEN = re.compile(_token(r"\w+"), re.ASCII)
_TOKEN = re.compile(rf"[{_UNSPACED}]+|{_token(_LETTERS)}")
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]")
JOINT = re.compile(r"[-._]+")
_COUNTED = "ns us µs ms s sec secs min mins m h hr hrs k kb mb gb tb kib mib gib px pt am pm x st nd rd th"
_UNIT = re.compile(rf"[\d.,_-]+(?:{'|'.join(_COUNTED.split())})?")
_HASH = re.compile(r"(?=.*\d)(?:[0-9a-f]{7,}|[0-9a-f]{8}-[0-9a-f-]{27})")
_LETTER_LANGUAGES = frozenset("CR")


@dataclass(frozen=True, slots=True)
class Term:
    """A word that may carry a topic: the `stem` that is compared and stored, the `surface` as written."""

    stem: str
    surface: str


def terms(text: str, language: str = "english") -> tuple[Term, ...]:
    """A message's terms, in order and with repeats, without function words and quantities.

    `text` is Slack's mrkdwn. `language` (a Snowball name) is the workspace's; a message whose function words
    are mostly those of another known language is stemmed as that one. Raises KeyError for a language that
    Snowball does not know.
    """
    return tuple(Term(stem, surface) for stem, surface in _stems(text, language)[1])


def topic_terms(text: str, language: str = "english") -> tuple[str, ...]:
    """The stems of `topic_words`."""
    return tuple(term.stem for term in topic_words(text, language))


def topic_words(text: str, language: str = "english") -> tuple[Term, ...]:
    """The distinct terms worth keeping for a message, most used first, at most TOPIC_TERMS.

    A compound (`flt-regular`, `foo_bar`, `node.js`) is kept whole and by its parts: either finds the other.
    """
    language, stems = _stems(text, language)
    counts: Counter[str] = Counter()
    surfaces: dict[str, str] = {}
    for stem, surface in stems:
        counts[stem] += 1
        surfaces.setdefault(stem, surface)
        if not stem.isalnum():
            for part in _parts(stem, language):
                counts[part.stem] += 1
                surfaces.setdefault(part.stem, part.surface)
    return tuple(Term(stem, surfaces[stem]) for stem, _ in counts.most_common(TOPIC_TERMS))


def _stems(text: str, default: str) -> tuple[str, list[tuple[str, str]]]:
    """The language of a text, and (stem, surface) of its topical words."""
    words = list(tokens(plain(text)))
    lowered = [word.lower() for word in words]
    language = language_of(lowered, default)
    function_words = FUNCTION_WORDS.get(language, frozenset())
    topical = (word for word, low in zip(words, lowered, strict=True) if low not in function_words)
    stems = ((stem_of(word, language), word) for word in topical)
    return language, [(stem, word) for stem, word in stems if len(stem) <= LONGEST_TERM]


def tokens(prose: str) -> Iterator[str]:
    """The words of plain prose in order, function words included, quantities and hashes left out."""
    if prose.isascii():
        tokens = _ASCII_TOKEN.findall(prose)
    else:
        tokens = _TOKEN.findall(unicodedata.normalize("NFKC", prose))
    for token in tokens:
        if not token.isascii() and _UNSPACED_RUN.match(token):
            yield from _bigrams(token)
        elif word := _word(token):
            yield word


def _bigrams(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for first, second in pairwise(run):
        yield first + second


@lru_cache(maxsize=50_000)
def _word(token: str) -> str:
    """The token without clitics and styling, empty for no word: `kafka's` is kafka, `l'index` index."""
    head, apostrophe, tail = token.replace("’", "'").partition("'")
    word = (tail if apostrophe and len(head) <= 2 < len(tail) else head).strip("_")
    return word if _is_word(word) else ""


def _is_word(word: str) -> bool:
    if len(word) < 2:
        return word in _LETTER_LANGUAGES
    return word.isalpha() or not (_UNIT.fullmatch(word.lower()) or _HASH.fullmatch(word.lower()))


def language_of(lowered: list[str], default: str) -> str:
    """The known language whose function words occur most often; the default wins a tie."""
    counts = {language: sum(map(known.__contains__, lowered)) for language, known in FUNCTION_WORDS.items()}
    likeliest = max(counts, key=counts.__getitem__)
    return likeliest if counts[likeliest] > counts.get(default, 0) else default


@lru_cache(maxsize=50_000)
def _parts(compound: str, language: str) -> tuple[Term, ...]:
    function_words = FUNCTION_WORDS.get(language, frozenset())
    pieces = [piece for piece in JOINT.split(compound) if piece not in function_words and _is_word(piece)]
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
