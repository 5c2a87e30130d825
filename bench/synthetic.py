"""A synthetic network of help: communities, popular helpers, and weak ties that bridge them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.ties import Neighbours

COMMUNITY = 150
"""People of a community."""

TIES = 80
"""A person's ties, helpers and helped together."""

BRIDGING = 0.15
"""The share of ties that leave the community."""

POPULARITY = 1.2
"""Exponent of the Zipf law by which people of a community are asked."""


@dataclass(frozen=True, slots=True)
class Network:
    """Distinct ties of `people` numbered from 1, (n,) each: who was helped, by whom, and the weight of that help."""

    people: int
    seekers: NDArray[np.int32]
    helpers: NDArray[np.int32]
    weights: NDArray[np.float32]

    def edges(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
        """Both directions of every tie, (2 n,) each, ordered by person: person, other, help received and given."""
        none = np.zeros(len(self.weights), np.float32)
        person = np.concatenate([self.seekers, self.helpers])
        other = np.concatenate([self.helpers, self.seekers])
        received, given = np.concatenate([self.weights, none]), np.concatenate([none, self.weights])
        order = np.lexsort((other, person))
        person, other, received, given = person[order], other[order], received[order], given[order]
        first = np.flatnonzero(np.diff(person, prepend=-1) | np.diff(other, prepend=-1))
        return person[first], other[first], np.add.reduceat(received, first), np.add.reduceat(given, first)

    def rows(self) -> dict[int, Neighbours]:
        """The adjacency row of everybody."""
        person, other, received, given = self.edges()
        starts = np.flatnonzero(np.diff(person, prepend=-1))
        ends = [*starts[1:], len(person)]
        return {
            int(person[start]): Neighbours(other[start:end], received[start:end], given[start:end])
            for start, end in zip(starts, ends, strict=True)
        }


def network(people: int, seed: int = 1) -> Network:
    """A network of so many people, the same for the same seed."""
    chance = np.random.default_rng(seed)
    seekers = np.repeat(np.arange(people), TIES // 2)
    start = seekers // COMMUNITY * COMMUNITY
    size = np.minimum(COMMUNITY, people - start)
    place = (size * chance.random(len(seekers)) ** POPULARITY).astype(np.int64)
    helpers = np.where(chance.random(len(seekers)) < BRIDGING, chance.integers(0, people, len(seekers)), start + place)
    pairs = np.unique(seekers * people + helpers)
    seekers, helpers = pairs // people, pairs % people
    apart = seekers != helpers
    weights = (1 + chance.pareto(2.0, len(pairs))).astype(np.float32)
    return Network(people, (seekers[apart] + 1).astype(np.int32), (helpers[apart] + 1).astype(np.int32), weights[apart])
