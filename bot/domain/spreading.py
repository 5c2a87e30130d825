"""Spreading: of people who are nearly as likely to help, the one who was named less of late comes first."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np

from bot.domain.features import Numbers

REMEMBERED = timedelta(days=21)
HALF_LIFE = timedelta(days=7)
WEIGHT = 0.12
"""How far a person falls back, in log-odds, each time that their load doubles."""


def load(named: Iterable[datetime], at: datetime) -> float:
    """How much a person was named before `at`: each time counts one and halves every HALF_LIFE."""
    return float(sum(0.5 ** ((at - time) / HALF_LIFE) for time in named if time < at))


def spread(scores: Numbers, loads: Numbers) -> Numbers:
    """Scores (people,) less what each person's load (people,) takes off."""
    return np.asarray(scores - WEIGHT * np.log2(1 + loads))
