"""Phrases: the words and pairs of words by which a message may name a topic, without the order that made it text.

Quoted lines and code are left out: they repeat what somebody else said, or what a machine did.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bot.domain.function_words import FUNCTION_WORDS
from bot.domain.mrkdwn import plain
from bot.domain.terms import LONGEST_TERM, language_of, stem_of, tokens

PAIR = "/"
"""Joins the two words of a pair; no word holds it."""

NAMED = "@"
"""Marks a word that was used as somebody's name."""

SHOWN = "`"
"""Marks a word that only stood in code, in a link or in a quotation: nobody said it, yet it is not new."""

PHRASES = 60

_QUOTED_LINE = re.compile(r"^\s*(?:&gt;|>).*$", re.MULTILINE)
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_BREAK = re.compile(r"[,;!?()\[\]{}\"“”„«»|=<>/*\\&%$^~…]|[.:](?=\s|$)|\n|\s[-–—]+\s")
_ADDRESSED = re.compile(
    r"(?:@|\b(?i:thanks|thank you|thx|hi|hey|hello|dear|cc|ping|welcome|danke|merci|gracias|hallo)[ ,]+)"
    r"(?P<name>[^\W\d_]{2,})"
)
_SPEAKING = re.compile(
    r"\b(?P<name>[^\W\d_]{2,}) "
    r"(?:said|says|wrote|writes|mentioned|suggested|pointed out|asked|replied|explained|thinks)\b"
)
_LINK = re.compile(r"https?://[^\s>|]+")
_SHOWN_WORD = re.compile(r"[^\W\d_][\w.-]{1,38}\w")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")


def phrases(text: str, language: str = "english") -> tuple[str, ...]:
    """The distinct words and pairs (`state/lock`) of a message, sorted, at most PHRASES of a kind.

    Words used as names come again as `@Ada`, words that were only shown as a backtick and the word.
    `text` is Slack's mrkdwn, `language` the workspace's (a Snowball name).
    """
    said = plain(_QUOTED_LINE.sub("\n", _CODE.sub("\n", text)))
    found: dict[str, str] = {}
    for run in _runs(said, language):
        for word in run:
            found.setdefault(word.lower(), word)
        for first, second in pairwise(run):
            pair = f"{first}{PAIR}{second}"
            found.setdefault(pair.lower(), pair)
    names = {NAMED + name for name in _names(said)}
    shown = {SHOWN + word.lower() for word in _shown(text) if word.lower() not in found}
    return tuple(phrase for kind in (found.values(), names, shown) for phrase in sorted(kind)[:PHRASES])


def _shown(text: str) -> Iterator[str]:
    """The words of code, links and quotations."""
    for pattern in (_CODE, _LINK, _QUOTED_LINE):
        for match in pattern.finditer(text):
            yield from _SHOWN_WORD.findall(match[0])


@lru_cache(maxsize=200_000)
def phrase_stem(phrase: str, language: str = "english") -> str:
    """What a phrase is counted under: the stems of its words."""
    return PAIR.join(stem_of(word, language) for word in phrase.split(PAIR))


def _runs(prose: str, language: str) -> Iterator[list[str]]:
    """Topical words that stand next to each other, unbroken by punctuation or by a function word."""
    segments = [list(tokens(segment)) for segment in _BREAK.split(prose)]
    spoken = language_of([word.lower() for segment in segments for word in segment], language)
    function_words = FUNCTION_WORDS.get(spoken, frozenset())
    for segment in segments:
        run: list[str] = []
        for word in segment:
            if word.lower() in function_words or len(word) > LONGEST_TERM:
                yield run
                run = []
            else:
                run.append(word)
        yield run


def _names(prose: str) -> Iterator[str]:
    """Capitalised words that are greeted, thanked, mentioned by hand or said to have said something."""
    for pattern in (_ADDRESSED, _SPEAKING):
        for match in pattern.finditer(prose):
            if _CAPITAL.match(match["name"]):
                yield match["name"]
