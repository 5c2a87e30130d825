"""What each term of a question tells of who answers: naive Bayes over the threads that have it (Maron 1961).

For each term the share of each person among those who joined the threads that have it, drawn towards their share of
all joining (Dirichlet smoothing, Zhai and Lafferty 2004), is set against that usual share.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bot.domain.columns import Columns, Numbers

TELLINGS = tuple(f"terms: {what}" for what in ("in all", "by rareness", "best three", "by news", "share by news"))
"""The names of the features."""

SMOOTHING = 20
"""So many joins drawn from the usual shares are added to a term's own."""

NEWCOMERS = 60
"""Everybody's usual share is drawn towards one of so many, by a third of a join."""


def tellings(alike: Columns, mentions: NDArray[np.bool_], rareness: Numbers, around: Columns) -> Mapping[str, Numbers]:
    """What the terms tell of each person, (people,) each, in log-odds against their usual share of joining.

    `mentions` (threads, terms) is which of the threads of `alike` have which term, `rareness` (terms,) how rare it is.
    """
    if not len(rareness) or not len(alike.person):
        return {name: np.zeros(alike.people) for name in TELLINGS}
    joined = ~alike.opened * alike.taken_part
    by_term = np.array([alike.per_person(joined * has[alike.thread]) for has in mentions.T])
    joins = around.per_person(~around.opened) + 0.3
    usual = joins / (joins.sum() - 0.3 * around.people + 0.3 * NEWCOMERS)
    total = by_term.sum(1)[:, None] + SMOOTHING
    share = (by_term + SMOOTHING * usual) / total
    told = np.log(share / usual)
    news = np.maximum((share * told).sum(1), 0)
    values = (
        told.sum(0),
        rareness @ told / rareness.sum(),
        np.sort(told, 0)[-3:].sum(0),
        news @ told,
        news @ told / max(float(news.sum()), 1e-9),
    )
    return dict(zip(TELLINGS, values, strict=True))
