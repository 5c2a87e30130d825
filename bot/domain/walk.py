"""The walk over ties: whom an asker reaches, how surely, and through whom.

The trust of a path is the product of its steps' trusts; a path has at most three steps. Two steps are walked
forward from the asker and one back from the candidates ("meet in the middle"), which reads the asker's row, the
neighbours' rows and the candidates' rows and no more, at any size of the network.
"""

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bot.domain.ties import ALONE, Adjacency, Numbers, Weights, trust


@dataclass(frozen=True, slots=True)
class Path:
    """The best way to a candidate: `people` from asker to candidate (2 to 4 numbers), `trust` in (0, 1)."""

    people: tuple[int, ...]
    trust: float


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What was walked forward: the best trust with which people are reached in `one` and in `two` steps, by number.

    The second `steps` (m,) are those of the adjacency's ties.
    """

    one: Weights
    two: Weights
    steps: Weights


def walk(
    asker: int, candidates: Collection[int], rows: Adjacency, at: datetime, closed: Collection[int] = ()
) -> dict[int, Path]:
    """The best path of at most three steps to each candidate that has one.

    `rows` holds the ties of the asker, of the asker's neighbours and of the candidates. Nobody in `closed`
    (hidden people) is walked through. Of equal paths the shorter wins, then the one through smaller numbers.
    """
    if asker not in rows:
        return {}
    ahead = _ahead(asker, rows, at, closed)
    met = _met({*candidates} - {asker}, ahead, rows, at)
    return {target: Path((asker, *middle, target), reached) for target, reached, middle in met}


def beyond(path: Path, last: float) -> float:
    """The trust of a path that goes one step further, out of the organisation: `last` is that step's, in (0, 1)."""
    return path.trust * last


def neighbours(asker: int, rows: Adjacency) -> Numbers:
    """The people one step from the asker, whose ties the walk needs."""
    return rows.get(asker, ALONE).people


def _ahead(asker: int, rows: Adjacency, at: datetime, closed: Collection[int]) -> _Ahead:
    """Walk two steps forward."""
    mine = rows[asker]
    size = 1 + max(int(rows.people.max()), int(rows.owners[-1]))
    shut = [number for number in (asker, *closed) if number < size]
    one, two = np.zeros(size, np.float32), np.zeros(size, np.float32)
    one[mine.people] = trust(mine.received, mine.given, at)
    one[shut] = 0
    steps = rows.each(one[rows.owners]) * trust(rows.received, rows.given, at)
    np.maximum.at(two, rows.people, steps)
    two[shut] = 0
    return _Ahead(one, two, steps)


def _through(people: Numbers, ahead: _Ahead, rows: Adjacency) -> Numbers:
    """Through whom each of some people is reached in two steps, anybody where nobody is; of equals the smallest."""
    wanted = np.zeros(len(ahead.two), bool)
    wanted[people] = True
    ties = np.flatnonzero(wanted[rows.people])
    best = ties[ahead.steps[ties] == ahead.two[rows.people[ties]]][::-1]
    through = np.zeros(len(wanted), np.int32)
    through[rows.people[best]] = rows.each(rows.owners)[best]
    return through[people]


def _met(
    targets: Set[int], ahead: _Ahead, rows: Adjacency, at: datetime
) -> Iterator[tuple[int, float, tuple[int, ...]]]:
    """Join what was walked forward with the last steps, taken back from the targets: how far each is trusted, and the
    people between.

    A way of three steps that passes its own target is longer than the direct one, and never as good.
    """
    last = rows.only(targets)
    back = trust(last.given, last.received, at)
    direct = ahead.one[last.owners]
    two, second = last.foremost(ahead.one[last.people] * back)
    three, third = last.foremost(ahead.two[last.people] * back)
    columns = (last.owners, direct, two, second, three, _through(third, ahead, rows), third)
    for target, by_one, by_two, only, by_three, first, then in zip(*(c.tolist() for c in columns), strict=True):
        best = max(by_one, by_two, by_three)
        if best:
            yield target, best, () if best == by_one else (only,) if best == by_two else (first, then)
