"""Ties between people: how strong they are, and how they fade.

A tie's weight is the sum of the strengths of its helps, each halved every `HALF_LIFE`. It is stored as of a fixed
`LANDMARK` (forward decay: Cormode et al., "Forward decay: a practical time decay model for streaming systems",
ICDE 2009), so that the passing of time changes no row: reading multiplies by one factor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

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
    """A person's ties in one direction: `people` (n,) int32 numbers in rising order, `weights` (n,) float32."""

    people: Numbers
    weights: Weights


NO_NEIGHBOURS = Neighbours(np.empty(0, np.int32), np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class TieRows:
    """Rows read together: by person, those who helped them, and those whom they helped."""

    helped_by: Mapping[int, Neighbours] = field(default_factory=dict)
    helped: Mapping[int, Neighbours] = field(default_factory=dict)

    def trusted_by(self, person: int, at: datetime) -> Neighbours:
        """Whom this person has reason to trust, and how far, in (0, 1): the steps that lead on from them."""
        return _trust(self.helped_by.get(person, NO_NEIGHBOURS), self.helped.get(person, NO_NEIGHBOURS), at)

    def trusting(self, person: int, at: datetime) -> Neighbours:
        """Who has reason to trust this person, and how far, in (0, 1): the steps that lead to them."""
        return _trust(self.helped.get(person, NO_NEIGHBOURS), self.helped_by.get(person, NO_NEIGHBOURS), at)


def weight(helps: Iterable[Help]) -> float:
    """The weight of a pair's tie as of the landmark; 0.0 without helps."""
    return float(sum(help.strength * _growth(help.given_at) for help in helps))


def merge(rows: Iterable[Neighbours]) -> Neighbours:
    """One row from several scopes' rows of the same person: weights of the same neighbour add up."""
    kept = [row for row in rows if len(row.people)]
    if len(kept) < 2:
        return kept[0] if kept else NO_NEIGHBOURS
    people, place = np.unique(np.concatenate([row.people for row in kept]), return_inverse=True)
    weights = np.bincount(place, np.concatenate([row.weights for row in kept]), len(people))
    return Neighbours(people, weights.astype(np.float32))


def _trust(main: Neighbours, returned: Neighbours, at: datetime) -> Neighbours:
    both = merge((main, Neighbours(returned.people, np.float32(RETURNED) * returned.weights)))
    faded = both.weights.astype(np.float64) / _growth(at)
    return Neighbours(both.people, (faded / (1.0 + faded)).astype(np.float32))


def _growth(at: datetime) -> float:
    return float(2.0 ** ((at - LANDMARK) / HALF_LIFE))
