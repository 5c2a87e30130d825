"""What Kith believes of the weights before a workspace has taught it anything."""

import numpy as np

from bot.domain.features import FEATURES
from bot.domain.learning import Belief

CERTAINTY = 200.0
"""So many questions' worth of evidence the starting weights count for."""

_STARTING = {
    "here: joined, 3 days": (-0.084, 0.22),
    "here: joined, 7 days": (0.062, 0.32),
    "here: joined, 30 days": (0.021, 0.53),
    "here: joined, 180 days": (0.057, 0.67),
    "here: wrote, 1 days": (0.079, 0.31),
    "here: wrote, 7 days": (0.083, 0.63),
    "here: wrote, 30 days": (0.207, 0.92),
    "here: wrote, 180 days": (0.229, 1.11),
    "here: joined first": (-0.173, 0.34),
    "here: share of joins": (0.154, 0.58),
    "here: opened": (-0.106, 0.47),
    "here: joins per message": (0.427, 0.45),
    "here: firsts per join": (0.163, 0.21),
    "here: opened per join": (0.122, 0.71),
    "around: joined, 3 days": (0.115, 0.50),
    "around: joined, 7 days": (0.070, 0.68),
    "around: joined, 30 days": (0.037, 0.89),
    "around: joined, 180 days": (0.035, 0.97),
    "around: wrote, 1 days": (-0.170, 0.68),
    "around: wrote, 7 days": (0.092, 1.13),
    "around: wrote, 30 days": (0.074, 1.37),
    "around: wrote, 180 days": (0.070, 1.46),
    "around: joined first": (-0.192, 0.63),
    "around: share of joins": (-0.494, 0.57),
    "around: opened": (-0.009, 0.71),
    "around: joins per message": (0.353, 0.69),
    "around: firsts per join": (0.174, 0.34),
    "around: opened per join": (-0.143, 1.03),
    "last seen": (0.129, 2.20),
    "last seen here": (0.266, 1.52),
    "last joined here": (-0.049, 1.32),
    "seen within 0.5 hours": (0.117, 0.06),
    "seen within 5 hours": (0.059, 0.14),
    "seen within 48 hours": (-0.198, 0.27),
    "seen within 160 hours": (0.926, 0.32),
    "seen here within 0.5 hours": (-0.497, 0.05),
    "seen here within 5 hours": (-0.740, 0.06),
    "seen here within 48 hours": (-0.576, 0.14),
    "active at this hour": (0.199, 0.36),
    "active on such days": (0.149, 0.38),
    "expected now": (0.120, 1.13),
    "more active than usual": (0.201, 0.38),
    "alike: joined, 3 days": (0.012, 0.36),
    "alike: joined, 10 days": (0.006, 0.57),
    "alike: joined, 30 days": (0.013, 0.77),
    "alike: joined, 90 days": (0.054, 0.91),
    "alike: joined": (0.060, 1.04),
    "alike: here": (0.027, 0.49),
    "alike: elsewhere": (-0.074, 0.78),
    "alike: wrote": (0.012, 1.14),
    "alike: squared": (0.046, 1.54),
    "alike: joined first": (0.037, 0.52),
    "alike: opened": (0.136, 0.46),
    "alike: the closest": (0.058, 0.25),
    "alike: by rank": (0.141, 0.40),
    "alike: share of joins": (0.118, 1.54),
    "alike: joined, of the best": (-1.892, 0.09),
    "alike: joined, 30 days, of the best": (0.072, 0.09),
    "alike: squared, of the best": (1.885, 0.09),
    "alike: by rank, of the best": (0.174, 0.09),
    "helped the asker": (0.121, 0.09),
    "share of the asker's help": (0.080, 0.57),
    "was helped by the asker": (0.031, 0.07),
    "here: together": (0.027, 0.13),
    "here: last together": (0.021, 0.53),
    "around: together": (0.035, 0.13),
    "around: last together": (0.011, 0.67),
}
"""By feature, a weight learnt on half a year of one public community, and how widely the feature spreads."""

_WEIGHTS, _SPREADS = np.array([_STARTING[name] for name in FEATURES]).T

STARTING = Belief(_WEIGHTS, np.diag(CERTAINTY * _SPREADS**2))
"""The belief to start from; nothing of it is sure, and a workspace's own questions soon outweigh it."""
