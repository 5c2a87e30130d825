"""A person's topics: what the help they gave was about, as it is shown to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.help import Help
from bot.domain.people import Person
from bot.domain.rarity import Rarity

TOLD = 3
"""So many words of a help, the most telling ones, say what it was about."""


@dataclass(frozen=True, slots=True)
class OwnTopic:
    """A topic in the word last used for it, how many `people` were helped with it, how many `times`, and when last."""

    stem: str
    word: str
    people: int
    times: int
    last_at: datetime


def topics_of(given: Collection[Help], people: Iterable[Person] = ()) -> list[OwnTopic]:
    """What help was about, by the number of people helped, how often, and then the newest; `given` is newest first.

    The names of `people` are no topics.
    """
    rarity = Rarity.among(given, people)
    helps: dict[str, list[Help]] = defaultdict(list)
    words: dict[str, str] = {}
    for help_ in given:
        for stem, word in _topics(help_, rarity):
            helps[stem].append(help_)
            words.setdefault(stem, word)
    topics = [
        OwnTopic(stem, words[stem], _people(about), len(about), about[0].given_at) for stem, about in helps.items()
    ]
    return sorted(topics, key=lambda topic: (-topic.people, -topic.times, -topic.last_at.timestamp(), topic.stem))


def _topics(help_: Help, rarity: Rarity) -> Iterator[tuple[str, str]]:
    told = rarity.telling([help_], TOLD)
    return ((stem, word) for stem, word in zip(help_.terms, help_.words, strict=True) if word in told)


def _people(helps: Iterable[Help]) -> int:
    return len({help_.seeker for help_ in helps})
