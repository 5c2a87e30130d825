"""What Kith believes of the weights before a workspace has taught it anything."""

import numpy as np

from bot.domain.features import FEATURES
from bot.domain.learning import Belief

CERTAINTY = 200.0
"""So many questions' worth of evidence the starting weights count for."""

_STARTING = {
    "here: joined, 3 days": (0.151, 0.16),
    "here: joined, 7 days": (-0.114, 0.23),
    "here: joined, 30 days": (-0.027, 0.38),
    "here: joined, 180 days": (0.113, 0.51),
    "here: wrote, 1 days": (0.116, 0.23),
    "here: wrote, 7 days": (0.091, 0.46),
    "here: wrote, 30 days": (0.147, 0.67),
    "here: wrote, 180 days": (0.200, 0.86),
    "here: joined first": (-0.233, 0.25),
    "here: share of joins": (0.160, 0.70),
    "here: opened": (-0.041, 0.42),
    "here: joins per message": (0.346, 0.37),
    "here: firsts per join": (0.239, 0.18),
    "here: opened per join": (0.038, 0.63),
    "around: joined, 3 days": (-0.010, 0.33),
    "around: joined, 7 days": (-0.009, 0.41),
    "around: joined, 30 days": (-0.014, 0.52),
    "around: joined, 180 days": (-0.016, 0.68),
    "around: wrote, 1 days": (-0.021, 0.47),
    "around: wrote, 7 days": (0.024, 0.74),
    "around: wrote, 30 days": (0.005, 0.91),
    "around: wrote, 180 days": (0.002, 1.08),
    "around: joined first": (-0.194, 0.37),
    "around: share of joins": (0.008, 0.80),
    "around: opened": (0.004, 0.58),
    "around: joins per message": (0.242, 0.50),
    "around: firsts per join": (0.140, 0.30),
    "around: opened per join": (-0.060, 0.84),
    "last seen": (0.056, 1.99),
    "last seen here": (0.240, 1.24),
    "last joined here": (-0.008, 1.04),
    "seen within 0.5 hours": (0.435, 0.05),
    "seen within 5 hours": (0.063, 0.11),
    "seen within 48 hours": (0.134, 0.21),
    "seen within 160 hours": (0.660, 0.27),
    "seen here within 0.5 hours": (-0.515, 0.05),
    "seen here within 5 hours": (-0.634, 0.05),
    "seen here within 48 hours": (-0.660, 0.12),
    "active at this hour": (0.262, 0.37),
    "expected now": (0.102, 0.76),
    "more active than usual": (0.008, 0.31),
    "alike: joined, 3 days": (0.066, 0.32),
    "alike: joined, 10 days": (-0.021, 0.50),
    "alike: joined, 30 days": (0.060, 0.68),
    "alike: joined, 90 days": (0.114, 0.85),
    "alike: joined": (0.090, 1.12),
    "alike: here": (0.071, 0.44),
    "alike: elsewhere": (-0.085, 0.71),
    "alike: wrote": (-0.022, 1.24),
    "alike: squared": (0.058, 1.62),
    "alike: joined first": (0.116, 0.50),
    "alike: opened": (0.113, 0.42),
    "alike: the closest": (-0.063, 0.27),
    "alike: by rank": (-0.011, 0.57),
    "alike: share of joins": (0.064, 2.16),
    "alike: joined, of the best": (-0.504, 0.12),
    "alike: joined, 30 days, of the best": (-0.315, 0.12),
    "alike: squared, of the best": (0.439, 0.12),
    "alike: by rank, of the best": (0.483, 0.14),
    "helped the asker": (0.051, 0.11),
    "share of the asker's help": (0.059, 0.61),
    "was helped by the asker": (-0.114, 0.10),
    "here: together": (0.151, 0.11),
    "here: last together": (0.015, 0.45),
    "around: together": (-0.026, 0.13),
    "around: last together": (0.027, 0.64),
}
"""By feature, a weight learnt on half a year of one public community, and how widely the feature spreads."""

_WEIGHTS, _SPREADS = np.array([_STARTING[name] for name in FEATURES]).T

STARTING = Belief(_WEIGHTS, np.diag(CERTAINTY * _SPREADS**2))
"""The belief to start from; nothing of it is sure, and a workspace's own questions soon outweigh it."""
