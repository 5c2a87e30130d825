"""Ties between people: how strong they are, and how they fade.

A tie's weight is the sum of the strengths of its helps, each halved every `HALF_LIFE`. It is stored as of a fixed
`LANDMARK` (forward decay: Cormode et al., "Forward decay: a practical time decay model for streaming systems",
ICDE 2009), so that the passing of time changes no row: reading multiplies by one factor.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    """A person's ties: `people` (n,) int32 numbers in rising order, and as of the landmark, (n,) float32 each,
    the weight of the help `received` from them and `given` to them."""

    people: Numbers
    received: Weights
    given: Weights


ALONE = Neighbours(np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.float32))


def weight(helps: Iterable[Help]) -> float:
    """The weight of a pair's tie as of the landmark; 0.0 without helps."""
    return float(sum(help.strength * growth(help.given_at) for help in helps))


def trust(main: Weights, returned: Weights, at: datetime) -> Weights:
    """How far there is reason to trust, in [0, 1), (n,) float32: `main` is help one way, `returned` the other way."""
    faded = (main + np.float32(RETURNED) * returned) * np.float32(1 / growth(at))
    return faded / (1 + faded)


def merge(rows: Sequence[Neighbours]) -> Neighbours:
    """One row from several scopes' rows of the same person: weights of the same neighbour add up."""
    kept = [row for row in rows if len(row.people)]
    if len(kept) < 2:
        return kept[0] if kept else ALONE
    people, place = np.unique(np.concatenate([row.people for row in kept]), return_inverse=True)
    received = np.bincount(place, np.concatenate([row.received for row in kept]), len(people))
    given = np.bincount(place, np.concatenate([row.given for row in kept]), len(people))
    return Neighbours(people, received.astype(np.float32), given.astype(np.float32))


def growth(at: datetime) -> float:
    """By how much a help of that time outweighs one of the landmark's, read at any later time."""
    return float(2.0 ** ((at - LANDMARK) / HALF_LIFE))
