"""The frame as columns: who used which phrase in its weeks. A busy week has millions of uses, too many for sets."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.domain.messages import MessageKey
from bot.domain.phrases import NAMED, SHOWN
from bot.domain.stems import Keys, Places, StemNumbers, distinct, pairs
from bot.domain.uses import FRAME, Counts, Seen, Use, WeekCount, weeks_before

PART = 1_000_000
"""Uses looked at together: more would take memory for nothing."""


@dataclass
class _Growing:
    """Columns as they grow: of each message its week and its people and places, and the phrases end to end."""

    weeks: "array[int]" = field(default_factory=lambda: array("b"))
    authors: "array[int]" = field(default_factory=lambda: array("i"))
    threads: "array[int]" = field(default_factory=lambda: array("i"))
    said: "array[int]" = field(default_factory=lambda: array("i"))
    phrases: "array[int]" = field(default_factory=lambda: array("q"))


@dataclass(frozen=True, slots=True)
class Frame:
    """The messages of the last FRAME weeks, m of them, and of those phrases that are candidates all n uses.

    Of each message its key, and as (m,) columns its `week` (0 is the one that ended last) and the places of its author
    and thread; of each use, (n,) each, the places of its stem among `stems` and of its message.
    """

    stems: StemNumbers
    numbers: Keys
    keys: Sequence[MessageKey]
    people: Sequence[str]
    threads: Sequence[MessageKey]
    week: NDArray[np.int8]
    author: Places
    thread: Places
    stem: Places
    message: Places

    @classmethod
    def of(cls, uses: Iterable[Use], until: datetime, least_people: int, language: str) -> "Frame":
        """Those phrases are candidates that at least so many messages, and people, used in the week before `until`."""
        stems, columns = StemNumbers(language), _Growing()
        keys: list[MessageKey] = []
        people: dict[str, int] = {}
        threads: dict[MessageKey, int] = {}
        for use in uses:
            if not 0 <= (week := weeks_before(until, use.at)) < FRAME:
                continue
            said = {stems.number(phrase) for phrase in use.phrases if not phrase.startswith((NAMED, SHOWN))}
            keys.append(use.message)
            columns.weeks.append(week)
            columns.authors.append(people.setdefault(use.author, len(people)))
            columns.threads.append(threads.setdefault(use.thread, len(threads)))
            columns.said.append(len(said))
            columns.phrases.extend(said)
        weeks, authors = np.array(columns.weeks, np.int8), np.array(columns.authors, np.int32)
        numbers, stem, message = _candidates(columns, weeks, authors, least_people)
        thread = np.array(columns.threads, np.int32)
        return cls(stems, numbers, keys, list(people), list(threads), weeks, authors, thread, stem, message)

    def counts(self) -> dict[str, Counts]:
        """What can be counted of each candidate, by its stem."""
        week, size = self.week[self.message], len(self.numbers)
        people = [self._distinct(week < span, self.author) for span in range(1, FRAME + 1)]
        each = [(self._distinct(week == w, self.author), self._messages(week == w)) for w in range(FRAME)]
        channels = {thread.channel: 0 for thread in self.threads}
        places = {channel: place for place, channel in enumerate(channels)}
        channel = np.array([places[thread.channel] for thread in self.threads], np.int32)
        two = week < 2
        in_threads = self._distinct(two, self.thread)
        in_channels = self._distinct(two, channel[self.thread])
        shared = self._shared_threads(two)
        return {
            stem: Counts(
                tuple(int(span[place]) for span in people),
                tuple(WeekCount(int(by[place]), int(used[place])) for by, used in each),
                *(int(of[place]) for of in (in_threads, in_channels, shared)),
            )
            for place, stem in zip(range(size), self.stems.names(map(int, self.numbers)), strict=True)
        }

    def seen(self, stems: Iterable[str]) -> Mapping[str, tuple[Seen, ...]]:
        """Where these candidates were used, week by week."""
        found = {stem: tuple(Seen() for _ in range(FRAME)) for stem in stems}
        names = dict(enumerate(self.stems.names(map(int, self.numbers))))
        wanted = [place for place, stem in names.items() if stem in found]
        rows = np.flatnonzero(np.isin(self.stem, wanted))
        for stem, message in zip(self.stem[rows].tolist(), self.message[rows].tolist(), strict=True):
            thread, author = self.threads[self.thread[message]], self.people[self.author[message]]
            found[names[stem]][self.week[message]].add(author, self.keys[message], thread)
        return found

    def _messages(self, where: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(self.stem[where], minlength=len(self.numbers))

    def _distinct(self, where: NDArray[np.bool_], of_messages: Places) -> NDArray[np.int64]:
        """By how many of these each stem was used."""
        return distinct(self.stem[where], of_messages[self.message[where]], len(self.numbers))

    def _shared_threads(self, where: NDArray[np.bool_]) -> NDArray[np.int64]:
        """In how many threads at least two people used each stem."""
        spoken, place = np.unique(pairs(self.thread, self.author), return_inverse=True)
        told = np.unique(pairs(self.stem[where], place.astype(np.int32)[self.message[where]]))
        threads = pairs((told >> 32).astype(np.int32), (spoken[told & 0xFFFFFFFF] >> 32).astype(np.int32))
        threads, people = np.unique(threads, return_counts=True)
        return np.bincount(threads[people >= 2] >> 32, minlength=len(self.numbers))


def _candidates(
    columns: _Growing, weeks: NDArray[np.int8], authors: Places, least_people: int
) -> tuple[Keys, Places, Places]:
    """The numbers of the candidates, rising, and of each use of one its place among them and its message's."""
    phrases, message = np.array(columns.phrases, np.int64), np.arange(len(weeks), dtype=np.int32)
    message = np.repeat(message, np.array(columns.said, np.int32))
    columns.phrases = array("q")
    last = weeks[message] == 0
    numbers, used = np.unique(phrases[last], return_counts=True)
    numbers = numbers[used >= least_people]
    stem, message = _among(numbers, phrases, message)
    last = weeks[message] == 0
    people = distinct(stem[last], authors[message[last]], len(numbers))
    kept = people >= least_people
    places = (np.cumsum(kept) - 1).astype(np.int32)
    return numbers[kept], places[stem[kept[stem]]], message[kept[stem]]


def _among(numbers: Keys, phrases: Keys, message: Places) -> tuple[Places, Places]:
    """The uses of these phrases alone, each with the phrase's place among them."""
    stems, messages = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for start in range(0, len(phrases) if len(numbers) else 0, PART):
        part = phrases[start : start + PART]
        place = np.minimum(np.searchsorted(numbers, part), len(numbers) - 1)
        here = numbers[place] == part
        stems.append(place[here].astype(np.int32))
        messages.append(message[start : start + PART][here])
    return np.concatenate(stems), np.concatenate(messages)
