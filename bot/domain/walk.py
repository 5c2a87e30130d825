"""The walk over ties: whom an asker reaches, how surely, and through whom.

The trust of a path is the product of its steps' trusts; a path has at most three steps. Two steps are walked
forward from the asker and one back from the candidates ("meet in the middle"), which reads the asker's row, the
neighbours' rows and the candidates' rows and no more, at any size of the network.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.domain.ties import ALONE, Neighbours, Numbers, Weights, trust

Rows = Mapping[int, Neighbours]
"""Rows of people, by number."""


@dataclass(frozen=True, slots=True)
class Path:
    """The best way to a candidate: `people` from asker to candidate (2 to 4 numbers), `trust` in (0, 1)."""

    people: tuple[int, ...]
    trust: float


@dataclass(frozen=True, slots=True)
class _Steps:
    """Steps from several people's rows, laid end to end: `start` (k + 1,) marks where each of the k rows begins."""

    people: Numbers
    trusts: Weights
    start: NDArray[np.intp]

    def owners(self, of: Numbers) -> Numbers:
        """Of each step the person whose row it is from."""
        return np.repeat(of, np.diff(self.start))


class _Reached:
    """Best trust with which people were reached, and the person before; indexed by number."""

    def __init__(self, size: int) -> None:
        self.trusts = np.zeros(size, np.float32)
        self.through = np.full(size, -1, np.int32)

    def reach(self, people: Numbers, trusts: Weights, through: Numbers) -> None:
        """Take down steps that lead to `people`; of equal ones the first stays."""
        np.maximum.at(self.trusts, people, trusts)
        best = np.flatnonzero(trusts == self.trusts[people])[::-1]
        self.through[people[best]] = through[best]


def walk(
    asker: int, candidates: Collection[int], rows: Rows, at: datetime, closed: Collection[int] = ()
) -> dict[int, Path]:
    """The best path of at most three steps to each candidate that has one.

    `rows` holds the rows of the asker, of the asker's neighbours and of the candidates. Nobody in `closed`
    (hidden people) is walked through. Of equal paths the shorter wins, then the one through smaller numbers.
    """
    targets = np.array(sorted({*candidates} - {asker}), np.int32)
    mine = rows.get(asker, ALONE)
    back = _steps([rows.get(int(target), ALONE) for target in targets], at, towards=True)
    ahead = _steps([rows.get(int(person), ALONE) for person in mine.people], at)
    size = 1 + max(int(people.max(initial=0)) for people in (mine.people, ahead.people, back.people, targets))
    shut = np.zeros(size, bool)
    shut[[number for number in (asker, *closed) if number < size]] = True

    one = _Reached(size)
    trusts = np.where(shut[mine.people], np.float32(0), trust(mine.received, mine.given, at))
    one.reach(mine.people, trusts, np.full(len(mine.people), asker, np.int32))
    two = _Reached(size)
    owners = ahead.owners(mine.people)
    two.reach(ahead.people, np.where(shut[ahead.people], np.float32(0), one.trusts[owners] * ahead.trusts), owners)
    return _met(asker, targets, one, two, back)


def beyond(path: Path, last: float) -> float:
    """The trust of a path that goes one step further, out of the organisation: `last` is that step's, in (0, 1)."""
    return path.trust * last


def neighbours(asker: int, rows: Rows) -> Numbers:
    """The people one step from the asker, whose rows the walk needs."""
    return rows.get(asker, ALONE).people


def _met(asker: int, targets: Numbers, one: _Reached, two: _Reached, back: _Steps) -> dict[int, Path]:
    """Join what was walked forward with the last steps back from the candidates."""
    owners = back.owners(targets)
    by_two = _best(back, one.trusts[back.people] * back.trusts)
    returns = two.through[back.people] == owners
    by_three = _best(back, np.where(returns, np.float32(0), two.trusts[back.people] * back.trusts))
    paths: dict[int, Path] = {}
    for place, target in enumerate(map(int, targets)):
        (second, through_two), (third, through_three) = by_two[place], by_three[place]
        direct = float(one.trusts[target])
        best = max(direct, second, third)
        if not best:
            continue
        if best == direct:
            middle: Iterable[int] = ()
        elif best == second:
            middle = (through_two,)
        else:
            middle = (int(two.through[through_three]), through_three)
        paths[target] = Path((asker, *middle, target), best)
    return paths


def _best(steps: _Steps, trusts: Weights) -> list[tuple[float, int]]:
    """Of each row the best trust and the person it leads through; 0.0 where there is none."""
    found: list[tuple[float, int]] = []
    for start, end in zip(steps.start[:-1], steps.start[1:], strict=True):
        place = start + int(np.argmax(trusts[start:end])) if end > start else -1
        found.append((float(trusts[place]), int(steps.people[place])) if place >= 0 else (0.0, -1))
    return found


def _steps(rows: Sequence[Neighbours], at: datetime, towards: bool = False) -> _Steps:
    """The steps that lead on from the rows' owners, or, `towards` them, the steps that lead there."""
    received = _joined([row.received for row in rows])
    given = _joined([row.given for row in rows])
    people = np.concatenate([ALONE.people, *(row.people for row in rows)])
    start = np.cumsum([0, *(len(row.people) for row in rows)])
    return _Steps(people, trust(given, received, at) if towards else trust(received, given, at), start)


def _joined(weights: Sequence[Weights]) -> Weights:
    return np.concatenate([ALONE.received, *weights])
