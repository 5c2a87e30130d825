"""The walk over ties: whom an asker reaches, how surely, and through whom.

The trust of a path is the product of its steps' trusts; a path has at most three steps. Two steps are walked
forward from the asker and one back from the candidates ("meet in the middle"), which reads the asker's row, the
neighbours' rows and the candidates' rows and no more, at any size of the network.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.domain.ties import Neighbours, Numbers, TieRows

Trusts = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Path:
    """The best way to a candidate: `people` from asker to candidate (2 to 4 numbers), `trust` in (0, 1)."""

    people: tuple[int, ...]
    trust: float


@dataclass(frozen=True, slots=True)
class _Reached:
    """Best trust per person reached: `people` (n,) rising, `trusts` (n,), `through` (n,) the person before."""

    people: Numbers
    trusts: Trusts
    through: Numbers

    def at(self, people: Numbers) -> tuple[Trusts, Numbers]:
        """Trust and predecessor of these people; trust 0 for those not reached."""
        if not len(self.people):
            return np.zeros(len(people), np.float32), np.full(len(people), -1, np.int32)
        place = np.minimum(np.searchsorted(self.people, people), len(self.people) - 1)
        found = self.people[place] == people
        return np.where(found, self.trusts[place], np.float32(0)), np.where(found, self.through[place], -1)


def walk(
    asker: int, candidates: Collection[int], rows: TieRows, at: datetime, closed: Collection[int] = ()
) -> dict[int, Path]:
    """The best path of at most three steps to each candidate that has one.

    `rows` holds the rows of the asker, of the asker's neighbours and of the candidates. Nobody in `closed`
    (hidden people) is walked through. Of equal paths the shorter wins, then the one through smaller numbers.
    """
    barred = np.array(sorted({*closed, asker}), np.int32)
    first = _open(rows.trusted_by(asker, at), barred)
    one = _Reached(first.people, first.weights, np.full(len(first.people), asker, np.int32))
    two = _second_step(one, rows, at, barred)
    paths = {}
    for candidate in candidates:
        path = _best(asker, candidate, one, two, _open(rows.trusting(candidate, at), barred))
        if path and candidate != asker:
            paths[candidate] = path
    return paths


def neighbours(asker: int, rows: TieRows) -> Numbers:
    """The people one step from the asker, whose rows the walk needs."""
    both = (rows.helped_by.get(asker), rows.helped.get(asker))
    return np.unique(np.concatenate([np.empty(0, np.int32), *(row.people for row in both if row)]))


def _second_step(one: _Reached, rows: TieRows, at: datetime, barred: Numbers) -> _Reached:
    steps = [_open(rows.trusted_by(int(person), at), barred) for person in one.people]
    people = np.concatenate([np.empty(0, np.int32), *(step.people for step in steps)])
    trusts = np.concatenate(
        [np.empty(0, np.float32), *(t * step.weights for t, step in zip(one.trusts, steps, strict=True))]
    )
    through = np.repeat(one.people, [len(step.people) for step in steps])
    order = np.lexsort((through, -trusts, people))
    best = order[np.flatnonzero(np.diff(people[order], prepend=-1))] if len(order) else order
    return _Reached(people[best], trusts[best].astype(np.float32), through[best].astype(np.int32))


def _best(asker: int, candidate: int, one: _Reached, two: _Reached, last: Neighbours) -> Path | None:
    """The best of one, two and three steps."""
    target = np.array([candidate], np.int32)
    found: list[Path] = []
    trust, _ = one.at(target)
    if trust[0] > 0:
        found.append(Path((asker, candidate), float(trust[0])))
    steps, _ = one.at(last.people)
    middle = _argmax(steps * last.weights)
    if middle is not None:
        found.append(Path((asker, int(last.people[middle]), candidate), float((steps * last.weights)[middle])))
    steps, through = two.at(last.people)
    trusts = np.where(through == candidate, np.float32(0), steps * last.weights)
    middle = _argmax(trusts)
    if middle is not None:
        people = (asker, int(through[middle]), int(last.people[middle]), candidate)
        found.append(Path(people, float(trusts[middle])))
    return max(found, key=lambda path: (path.trust, -len(path.people)), default=None)


def _argmax(trusts: Trusts) -> int | None:
    """The place of the largest positive trust, the first of equals."""
    place = int(np.argmax(trusts)) if len(trusts) else 0
    return place if len(trusts) and trusts[place] > 0 else None


def _open(row: Neighbours, barred: Numbers) -> Neighbours:
    keep = ~np.isin(row.people, barred)
    return Neighbours(row.people[keep], row.weights[keep])
