"""Phrases: the words and pairs of words by which a message may name a topic, without the order that made it text.

Quoted lines and code are left out: they repeat what somebody else said, or what a machine did.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bot.domain.mrkdwn import plain
from bot.domain.terms import ENGLISH, LONGEST_TERM, stem_of
from bot.domain.words import Prose

PAIR = "/"
"""Joins the two words of a pair; no word holds it."""

NAMED = "@"
"""Marks a word that was used as somebody's name."""

SHOWN = "`"
"""Marks a word that only stood in code, in a link or in a quotation: nobody said it, yet it is not new."""

PHRASES = 60

_QUOTED_LINE = re.compile(r"^\s*(?:&gt;|>).*$", re.MULTILINE)
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_GREETINGS = "thanks|thank you|thx|hi|hey|hello|dear|cc|ping|welcome|danke|merci|gracias|hallo"
_SAYINGS = "said|says|wrote|writes|mentioned|suggested|pointed out|asked|replied|explained|thinks"
_ADDRESSED = re.compile(rf"(?:@|\b(?i:{_GREETINGS})[ ,]+)(?P<name>[^\W\d_]{{2,}})")
_SPEAKING = re.compile(rf"\b(?P<name>[^\W\d_]{{2,}}) (?:{_SAYINGS})\b")
_GREETING_WORDS, _SAYING_WORDS = (
    frozenset(cue.split()[0] for cue in cues.split("|")) for cues in (_GREETINGS, _SAYINGS)
)
_LINK = re.compile(r"https?://[^\s>|]+")
_SHOWN_WORD = re.compile(r"[^\W\d_][\w.-]{1,38}\w")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")


def phrases(text: str, language: str = ENGLISH) -> tuple[str, ...]:
    """The distinct words and pairs (`state/lock`) of a message, sorted, at most PHRASES of a kind.

    Words used as names come again as `@Ada`, words that were only shown as a backtick and the word.
    `text` is Slack's mrkdwn, `language` the workspace's (a Snowball name).
    """
    return phrases_in(text, Prose.of(plain(text), language))


def phrases_in(text: str, prose: Prose) -> tuple[str, ...]:
    """The `phrases` of a text whose plain prose is cut already."""
    quotes = (">" in text or "&gt;" in text) and bool(_QUOTED_LINE.search(text))
    if quotes or "`" in text:
        prose = Prose.of(plain(_QUOTED_LINE.sub("\n", _CODE.sub("\n", text))), prose.language)
    found: dict[str, str] = {}
    for run in prose.runs(LONGEST_TERM):
        for word in run:
            found.setdefault(word.lower(), word)
        for first, second in pairwise(run):
            pair = f"{first}{PAIR}{second}"
            found.setdefault(pair.lower(), pair)
    names = {NAMED + name for name in _names(prose)}
    shows = quotes or "`" in text or "://" in text
    shown = {SHOWN + word.lower() for word in _shown(text) if word.lower() not in found} if shows else ()
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


def _names(prose: Prose) -> Iterator[str]:
    """Capitalised words that are greeted, thanked, mentioned by hand or said to have said something."""
    used = {word.lowered for word in prose.words}
    patterns = [
        *([_ADDRESSED] if "@" in prose.text or not _GREETING_WORDS.isdisjoint(used) else ()),
        *([_SPEAKING] if not _SAYING_WORDS.isdisjoint(used) else ()),
    ]
    for pattern in patterns:
        for match in pattern.finditer(prose.text):
            if _CAPITAL.match(match["name"]):
                yield match["name"]
