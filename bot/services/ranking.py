"""Ranking: reads the traces that bear on a question and weighs them as the workspace's own history taught."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bot.domain import spreading
from bot.domain.calibration import AT_FIRST, Calibration
from bot.domain.columns import Numbers
from bot.domain.features import FEATURES, FeatureTable, feature_table
from bot.domain.learning import chances, numbers, scores
from bot.domain.starting import STARTING
from bot.domain.traces import NOTHING, Sightings, Traces
from bot.services.ports import Query, Ranking, Settings, UnitOfWork

LEARNT = f"ranking/{len(FEATURES)}"
"""Of the settings that keep what was learnt; it carries the version: weights for other features are left alone."""

WEIGHTS_SETTING = f"{LEARNT}/weights"
"""Apart from how sure they are, which is a hundred times as long and which no answer needs."""

CALIBRATION_SETTING = f"{LEARNT}/calibration"

KNOWLEDGE = 1.0
"""Who answers is not always who knows: in log-odds, what the closest to the topic gain over what history taught."""

SOUGHT = 6.0
"""The same where somebody who knows is asked for ("who can help with terraform?"), not whoever happens to answer."""

HERE = 800
ELSEWHERE = 1_500
ALIKE = 300
EXCHANGED = 100
KEPT = 60

HARDLY_EVER = float(np.log1p(2.5))
"""Somebody who joined fewer threads of late is new to helping."""


@dataclass(frozen=True, slots=True)
class LearnedRanker:
    """The port `Ranker` by what was learnt; `spreads` says whether those named often of late fall back."""

    spreads: bool = True

    def rank(self, work: UnitOfWork, query: Query) -> Ranking:
        """Rank everybody who left a trace, by their chance of answering and by how close they are to the topic.

        The scores are chances of answering alone. Nothing of `query.at` or later is read.
        """
        table = table_of(work, query)
        if not table.people:
            return Ranking()
        weights, calibration = learnt_in(work.settings)
        score = scores(weights, table.values)
        chance = chances(score)
        lean = SOUGHT if query.seeks_somebody else KNOWLEDGE
        score = score + lean * table.column("alike: squared, of the best")
        order = np.argsort(-score, kind="stable").tolist()
        if self.spreads:
            order = _spread(work, query, table, score, order)
        people = tuple((table.people[n], float(chance[n])) for n in order[:KEPT])
        return Ranking(people, calibration.chance_of_help(np.array([chance for _, chance in people])))


def table_of(work: UnitOfWork, query: Query) -> FeatureTable:
    """The features of everybody who left a trace that the query's scopes show, strictly before it."""
    before = f"{query.at.timestamp():.6f}"
    alike = work.traces.alike(query.terms, before, query.scopes, ALIKE)
    elsewhere = work.traces.elsewhere(before, query.scopes, query.channel, ELSEWHERE)
    placed = query if query.channel else replace(query, channel=_likeliest_channel(alike.seen, elsewhere, query.asker))
    here = work.traces.latest(before, placed.channel, HERE) if placed.channel else NOTHING
    traces = Traces(
        here,
        elsewhere.outside(placed.channel),
        alike,
        work.traces.helps(query.asker, query.at, query.scopes, EXCHANGED),
    )
    return feature_table(traces, query.asker, placed.channel, query.at)


def learnt_in(settings: Settings) -> tuple[Numbers, Calibration]:
    """The weights learnt last, and how sure they make; what Kith starts with where nothing sound is kept."""
    kept = settings.several([WEIGHTS_SETTING, CALIBRATION_SETTING])
    try:
        weights = numbers(kept.get(WEIGHTS_SETTING), len(FEATURES))
    except ValueError:
        weights = STARTING.weights
    return weights, calibration_in(kept)


def calibration_in(kept: Mapping[str, Any]) -> Calibration:
    """The calibration among settings; what Kith starts with where none is sound."""
    try:
        return Calibration.kept(kept.get(CALIBRATION_SETTING))
    except ValueError:
        return AT_FIRST


def _likeliest_channel(alike: Sightings, latest: Sightings, asker: str) -> str:
    """Where a question that was asked nowhere would be asked: by threads like it, and where the asker writes."""
    weights: dict[str, float] = defaultdict(float)
    own: dict[str, float] = defaultdict(float)
    best = alike.likeness.max(initial=0.0) or 1.0
    for (channel, _), likeness in zip(alike.threads, alike.likeness, strict=True):
        weights[channel] += (likeness / best) ** 4
    written = np.array([1.0 if person == asker else 0.01 for person in latest.people])[latest.person]
    per_thread = np.bincount(latest.thread, written * latest.messages, len(latest.threads))
    for (channel, _), messages in zip(latest.threads, per_thread, strict=True):
        own[channel] += messages
    total, own_total = sum(weights.values()) or 1.0, sum(own.values()) or 1.0
    mixed = {c: weights[c] / total + 0.5 * own[c] / own_total for c in {*weights, *own}}
    return max(sorted(mixed), key=lambda channel: mixed[channel], default="")


def _spread(work: UnitOfWork, query: Query, table: FeatureTable, score: Numbers, order: Sequence[int]) -> Sequence[int]:
    """The order with the best put by their load, and with room for somebody new to helping."""
    rivals, others = order[: spreading.RIVALS], order[spreading.RIVALS :]
    in_vain = work.asks.in_vain([table.people[n] for n in rivals], query.at - spreading.REMEMBERED, query.at)
    loads = np.array([in_vain.get(table.people[n], 0) for n in rivals], float)
    places, placed = spreading.spread(score[rivals], loads)
    score = score.copy()
    score[rivals] = placed
    order = [*(rivals[place] for place in places), *others]
    return spreading.with_room(order, score, table.column("around: joined, 180 days") < HARDLY_EVER)
