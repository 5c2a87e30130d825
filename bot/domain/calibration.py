"""Calibration: from the ranking's chances to how sure an answer may sound."""

import numpy as np

from bot.domain.columns import Numbers

NAMED = 5
SURE = 0.5
"""Kith is sure when it is likelier than not that one of those named helps."""


def chance_of_help(chances: Numbers) -> float:
    """The chance that one of the first five helps; `chances` (people,) are in the order of the ranking.

    The chances say who gives the next answer; that one of five is it, is their sum.
    """
    return float(np.sum(chances[:NAMED]))


def is_sure(chances: Numbers) -> bool:
    """Whether one of the first five is likelier than not to help."""
    return chance_of_help(chances) >= SURE
