"""Load: how often people are asked, kept within what they choose and spread over those who could be asked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b

WEEK = timedelta(days=7)
EXPLORATION = 0.1
"""Of so many searches, one in ten first asks somebody who was never asked."""


def has_room(asked: Iterable[datetime], limit: int, at: datetime) -> bool:
    """Whether one more request at `at` keeps every seven days within the limit; `asked` are the times of the others."""
    times = sorted([*asked, at])
    return limit > 0 and all(later - earlier >= WEEK for earlier, later in zip(times, times[limit:], strict=False))


def spread(people: Sequence[str], asked: Mapping[str, Sequence[datetime]], at: datetime, seed: str) -> tuple[str, ...]:
    """Whom to ask, best first: each falls back a place for every request of the last seven days.

    A small share of seeds, always the same ones, puts the best of those never asked at the head.
    """
    places = {person: place + _recent(asked.get(person, ()), at) for place, person in enumerate(people)}
    order = sorted(people, key=lambda person: places[person])
    fresh = next((person for person in order if not asked.get(person)), None)
    if fresh and _draw(seed) < EXPLORATION:
        order.remove(fresh)
        order.insert(0, fresh)
    return tuple(order)


def _recent(asked: Iterable[datetime], at: datetime) -> int:
    return sum(at - time < WEEK for time in asked)


def _draw(seed: str) -> float:
    """A number in [0, 1) that looks random and depends on the seed alone."""
    return int.from_bytes(blake2b(seed.encode(), digest_size=8).digest(), "big") / 2**64
