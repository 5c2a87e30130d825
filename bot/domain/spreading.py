"""Spreading: nobody is worn out. Who was named often in vain falls back, and one place is kept for the seldom asked."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from bot.domain.columns import Numbers

REMEMBERED = timedelta(days=365)
"""Every time that a person was named since then counts one."""

CARRYING = 3
"""An answer is a load on so many of the first whom it names, until they have helped."""

RIVALS = 20
"""Load is weighed among so many of the best: they could take each other's place."""

WEIGHTS = (0.45, 0.55, 0.7, 0.5)
"""How far a person falls back for the first, second and third place, and for all others, in log-odds, each time that
their load against the others' doubles. Who is first matters most to the asker, and being third is as much of a load."""

PLACES = 5
"""The last of so many places is kept for somebody seldom asked."""

WITHIN = 2.0
"""They must be within so much, in log-odds, of whose place they take."""


def spread(scores: Numbers, loads: Numbers) -> tuple[list[int], Numbers]:
    """Numbers of rivals, best first, and the score of each, (people,), at the place that they got.

    Each place goes to whoever of those left has the highest score (people,) less what their load (people,), against the
    usual one, takes off there.
    """
    burden = np.log2(1 + loads / (1 + loads.mean())) if len(loads) else loads
    order: list[int] = []
    placed, left = np.empty(len(scores)), np.ones(len(scores), bool)
    for place in range(len(scores)):
        lessened = scores - WEIGHTS[min(place, len(WEIGHTS) - 1)] * burden
        best = int(np.argmax(np.where(left, lessened, -np.inf)))
        placed[best], left[best] = lessened[best], False
        order.append(best)
    return order, placed


def with_room(order: Sequence[int], scores: Numbers, is_new: NDArray[np.bool_]) -> list[int]:
    """Numbers of people, best first, with the best of the new ones (people,) fifth where none of them is before.

    A new one too far behind by the `scores` (people,) stays where they are.
    """
    places = list(order)
    best = next((place for place, person in enumerate(places) if is_new[person]), 0)
    if best >= PLACES and scores[places[PLACES - 1]] - scores[places[best]] < WITHIN:
        places.insert(PLACES - 1, places.pop(best))
    return places
