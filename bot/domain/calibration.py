"""Calibration: from the ranking's chances to how sure an answer may sound.

The chances say who gives one answer, but several people answer a question: as if so many answers were drawn one by one.
Whether that says too much or too little, and is too sure of the difference between questions, is learnt: a logistic
regression on its log-odds (Platt 1999), learnt as the ranking's weights are. Each settled question tells whether one of
the first five helped, whom the ranking, as it was before it learnt of that question, gave so much chance (prequential:
Dawid 1984).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.domain.columns import Numbers
from bot.domain.learning import Belief, Example, chances, learn, scores

NAMED = 5
ANSWERS = 1.8
"""So many answers a question comes to: it lies between what fits two public workspaces."""

SURE = 2 / 3
"""Kith is sure where one of those named helps at least two times in three."""

HARDLY = 1e-3
"""Nothing is held for less likely than this, nor for more certain."""


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What is believed of two numbers: what is added to the log-odds of help, and by how much these are multiplied."""

    belief: Belief

    @classmethod
    def kept(cls, kept: Any) -> "Calibration":
        """Back from what was kept as JSON. Raises ValueError for anything else."""
        match kept:
            case [weights, precision]:
                return cls(Belief.kept(weights, precision, 2))
        raise ValueError("not two numbers and their precision")

    def to_keep(self) -> list[Any]:
        """As JSON, for `kept`."""
        return [self.belief.weights.tolist(), self.belief.precision.tolist()]

    def chance_of_help(self, chance: Numbers) -> float:
        """The chance that one of the first five helps; `chance` (people,) is of each to answer, best ranked first."""
        return float(chances(scores(self.belief.weights, _outcomes(chance)))[0]) if chance.any() else 0.0

    def after(self, weights: Numbers, examples: Sequence[Example]) -> "Calibration":
        """What is believed after these questions, ranked by weights that have not learnt from them."""
        return Calibration(learn(self.belief, [_outcome(weights, example) for example in examples]))


AT_FIRST = Calibration(Belief(np.array([0.0, 1.0]), np.diag([6.0, 12.0])))
"""The belief to start from: the ranking's chances hold as they are. Some fifty questions weigh as much."""


def _outcome(weights: Numbers, example: Example) -> Example:
    """A question as one of two outcomes, which had so much chance: that one of the first five helped, or none."""
    chance = chances(scores(weights, example.values))
    first = np.argsort(-chance, kind="stable")[:NAMED]
    helped = bool((example.helped[first] > 0).any())
    return Example(_outcomes(chance[first]), np.array([helped, not helped], float))


def _outcomes(chance: Numbers) -> Numbers:
    """Of help by one of the first five, and of none, what is multiplied with the two numbers, (2, 2).

    Nobody of five is among so many answers as that many misses in a row.
    """
    none = np.clip(max(0.0, 1.0 - float(np.sum(chance[:NAMED]))) ** ANSWERS, HARDLY, 1 - HARDLY)
    return np.array([[1.0, np.log((1 - none) / none)], [0.0, 0.0]])
