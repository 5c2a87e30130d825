"""Counting who used which phrase, where and when: people and threads, never messages alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.domain.messages import MessageKey
from bot.domain.phrases import NAMED, PAIR, SHOWN, phrase_stem

WEEK = timedelta(days=7)

FRAME = 3
"""Weeks that are looked at message by message; what is older is known by its weekly counts."""


_FIRST_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)


def week_of(at: datetime) -> int:
    """The number of the week, from Monday to Sunday in UTC, in which a time lies."""
    return (at - _FIRST_MONDAY) // WEEK


def start_of(week: int) -> datetime:
    """The Monday with which a week begins."""
    return _FIRST_MONDAY + week * WEEK


class Use(NamedTuple):
    """A message as topics see it: who said it, in which thread, when, with which phrases."""

    author: str
    message: MessageKey
    thread: MessageKey
    at: datetime
    phrases: tuple[str, ...]


class WeekCount(NamedTuple):
    """In one week: how many people used a phrase, and in how many messages."""

    people: int
    messages: int


@dataclass(slots=True)
class Seen:
    """Where one phrase was used in one week."""

    people: set[str] = field(default_factory=set)
    threads: set[MessageKey] = field(default_factory=set)
    messages: set[MessageKey] = field(default_factory=set)
    pairs: set[tuple[MessageKey, str]] = field(default_factory=set)

    @property
    def channels(self) -> set[str]:
        """The channels among them."""
        return {thread.channel for thread in self.threads}

    @property
    def shared_threads(self) -> int:
        """Threads in which at least two people used it: somebody took it up."""
        return sum(people >= 2 for people in Counter(thread for thread, _ in self.pairs).values())

    def add(self, author: str, message: MessageKey, thread: MessageKey) -> None:
        """Count one use."""
        self.people.add(author)
        self.threads.add(thread)
        self.messages.add(message)
        self.pairs.add((thread, author))


class Counts(NamedTuple):
    """What is counted of a phrase in the frame: `people[n]` in the last n + 1 weeks, and each week (0 ended last).

    In the last two weeks together: the threads, the channels, and the threads in which at least two people used it.
    """

    people: tuple[int, ...]
    weeks: tuple[WeekCount, ...]
    threads: int
    channels: int
    shared_threads: int


@dataclass(slots=True)
class Candidate:
    """A phrase in the frame: its counts and spellings, and, once asked for, where it was used in its weeks."""

    stem: str
    counts: Counts
    weeks: tuple[Seen, ...] = ()
    spellings: Counter[str] = field(default_factory=Counter)
    named: int = 0

    @property
    def common(self) -> str:
        """The commonest spelling; at a draw, small letters."""
        return max(self.spellings.items(), key=lambda item: (item[1], item[0].islower(), item[0]))[0]

    @property
    def written(self) -> tuple[str, ...]:
        """The spellings in small letters as words: first the shortest of the usual ones, then the rest."""
        counts: Counter[str] = Counter()
        for spelling, count in self.spellings.items():
            counts[spelling.lower().replace(PAIR, " ")] += count
        usual = [word for word, count in counts.items() if 3 * count >= max(counts.values())]
        base = min(usual, key=lambda word: (len(word), word))
        return base, *(word for word, _ in counts.most_common() if word != base)

    def within(self, weeks: int) -> Seen:
        """The last so many weeks as one."""
        merged = Seen()
        for seen in self.weeks[:weeks]:
            merged.people |= seen.people
            merged.threads |= seen.threads
            merged.messages |= seen.messages
            merged.pairs |= seen.pairs
        return merged


def spell(found: Mapping[str, Candidate], uses: Iterable[Use], until: datetime, language: str) -> None:
    """Note how these candidates, by stem, were spelled in the frame, and how often they named somebody."""
    for use in uses:
        if not 0 <= weeks_before(until, use.at) < FRAME:
            continue
        for phrase in use.phrases:
            if phrase.startswith(NAMED):
                if known := found.get(phrase_stem(phrase[1:], language)):
                    known.named += 1
            elif not phrase.startswith(SHOWN) and (known := found.get(phrase_stem(phrase, language))):
                known.spellings[phrase] += 1


def weeks_before(until: datetime, at: datetime) -> int:
    """How many whole weeks before `until` a time lies; -1 at `until` and later."""
    return (until - at) // WEEK if at < until else -1
