"""What every way to walk is asked, and what it answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bench.synthetic import Network
from bot.domain.ties import RETURNED, trust


class Question(NamedTuple):
    """Whom of the `candidates` an asker reaches in at most three steps, and how far they are trusted then."""

    asker: int
    candidates: tuple[int, ...]


class Path(NamedTuple):
    """How far a candidate is trusted, and through whom they are reached: nobody, one or two people."""

    trust: float
    between: tuple[int, ...] = ()


class Walker(Protocol):
    """A way to walk."""

    def best(self, question: Question) -> Mapping[int, Path]:
        """The path with the best product of trust to each candidate; who is not reached is left out."""


class Edges(NamedTuple):
    """A network's steps, (n,) each, ordered by `start`: from whom to whom, with which weight as of the ties' landmark,
    and how far that is trusted now."""

    people: int
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    weight: NDArray[np.float32]
    trust: NDArray[np.float32]

    def tuples(self) -> Iterable[tuple[int, int, float]]:
        """One tuple for each step, with its weight: what can be stored, since trust fades with every day."""
        return zip(self.start.tolist(), self.end.tolist(), self.weight.tolist(), strict=True)


def edges_of(network: Network, at: datetime) -> Edges:
    """The steps of a network, as they are trusted at a time."""
    person, other, received, given = network.edges()
    weight = received + np.float32(RETURNED) * given
    return Edges(network.people, person, other, weight, trust(received, given, at))


def met(
    one: Mapping[int, float], two: Mapping[int, tuple[float, int]], back: Mapping[int, Mapping[int, float]]
) -> dict[int, Path]:
    """Join what was walked forward, one step and two (and through whom), with the steps `back` from each candidate."""
    found: dict[int, Path] = {}
    for candidate, steps in back.items():
        best = Path(one.get(candidate, 0.0))
        for person, step in steps.items():
            reached, (further, through) = one.get(person, 0.0), two.get(person, (0.0, 0))
            if max(reached, further) * step > best.trust:
                between = (person,) if reached >= further else (through, person)
                best = Path(max(reached, further) * step, between)
        if best.trust:
            found[candidate] = best
    return found
