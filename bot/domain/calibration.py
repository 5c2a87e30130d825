"""Calibration: from the ranking's chances to how sure an answer may sound.

The chances say who gives one answer, but several people answer a question: as if so many answers were drawn one by one.
How many that is differs between workspaces and is learnt: each settled question tells whether one of the first five
helped, whom the ranking, as it was before it learnt of that question, gave so much chance (prequential: Dawid 1984).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.domain.columns import Numbers
from bot.domain.learning import Example, chances, numbers, scores

NAMED = 5
ANSWERS = np.linspace(1.0, 4.0, 31)
"""So many answers a question may come to."""

USUAL, SPREAD = 1.8, 0.3
"""What is taken for likely at first: it lies between what fits two public workspaces; sixty questions weigh as much."""

SURE = 2 / 3
"""Kith is sure where one of those named helps at least two times in three."""

HARDLY = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What is believed of the answers that a question comes to: the log-likelihood (n,) of each number of ANSWERS."""

    likelihood: Numbers

    @classmethod
    def kept(cls, kept: Any) -> "Calibration":
        """Back from what was kept as JSON. Raises ValueError for anything else."""
        return cls(numbers(kept, len(ANSWERS)))

    @property
    def answers(self) -> float:
        """How many answers a question comes to, by the mean of what is believed."""
        return float(chances(self.likelihood) @ ANSWERS)

    def chance_of_help(self, chance: Numbers) -> float:
        """The chance that one of the first five helps; `chance` (people,) is of each to answer, best ranked first.

        Nobody of five is among so many answers as that many misses in a row.
        """
        return float(1.0 - _missed(chance) ** self.answers)

    def after(self, weights: Numbers, examples: Sequence[Example]) -> "Calibration":
        """What is believed after these questions, ranked by weights that have not learnt from them."""
        likelihood = self.likelihood.copy()
        for example in examples:
            chance = chances(scores(weights, example.values))
            first = np.argsort(-chance, kind="stable")[:NAMED]
            none = np.clip(_missed(chance[first]) ** ANSWERS, HARDLY, 1 - HARDLY)
            likelihood += np.log(1 - none if (example.helped[first] > 0).any() else none)
        return Calibration(likelihood - likelihood.max())


AT_FIRST = Calibration(-0.5 * ((ANSWERS - USUAL) / SPREAD) ** 2)
"""The belief to start from."""


def _missed(chance: Numbers) -> float:
    """The chance that one answer comes from none of the first five."""
    return max(0.0, 1.0 - float(np.sum(chance[:NAMED])))
