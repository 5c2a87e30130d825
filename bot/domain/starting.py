"""What Kith believes of the weights before a workspace has taught it anything."""

import numpy as np

from bot.domain.features import FEATURES
from bot.domain.learning import Belief

CERTAINTY = 600.0
"""So many questions' worth of evidence the starting weights count for."""

_STARTING = {
    "here: joined, 3 days": (0.132, 0.28),
    "here: joined, 7 days": (-0.016, 0.41),
    "here: joined, 30 days": (-0.142, 0.62),
    "here: joined, 180 days": (-0.006, 0.75),
    "here: wrote, 1 days": (0.042, 0.39),
    "here: wrote, 7 days": (0.034, 0.77),
    "here: wrote, 30 days": (0.181, 1.05),
    "here: wrote, 180 days": (0.289, 1.21),
    "here: joined first": (-0.041, 0.40),
    "here: share of joins": (0.120, 0.73),
    "here: opened": (-0.022, 0.51),
    "here: joins per message": (0.317, 0.53),
    "here: firsts per join": (0.119, 0.27),
    "here: opened per join": (0.078, 0.86),
    "around: joined, 3 days": (0.016, 0.62),
    "around: joined, 7 days": (-0.073, 0.79),
    "around: joined, 30 days": (0.027, 0.98),
    "around: joined, 180 days": (0.114, 1.06),
    "around: wrote, 1 days": (-0.146, 0.82),
    "around: wrote, 7 days": (0.036, 1.22),
    "around: wrote, 30 days": (0.087, 1.33),
    "around: wrote, 180 days": (0.131, 1.38),
    "around: joined first": (-0.320, 0.70),
    "around: share of joins": (-0.126, 0.71),
    "around: opened": (-0.060, 0.68),
    "around: joins per message": (0.468, 0.80),
    "around: firsts per join": (0.227, 0.43),
    "around: opened per join": (-0.098, 1.21),
    "last seen": (0.085, 2.13),
    "last seen here": (0.268, 1.82),
    "last joined here": (-0.029, 1.63),
    "seen within 0.5 hours": (0.404, 0.07),
    "seen within 5 hours": (0.018, 0.18),
    "seen within 48 hours": (-0.226, 0.32),
    "seen within 160 hours": (0.947, 0.35),
    "seen here within 0.5 hours": (-0.602, 0.05),
    "seen here within 5 hours": (-0.604, 0.08),
    "seen here within 48 hours": (-0.673, 0.18),
    "active at this hour": (0.257, 0.44),
    "active on such days": (0.309, 0.20),
    "expected now": (0.098, 1.23),
    "more active than usual": (0.202, 0.47),
    "alike: joined, 3 days": (0.113, 0.35),
    "alike: joined, 10 days": (-0.030, 0.58),
    "alike: joined, 30 days": (0.074, 0.83),
    "alike: joined, 90 days": (0.030, 1.05),
    "alike: joined": (-0.019, 1.25),
    "alike: here": (0.039, 0.56),
    "alike: elsewhere": (-0.077, 0.88),
    "alike: wrote": (-0.063, 1.38),
    "alike: squared": (0.048, 1.74),
    "alike: joined first": (0.061, 0.61),
    "alike: opened": (0.214, 0.47),
    "alike: the closest": (0.118, 0.33),
    "alike: by rank": (0.076, 0.47),
    "alike: share of joins": (-0.030, 2.20),
    "alike: joined at all": (0.175, 1.88),
    "alike: best 5": (-0.025, 0.52),
    "alike: best 5, 30 days": (0.006, 0.29),
    "alike: best 20": (0.116, 0.82),
    "alike: best 20, 30 days": (-0.044, 0.49),
    "alike: best 60": (0.091, 1.08),
    "alike: best 60, 30 days": (0.050, 0.68),
    "alike: joined, of the best": (-1.144, 0.12),
    "alike: joined, 30 days, of the best": (-0.347, 0.12),
    "alike: squared, of the best": (1.386, 0.12),
    "alike: by rank, of the best": (0.151, 0.12),
    "helped the asker": (0.038, 0.13),
    "share of the asker's help": (0.050, 0.71),
    "was helped by the asker": (-0.094, 0.10),
    "here: together": (0.094, 0.16),
    "here: last together": (-0.003, 0.67),
    "around: together": (0.028, 0.24),
    "around: last together": (0.037, 0.98),
}
"""By feature, a weight learnt on half a year of one public community, and how widely the feature spreads."""

_WEIGHTS, _SPREADS = np.array([_STARTING[name] for name in FEATURES]).T

STARTING = Belief(_WEIGHTS, np.diag(CERTAINTY * _SPREADS**2))
"""The belief to start from; nothing of it is sure, and a workspace's own questions soon outweigh it."""
