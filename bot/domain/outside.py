"""Ties to the outside, ranked among colleagues: how much of the question each covers, and how far it is trusted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.contacts import Contact, ExternalTie, HowWell
from bot.domain.people import Person
from bot.domain.steps import Step
from bot.domain.walk import Path, beyond

STRANGER = 0.2
"""How far an introducer is trusted to whom no path leads: they are a colleague all the same."""

OUTSIDE_SHOWN = 2
"""An answer tells of at most so many ties to the outside."""

KNOWS = {HowWell.MET: "has met", HowWell.KNOWN: "knows", HowWell.WELL: "knows well"}
"""How an introducer is said to know somebody."""

COVERED = 0.4
"""A tie is told of when its topics cover at least this share of the question, rare words counting more."""


@dataclass(frozen=True, slots=True)
class Outside:
    """That an introducer knows somebody outside, never whom. `words` are the question's own that the tie is about.

    `introducer` is None where they want to be asked before they are named. `place` says how many of the answer's
    candidates come before it; `path` leads from the asker to the introducer.
    """

    contact: int
    introducer: Person | None
    words: tuple[str, ...]
    how_well: HowWell
    place: int
    path: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """A tie and what it promises, in [0, 1]: how much of the question it covers times how far it is trusted."""

    tie: ExternalTie
    promise: float


def coverage(terms: Iterable[str], weights: Mapping[str, float]) -> float:
    """The share of a question's weight, in [0, 1], that these of its terms carry."""
    whole = sum(weights.values())
    return sum(weights[term] for term in set(terms) & weights.keys()) / whole if whole else 0.0


def reached(
    ties: Iterable[ExternalTie], weights: Mapping[str, float], paths: Mapping[str, Path], at: datetime
) -> list[Reached]:
    """The ties that are about the question, of each introducer the best, most promising first.

    `weights` are those of the question's terms; `paths` lead to the introducers. The step to the contact is one more
    factor of the path's trust (`walk.beyond`). A path makes more of a tie, and the lack of one does not hide it, as
    it does not hide a colleague.
    """
    best: dict[str, Reached] = {}
    for tie in ties:
        covered = coverage(tie.terms, weights)
        if covered < COVERED:
            continue
        step = tie.trust(at)
        path = paths.get(tie.introducer)
        promise = covered * max(step * STRANGER, beyond(path, step) if path else 0.0) ** 0.5
        known = best.get(tie.introducer)
        if known is None or (promise, -tie.contact) > (known.promise, -known.tie.contact):
            best[tie.introducer] = Reached(tie, promise)
    return sorted(best.values(), key=lambda one: (-one.promise, one.tie.contact))


def about(contacts: Iterable[Contact], weights: Mapping[str, float], at: datetime) -> list[Contact]:
    """Those of one introducer's contacts that are about the question, most promising first, for that introducer."""
    covered = {one: coverage((term.stem for term in one.searched), weights) for one in contacts}
    found = [one for one, share in covered.items() if share >= COVERED]
    return sorted(found, key=lambda one: (-covered[one] * one.trust(at) ** 0.5, one.id))


def promise_of_helps(covered: float, times: int) -> float:
    """What a colleague promises who helped so often with that share of the question: each help halves the doubt."""
    return covered * float(1 - 0.5**times)


def places(outside: Sequence[float], colleagues: Sequence[float]) -> list[int]:
    """Where promises from outside, falling, stand among colleagues', whose own order is kept: so many before each."""
    floors = [max(colleagues[place:]) for place in range(len(colleagues))]
    return [sum(floor >= promise for floor in floors) for promise in outside]
