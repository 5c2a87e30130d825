"""Is a phrase on the rise, and will it stay? Two probabilities from weekly counts of people and messages.

Both rest on the same model: counts are Poisson with a rate that is itself gamma distributed, so that what is to be
expected is negative binomial. Kleinberg (2002) asks the same of two fixed rates; here the rate that a phrase had
before is learnt with its uncertainty, which is what decides about phrases seen twice or never.
"""

from collections.abc import Sequence
from math import ceil, exp, lgamma, log, log1p, log10

from bot.domain.uses import WeekCount

MEMORY = 26
"""Weeks of counts that a judgement looks back on."""

_HALF_LIFE = 8.0
_PRIOR_PEOPLE = 0.3
_PRIOR_WEEKS = 2.0
_SUBLINEAR = 0.7
_DISPERSION = 0.7
_LEAST_PEOPLE_LATER = 3
_FORECAST = ((1, 0.10), (1, 0.10), (2, 0.25), (5, 0.30), (MEMORY - 9, 0.30))


def burst(people: Sequence[int], history: Sequence[WeekCount], expected: float = 0.0) -> float:
    """How surprising it is that so many people use a phrase: -log10 of the chance of at least that many.

    `people[n]` counts the distinct people of the last n + 1 weeks; `history[n]` is the week n weeks ago, the frame
    included, as far back as the workspace goes. `expected` is how many people a week would use it going by general
    language. The best of the spans counts: a jump, or a slow widening (a scan statistic, Kulldorff 1997).
    """
    return max(_surprise(people[span - 1], span, history, expected) for span in range(1, len(people) + 1))


def staying(history: Sequence[WeekCount]) -> float:
    """The chance that over the next four weeks it is used twice as much as in the eight weeks before the last one.

    The forecast is a weighted mean of the last week, the one before, and the last, middle and long-term level.
    """
    messages = [week.messages for week in history]
    rate, start = 0.0, 0
    for length, weight in _FORECAST:
        span = messages[start : start + length]
        rate += weight * sum(span) / length if start < 9 else weight * sum(span) / max(1, len(span))
        start += length
    before = sum(messages[1:9])
    return _at_least(max(_LEAST_PEOPLE_LATER, before), _DISPERSION, _DISPERSION / max(1e-9, 4 * rate))


def _surprise(people: int, span: int, history: Sequence[WeekCount], expected: float) -> float:
    shape, weeks = _PRIOR_PEOPLE + _PRIOR_WEEKS * expected, _PRIOR_WEEKS
    for age, week in enumerate(history[span:]):
        faded = 0.5 ** (age / _HALF_LIFE)
        shape, weeks = shape + faded * week.people, weeks + faded
    chance = _at_least(people, shape, weeks / span**_SUBLINEAR)
    return -log10(max(chance, 1e-15))


def _at_least(count: int, shape: float, rate: float) -> float:
    """The chance that a negative binomial count (gamma `shape`, `rate` per unit) reaches `count`."""
    stay, leave = log(rate) - log1p(rate), -log1p(rate)
    below = (
        exp(lgamma(shape + n) - lgamma(shape) - lgamma(n + 1) + shape * stay + n * leave) for n in range(ceil(count))
    )
    return max(0.0, 1.0 - sum(below))
