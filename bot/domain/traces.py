"""Traces: who wrote in which threads, as far as it bears on one question."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

ThreadKey = tuple[str, str]
"""A thread's channel and root `ts`."""

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Sightings:
    """Parts that people took in threads, (n,) each; a person has one part in a thread.

    `person` counts through `people`, `thread` through `threads`; `first` and `last` are when they wrote first and last,
    in seconds, and `messages` how often. `likeness` (threads,) is how like the question each thread is (BM25, from 0
    up), where that was asked for.
    """

    people: Sequence[str]
    threads: Sequence[ThreadKey]
    person: NDArray[np.intp]
    thread: NDArray[np.intp]
    first: NDArray[np.float64]
    last: NDArray[np.float64]
    messages: NDArray[np.float64]
    likeness: NDArray[np.float64]

    def beside(self, others: "Sightings") -> "Sightings":
        """These and others, of other threads; a person of both is listed twice."""
        return Sightings(
            people=[*self.people, *others.people],
            threads=[*self.threads, *others.threads],
            person=np.concatenate([self.person, others.person + len(self.people)]),
            thread=np.concatenate([self.thread, others.thread + len(self.threads)]),
            first=np.concatenate([self.first, others.first]),
            last=np.concatenate([self.last, others.last]),
            messages=np.concatenate([self.messages, others.messages]),
            likeness=np.concatenate([self.likeness, others.likeness]),
        )

    def outside(self, channel: str) -> "Sightings":
        """Those in all channels but one."""
        kept = np.array([place != channel for place, _ in self.threads], bool)[self.thread]
        columns = ("person", "thread", "first", "last", "messages")
        return replace(self, **{name: getattr(self, name)[kept] for name in columns})

    def ordered(self, order: NDArray[np.intp], likeness: NDArray[np.float64]) -> "Sightings":
        """The same with the threads in another order (threads,), now that it is known how like they are (threads,)."""
        place = np.argsort(order)
        threads = [self.threads[n] for n in order]
        return replace(self, threads=threads, thread=place[self.thread], likeness=likeness[order])


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """What was `seen` in the threads most like a question, the most like first, and which of its terms they have.

    `mentions` (threads, terms) is which thread has which term, `rareness` (terms,) how rare each term is.
    """

    seen: Sightings
    mentions: NDArray[np.bool_]
    rareness: NDArray[np.float64]


NOTHING = Sightings((), (), *(np.zeros(0, kind) for kind in (np.intp, np.intp, float, float, float, float)))
NONE_ALIKE = Alike(NOTHING, np.zeros((0, 0), bool), np.zeros(0))


class Exchange(NamedTuple):
    """One help, between the asker and somebody."""

    helper: str
    seeker: str
    strength: float
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Traces:
    """What was seen strictly before a question.

    `here` is the latest in its channel, `elsewhere` that in all else which its readers may see, `alike` the threads
    most like it. `helps` are those that the asker received or gave.
    """

    here: Sightings = NOTHING
    elsewhere: Sightings = NOTHING
    alike: Alike = NONE_ALIKE
    helps: Sequence[Exchange] = ()


def factorized(values: Sequence[Value]) -> tuple[list[Value], NDArray[np.intp]]:
    """The distinct values in the order in which they come, and which of them each value is, (n,)."""
    distinct = list(dict.fromkeys(values))
    number = {value: place for place, value in enumerate(distinct)}
    return distinct, np.fromiter(map(number.__getitem__, values), np.intp, len(values))
