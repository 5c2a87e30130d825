"""Ties between people: how strong they are, and how they fade.

A tie's weight is the sum of the strengths of its helps, each halved every `HALF_LIFE`. It is stored as of a fixed
`LANDMARK` (forward decay: Cormode et al., "Forward decay: a practical time decay model for streaming systems",
ICDE 2009), so that the passing of time changes no row: reading multiplies by one factor.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.domain.help import Help

HALF_LIFE = timedelta(days=180)
LANDMARK = datetime(2020, 1, 1, tzinfo=UTC)
RETURNED = 0.5
"""How much a help given counts, beside a help received, for the giver's trust: we know those we helped, too."""

Numbers = NDArray[np.int32]
Weights = NDArray[np.float32]


class Tie(NamedTuple):
    """Identity of a tie: what a helper did for a seeker, as far as one visibility scope shows it."""

    scope: str
    helper: str
    seeker: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A person's ties: `people` (n,) int32 numbers in rising order, and as of the landmark, (n,) float32 each,
    the weight of the help `received` from them and `given` to them."""

    people: Numbers
    received: Weights
    given: Weights


ALONE = Neighbours(np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.float32))


class Adjacency(Mapping[int, Neighbours]):
    """The ties of several people, by number, laid end to end: of the k `owners` (k,) in rising order each has some.

    Of all m ties: `people` (m,), `received` (m,) and `given` (m,), as in `Neighbours`; `start` (k,) marks where each
    owner's begin.
    """

    def __init__(self, owners: Numbers, sizes: Numbers, ties: Neighbours) -> None:
        """`owners` (k,) in rising order, each once, with so many ties each, at least one."""
        self.owners, self._sizes = owners, sizes
        self.people, self.received, self.given = ties.people, ties.received, ties.given
        self.start: NDArray[np.intp] = np.cumsum(sizes, dtype=np.intp) - sizes

    @classmethod
    def added_up(cls, owners: Numbers, sizes: Numbers, ties: Neighbours) -> "Adjacency":
        """Of owners (n,) that come once for each scope: what scopes say of the same neighbour is added up."""
        pairs = np.repeat(owners, sizes).astype(np.int64) << 32 | ties.people
        pairs, place = np.unique(pairs, return_inverse=True)
        received, given = (np.bincount(place, weights, len(pairs)) for weights in (ties.received, ties.given))
        owners, counts = np.unique((pairs >> 32).astype(np.int32), return_counts=True)
        people = (pairs & 0xFFFFFFFF).astype(np.int32)
        ties = Neighbours(people, received.astype(np.float32), given.astype(np.float32))
        return cls(owners, counts.astype(np.int32), ties)

    def each(self, of_owners: NDArray[Any]) -> NDArray[Any]:
        """For each tie (m,) what its owner has of these (k,)."""
        return np.repeat(of_owners, self._sizes)

    def only(self, owners: Set[int]) -> "Adjacency":
        """The ties of some owners, by number, as far as they have any."""
        here = np.fromiter(map(owners.__contains__, self), bool, len(self))
        of_ties = self.each(here)
        ties = Neighbours(self.people[of_ties], self.received[of_ties], self.given[of_ties])
        return Adjacency(self.owners[here], self._sizes[here], ties)

    def foremost(self, of_ties: Weights) -> tuple[Weights, Numbers]:
        """The most that each owner's ties have of these (m,), and the first neighbour with so much; (k,) each."""
        most = np.maximum.reduceat(of_ties, self.start)
        last_first = np.flatnonzero(of_ties == self.each(most))[::-1]
        neighbour = np.empty(len(self), np.int32)
        neighbour[self.each(np.arange(len(self)))[last_first]] = self.people[last_first]
        return most, neighbour

    def __getitem__(self, owner: int) -> Neighbours:
        place = int(np.searchsorted(self.owners, owner))
        if place == len(self.owners) or self.owners[place] != owner:
            raise KeyError(owner)
        start = self.start[place]
        here = slice(start, start + self._sizes[place])
        return Neighbours(self.people[here], self.received[here], self.given[here])

    def __iter__(self) -> Iterator[int]:
        return iter(self.owners.tolist())

    def __len__(self) -> int:
        return len(self.owners)


def weight(helps: Iterable[Help]) -> float:
    """The weight of a pair's tie as of the landmark; 0.0 without helps."""
    return float(sum(help.strength * growth(help.given_at) for help in helps))


def trust(main: Weights, returned: Weights, at: datetime) -> Weights:
    """How far there is reason to trust, in [0, 1), (n,) float32: `main` is help one way, `returned` the other way."""
    faded = (main + np.float32(RETURNED) * returned) * np.float32(1 / growth(at))
    return faded / (1 + faded)


def growth(at: datetime) -> float:
    """By how much a help of that time outweighs one of the landmark's, read at any later time."""
    return float(2.0 ** ((at - LANDMARK) / HALF_LIFE))
