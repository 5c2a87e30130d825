"""Participations as columns: what numpy sums per person, in one pass over all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from bot.domain.traces import Sightings

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

    @property
    def taken_part(self) -> Numbers:
        """How much of a part each was, (n,): the second and the third message count as well, by half each."""
        return np.minimum(1.0, 0.5 + 0.25 * self.messages)

    def per_person(self, values: Numbers | NDArray[np.bool_]) -> Numbers:
        """Sums by person, (people,)."""
        return np.bincount(self.person, values, self.people).astype(float, copy=False)

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


def columns_of(seen: Sightings, place: Mapping[str, int], channel: str, now: float) -> Columns:
    """What was seen as participations, as of `now` (seconds since 1970); `place` numbers the people."""
    person = np.fromiter(map(place.__getitem__, seen.people), np.intp, len(seen.people))[seen.person]
    roots = np.fromiter((float(root) for _, root in seen.threads), float, len(seen.threads))
    here = np.fromiter((there == channel for there, _ in seen.threads), bool, len(seen.threads))
    return Columns(
        person=person,
        thread=seen.thread,
        messages=seen.messages,
        first_age=np.maximum(now - seen.first, 1.0),
        age=np.maximum(now - seen.last, 1.0),
        likeness=seen.likeness[seen.thread],
        opened=seen.first == roots[seen.thread],
        here=here[seen.thread],
        people=len(place),
    )


def fading(age: Numbers, days: float) -> Numbers:
    """Weights that halve every so many days of age (seconds)."""
    return np.asarray(np.exp2(age * (-1 / (DAY * days))))
