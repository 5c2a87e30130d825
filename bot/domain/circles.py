"""Circles: who talks of one thing with whom, and who talks of it apart from them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.messages import MessageKey


@dataclass(frozen=True, slots=True)
class Circle:
    """People who share threads about something, and none with anybody else who talks of it; the busiest come first.

    `channel` is the one in which most of their threads are.
    """

    people: tuple[str, ...]
    channel: str


def circles(said: Iterable[tuple[MessageKey, str]]) -> tuple[Circle, ...]:
    """The circles of at least two among those who said something in these threads, the largest first."""
    threads: dict[MessageKey, set[str]] = {}
    for thread, person in said:
        threads.setdefault(thread, set()).add(person)
    joined: list[set[str]] = []
    for people in threads.values():
        apart = [circle for circle in joined if not circle & people]
        joined = [*apart, people.union(*(circle for circle in joined if circle & people))]
    found = [_circle(people, threads) for people in joined if len(people) >= 2]
    return tuple(sorted(found, key=lambda circle: (-len(circle.people), circle.people)))


def _circle(people: set[str], threads: dict[MessageKey, set[str]]) -> Circle:
    own = {thread: authors for thread, authors in threads.items() if authors <= people}
    busy = Counter(person for authors in own.values() for person in authors)
    channels = Counter(thread.channel for thread in own)
    return Circle(
        tuple(sorted(people, key=lambda person: (-busy[person], person))),
        min(channels, key=lambda channel: (-channels[channel], channel)),
    )
