"""Learning to rank: a linear model over features, learnt from whoever answered, question after question.

The chance that the next answer comes from a person is the softmax of the people's scores (McFadden 1974; as a
ranking loss Cao et al. 2007). What is known of the weights is a Gaussian; each lesson multiplies it by the
likelihood of new questions, approximated by Laplace's method around the new mode (Spiegelhalter and Lauritzen
1990), so that each question is learnt from once and memory stays the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.domain.columns import Numbers

STEPS = 12
ENOUGH = 1e-4
FORGETTING = 0.9999
"""What a question's lesson keeps of what was known before it: habits of a workspace change."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question of the past: `values` (people, features), and `helped` (people,), how strongly each helped."""

    values: Numbers
    helped: Numbers


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of the weights: their mode (features,), and the precision (features, features) around it."""

    weights: Numbers
    precision: Numbers

    @classmethod
    def kept(cls, weights: Any, precision: Any, features: int) -> "Belief":
        """Back from what was kept as JSON. Raises ValueError for anything but a sound belief about so many features."""
        return cls(numbers(weights, features), numbers(precision, features, features))


def numbers(kept: Any, *shape: int) -> Numbers:
    """Numbers of this shape back from JSON. Raises ValueError for anything else."""
    try:
        found = np.asarray(kept, float)
    except TypeError as error:
        raise ValueError("no numbers") from error
    if found.shape != shape or not np.isfinite(found).all():
        raise ValueError(f"{found.shape} in place of {shape} numbers, or not all of them numbers")
    return found


def scores(weights: Numbers, values: Numbers) -> Numbers:
    """The score of each person, (people,): their log-odds against each other of being who answers."""
    return np.asarray(values @ weights)


def learn(belief: Belief, examples: Sequence[Example]) -> Belief:
    """What is believed after these questions, by Newton's method; examples in which nobody helped teach nothing."""
    told = [example for example in examples if example.helped.sum() > 0 and len(example.helped) > 1]
    if not told:
        return belief
    prior = belief.precision * FORGETTING ** len(told)
    weights, value = belief.weights, _objective(belief.weights, belief.weights, prior, told)
    for _ in range(STEPS):
        gradient, curvature = _derivatives(weights, belief.weights, prior, told)
        step = np.linalg.solve(curvature, gradient)
        size = 1.0
        while size > ENOUGH and _objective(weights - size * step, belief.weights, prior, told) > value:
            size /= 2
        weights = weights - size * step
        value, before = _objective(weights, belief.weights, prior, told), value
        if before - value < ENOUGH * len(told):
            break
    return Belief(weights, _derivatives(weights, belief.weights, prior, told)[1])


def chances(score: Numbers) -> Numbers:
    """The softmax of scores, (people,)."""
    raised = np.exp(score - score.max(initial=-np.inf))
    return np.asarray(raised / raised.sum())


def _objective(weights: Numbers, mode: Numbers, prior: Numbers, examples: Sequence[Example]) -> float:
    away = weights - mode
    value = 0.5 * float(away @ prior @ away)
    for example in examples:
        target = example.helped / example.helped.sum()
        value -= float(target @ np.log(np.maximum(chances(example.values @ weights), 1e-300)))
    return value


def _derivatives(
    weights: Numbers, mode: Numbers, prior: Numbers, examples: Sequence[Example]
) -> tuple[Numbers, Numbers]:
    gradient, curvature = prior @ (weights - mode), prior.copy()
    for example in examples:
        chance = chances(example.values @ weights)
        target = example.helped / example.helped.sum()
        mean = chance @ example.values
        gradient += mean - target @ example.values
        spread = example.values - mean
        curvature += spread.T @ (chance[:, None] * spread)
    return gradient, curvature
