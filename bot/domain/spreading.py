"""Spreading: nobody is worn out. Who was named often of late falls back, and one place is kept for the seldom asked."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.domain.columns import Numbers

REMEMBERED = timedelta(days=90)
HALF_LIFE = timedelta(days=45)
RIVALS = 20
"""Load is weighed among so many of the best: they could take each other's place."""

WEIGHT = 0.45
"""How far a person falls back, in log-odds, each time that their load against the others' doubles."""

PLACES = 5
"""The last of so many places is kept for somebody seldom asked."""

WITHIN = 2.5
"""They must be within so much, in log-odds, of whose place they take."""


def load(named: Iterable[datetime], at: datetime) -> float:
    """How much a person was named before `at`: each time counts one and halves every HALF_LIFE."""
    return float(sum(0.5 ** ((at - time) / HALF_LIFE) for time in named if time < at))


def spread(scores: Numbers, loads: Numbers) -> Numbers:
    """The scores of rivals (people,) less what each one's load (people,), against the usual one, takes off."""
    return np.asarray(scores - WEIGHT * np.log2(1 + loads / (1 + loads.mean())))


def with_room(order: Sequence[int], scores: Numbers, is_new: NDArray[np.bool_]) -> list[int]:
    """Numbers of people, best first, with the best of the new ones (people,) fifth where none of them is before.

    A new one too far behind by the `scores` (people,) stays where they are.
    """
    places = list(order)
    best = next((place for place, person in enumerate(places) if is_new[person]), 0)
    if best >= PLACES and scores[places[PLACES - 1]] - scores[places[best]] < WITHIN:
        places.insert(PLACES - 1, places.pop(best))
    return places
