"""Consent: what people choose about being named and being asked, and what follows from it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from bot.domain.people import Person
from bot.domain.terms import topic_terms

WEEKLY_LIMIT = 3
"""How often somebody is asked in a week, unless they choose otherwise."""

CONSENT_DEFAULT = "consent_default"
"""The workspace's setting of what holds for people who chose nothing: an `Openness`, open unless an admin says else."""

COVERED = 2 / 3
"""A question falls under a declined topic when it holds at least this share of the topic's terms."""


class Openness(StrEnum):
    """How far a person lets themselves be named."""

    OPEN = "open"
    ASK_FIRST = "ask_first"
    HIDDEN = "hidden"


class Naming(StrEnum):
    """What an answer may do with a person: name them, say that there is somebody, or pass over them."""

    NAMED = "named"
    DISCREET = "discreet"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Choice:
    """What one person chose. None is no choice of their own: the workspace's default holds, or what follows from it.

    `never` are topics in the person's own words, on which they are neither named nor asked. `noticed_at` is when they
    were told in private that they may be named. `meets_people` is whether they and colleagues may be suggested to each
    other.
    """

    openness: Openness | None = None
    lends_contacts: bool = True
    in_digests: bool | None = None
    meets_people: bool = True
    weekly_limit: int = WEEKLY_LIMIT
    paused_until: datetime | None = None
    never: tuple[str, ...] = ()
    noticed_at: datetime | None = None

    def how_open(self, default: Openness) -> Openness:
        """Their own choice, else the workspace's."""
        return self.openness or default

    def is_paused(self, at: datetime) -> bool:
        """Whether they wish to be left alone at that time."""
        return self.paused_until is not None and at < self.paused_until

    def declines(self, terms: Collection[str]) -> bool:
        """Whether a question with these stems is about something that they never want to be asked about."""
        wanted = set(terms)
        return any(_covers(set(topic_terms(topic)), wanted) for topic in self.never)

    def needs_notice(self, default: Openness) -> bool:
        """Whether they have to be told before they are named: they are open by default and never heard of it."""
        return self.openness is None and default is Openness.OPEN and self.noticed_at is None


@dataclass(frozen=True, slots=True)
class Consents:
    """The choices of some people, and the workspace's default for those who chose nothing."""

    chosen: dict[str, Choice]
    default: Openness = Openness.OPEN

    def of(self, person: str) -> Choice:
        """What a person chose."""
        return self.chosen.get(person, _NOTHING_CHOSEN)

    def naming(self, person: Person | None, terms: Collection[str], at: datetime) -> Naming:
        """What an answer about these stems may do with a person; who left, or is unknown or a bot, is unseen."""
        if person is None or person.is_deleted or person.is_bot:
            return Naming.UNSEEN
        choice = self.of(person.id)
        how = choice.how_open(self.default)
        if how is Openness.HIDDEN or choice.is_paused(at) or choice.declines(terms):
            return Naming.UNSEEN
        return Naming.NAMED if how is Openness.OPEN else Naming.DISCREET

    def unaware(self, people: Iterable[str]) -> frozenset[str]:
        """Those of these people who have to be told before they are named."""
        return frozenset(person for person in people if self.of(person).needs_notice(self.default))

    def counts(self, person: str) -> bool:
        """Whether what they did may count at all, unnamed."""
        return self.of(person).how_open(self.default) is not Openness.HIDDEN

    def in_digests(self, person: Person | None, at: datetime) -> bool:
        """Whether a digest may name them: by their own word, or without one if answers may name them."""
        naming = self.naming(person, (), at)
        if person is None or naming is Naming.UNSEEN:
            return False
        own = self.of(person.id).in_digests
        return naming is Naming.NAMED if own is None else own

    def may_be_asked(self, person: Person | None, terms: Collection[str], at: datetime) -> bool:
        """Whether they may be asked in private about these stems, their load aside."""
        return self.naming(person, terms, at) is not Naming.UNSEEN


_NOTHING_CHOSEN = Choice()


def topics_from(lines: str) -> tuple[str, ...]:
    """Topics as a person types them, one a line or parted by commas: those in which there is a topic, each once."""
    parts: Sequence[str] = [part.strip() for line in lines.splitlines() for part in line.split(",")]
    return tuple(dict.fromkeys(part for part in parts if topic_terms(part)))


def _covers(topic: set[str], terms: set[str]) -> bool:
    return bool(topic) and len(topic & terms) >= ceil(COVERED * len(topic))
