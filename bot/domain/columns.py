"""Participations as columns: what numpy sums per person, in one pass over all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import eq

import numpy as np
from numpy.typing import NDArray

from bot.domain.traces import Participation

Numbers = NDArray[np.float64]

DAY = 86_400.0
HOUR = 3_600.0
LONG_AGO = 200 * 24.0
"""Hours after which it no longer matters how long somebody has been away."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Participations, (n,) each; `person` counts through the people, `thread` through the threads; ages in seconds."""

    person: NDArray[np.intp]
    thread: NDArray[np.intp]
    messages: Numbers
    first_age: Numbers
    age: Numbers
    likeness: Numbers
    opened: NDArray[np.bool_]
    here: NDArray[np.bool_]
    people: int

    def kept(self, mask: NDArray[np.bool_]) -> "Columns":
        """Those of the participations where `mask` (n,) says so."""
        columns = [field.name for field in fields(self) if field.name != "people"]
        return replace(self, **{name: getattr(self, name)[mask] for name in columns})

    def per_person(self, values: Numbers | NDArray[np.bool_]) -> Numbers:
        """Sums by person, (people,)."""
        return np.bincount(self.person, values, self.people).astype(float)

    def latest(self, kept: NDArray[np.bool_]) -> Numbers:
        """Hours since each person's latest kept participation, (people,)."""
        age = np.full(self.people, LONG_AGO)
        np.minimum.at(age, self.person[kept], self.age[kept] / HOUR)
        return age

    def first_to_join(self) -> NDArray[np.bool_]:
        """Which participations were the first by somebody else than who opened the thread."""
        joined = np.flatnonzero(~self.opened)
        order = joined[np.lexsort((-self.first_age[joined], self.thread[joined]))]
        first = np.zeros(len(self.person), bool)
        first[order[np.flatnonzero(np.diff(self.thread[order], prepend=-1))]] = True
        return first


def columns_of(parts: Sequence[Participation], place: Mapping[str, int], channel: str, now: float) -> Columns:
    """Participations as columns, as of `now` (seconds since 1970); `place` numbers the people."""
    persons, channels, roots, messages, firsts, lasts, likeness = (
        zip(*parts, strict=True) if parts else ((),) * len(Participation._fields)
    )
    ends = [*map(float, lasts)]
    starts = [end if first == last else float(first) for first, last, end in zip(firsts, lasts, ends, strict=True)]
    threads = [*zip(channels, roots, strict=True)]
    number = {thread: number for number, thread in enumerate(dict.fromkeys(threads))}
    return Columns(
        person=np.array([*map(place.__getitem__, persons)], np.intp),
        thread=np.array([*map(number.__getitem__, threads)], np.intp),
        messages=np.array(messages, float),
        first_age=np.maximum(now - np.array(starts), 1.0),
        age=np.maximum(now - np.array(ends), 1.0),
        likeness=np.array(likeness, float),
        opened=np.array([*map(eq, firsts, roots)], bool),
        here=np.array([*map(channel.__eq__, channels)], bool),
        people=len(place),
    )


def fading(age: Numbers, days: float) -> Numbers:
    """Weights that halve every so many days of age (seconds)."""
    return np.asarray(np.exp2(-age / (DAY * days)))
