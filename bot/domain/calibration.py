"""Calibration: from the ranking's chances to how sure an answer may sound."""

from math import pow

import numpy as np

from bot.domain.columns import Numbers

NAMED = 5
ANSWERS = 1.8
"""Several people answer a question, as if so many were drawn one by one: fits two public workspaces alike."""

SURE = 2 / 3
"""Kith is sure where one of those named helps at least two times in three."""


def chance_of_help(chances: Numbers) -> float:
    """The chance that one of the first five helps; `chances` (people,) are in the order of the ranking.

    The chances say who gives one answer; nobody of five is among so many answers as that many misses in a row.
    """
    missed = max(0.0, 1.0 - float(np.sum(chances[:NAMED])))
    return 1.0 - pow(missed, ANSWERS)


def is_sure(chances: Numbers) -> bool:
    """Whether one of the first five is likely enough to help."""
    return chance_of_help(chances) >= SURE
