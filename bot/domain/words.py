"""Words: plain prose cut once, for the terms and the phrases that are read from it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

from bot.domain.function_words import FUNCTION_WORDS

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LETTERS = rf"(?:[^\W{_UNSPACED}]|[\u0300-\u036f\u0900-\u0eff])+"


def _token(letters: str) -> str:
    """A word, perhaps joined (`node.js`, `don't`), perhaps with the marks of `.net`, `c++` and `c#`."""
    return rf"(?<![\w.])\.(?=[A-Za-z]{{2}}){letters}|{letters}(?:[-.'’]{letters})*(?:\+\+|\#(?!\w))?"


_PARTING = r"[,;!?()\[\]{}\"“”„«»|=<>/*\\&%$^~…\n]|[.:](?=\s|$)|\s+[-–—]+\s"
_ASCII_TOKEN = re.compile("|".join([_token(r"\w+"), _PARTING]), re.ASCII)
_TOKEN = re.compile("|".join([f"[{_UNSPACED}]+", _token(_LETTERS), _PARTING]))
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]")
_BREAK = re.compile(_PARTING)
_COUNTED = "ns us µs ms s sec secs min mins m h hr hrs k kb mb gb tb kib mib gib px pt am pm x st nd rd th"
_UNIT = re.compile(rf"[\d.,_-]+(?:{'|'.join(_COUNTED.split())})?")
_HASH = re.compile(r"(?=.*\d)(?:[0-9a-f]{7,}|[0-9a-f]{8}-[0-9a-f-]{27})")
_LETTER_LANGUAGES = frozenset("CR")

_BALLOT = 32
"""Bits in which the votes for one language are counted."""

_PLACES = {language: place * _BALLOT for place, language in enumerate(FUNCTION_WORDS)}


class Word(NamedTuple):
    """A word without clitics and styling, `text` as written; `votes` holds a 1 for each language that uses it for
    grammar alone. A BREAK stands where punctuation parts two words."""

    text: str
    lowered: str
    votes: int


BREAK = Word("", "", 0)


@dataclass(frozen=True, slots=True)
class Prose:
    """A plain text and its words in order, function words and BREAKs included, quantities and hashes left out."""

    text: str
    words: list[Word]
    language: str

    @classmethod
    def of(cls, text: str, default: str) -> "Prose":
        """Cut plain prose; it is in the known language whose function words occur most often, at a draw the default."""
        if text.isascii():
            tokens = _ASCII_TOKEN.findall(text)
        else:
            tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text))
        words = [*chain.from_iterable(map(_words, tokens))]
        votes = sum(map(attrgetter("votes"), words))
        counts = {language: votes >> place & (1 << _BALLOT) - 1 for language, place in _PLACES.items()}
        likeliest = max(counts, key=counts.__getitem__)
        return cls(text, words, likeliest if counts[likeliest] > counts.get(default, 0) else default)

    @property
    def topical(self) -> list[str]:
        """The words that are not only grammar, as written."""
        grammar = 1 << _PLACES[self.language] if self.language in _PLACES else 0
        return [word.text for word in self.words if word.text and not word.votes & grammar]

    def runs(self, longest: int) -> Iterator[list[str]]:
        """Topical words next to each other, unbroken by punctuation, function words and words longer than that."""
        grammar = 1 << _PLACES[self.language] if self.language in _PLACES else 0
        run: list[str] = []
        for word in self.words:
            if word.text and not word.votes & grammar and len(word.text) <= longest:
                run.append(word.text)
            elif run:
                yield run
                run = []
        yield run


def is_word(letters: str) -> bool:
    """Whether these letters are a word, not a quantity, a hash or a lone letter."""
    if len(letters) < 2:
        return letters in _LETTER_LANGUAGES
    return letters.isalpha() or not (_UNIT.fullmatch(letters.lower()) or _HASH.fullmatch(letters.lower()))


@lru_cache(maxsize=50_000)
def _words(token: str) -> tuple[Word, ...]:
    """What a token gives: `kafka's` is kafka, `l'index` index; scripts without spaces are cut into bigrams."""
    if _BREAK.match(token):
        return (BREAK,)
    if not token.isascii() and _UNSPACED_RUN.match(token):
        return tuple(map(_spoken, map("".join, pairwise(token)) if len(token) > 1 else [token]))
    head, apostrophe, tail = token.replace("’", "'").partition("'")
    word = (tail if apostrophe and len(head) <= 2 < len(tail) else head).strip("_")
    return (_spoken(word),) if is_word(word) else ()


def _spoken(text: str) -> Word:
    lowered = text.lower()
    return Word(text, lowered, sum(1 << _PLACES[name] for name, known in FUNCTION_WORDS.items() if lowered in known))
