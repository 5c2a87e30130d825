"""Contacts: people outside, each known by a member, the introducer, and belonging to that member alone.

What says who somebody is (`Identity`) and what a search needs (`ExternalTie`) are two values, kept apart as far down
as the tables: whoever searches cannot read a name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.terms import Term, topic_words

FADES_AFTER = timedelta(days=180)
"""A tie that was not refreshed for so long is asked about on its introducer's Home tab."""

HALF_LIFE = timedelta(days=365)
LONGEST_LINE = 100
LONGEST_NOTE = 500
TOPICS = 12
LONGEST_TOPIC = 60
MOST_CONTACTS = 1000
"""So many contacts at most one introducer keeps."""


class HowWell(StrEnum):
    """How well the introducer knows a contact."""

    MET = "met"
    KNOWN = "known"
    WELL = "well"


TRUST = {HowWell.MET: 0.3, HowWell.KNOWN: 0.5, HowWell.WELL: 0.7}
"""How far the step to a contact is trusted when fresh, in (0, 1): never as far as a colleague who helped often."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a contact is: read by the introducer alone. `handle` is any address: a Slack id, an e-mail, a telephone."""

    name: str
    organisation: str = ""
    handle: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """What makes two entries of one introducer the same contact."""
        return "|".join(" ".join(part.casefold().split()) for part in (self.name, self.organisation))


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as the introducer keeps it. `id` is 0 until it is kept."""

    identity: Identity
    topics: tuple[str, ...]
    how_well: HowWell
    refreshed_at: datetime
    id: int = 0

    @property
    def searched(self) -> tuple[Term, ...]:
        """The terms by which the contact is found: of the topics, without any word of the name."""
        names = {term.stem for part in (self.identity.name, self.identity.handle) for term in topic_words(part)}
        return tuple(term for term in topic_words(", ".join(self.topics)) if term.stem not in names)

    def trust(self, at: datetime) -> float:
        """How far the introducer's step to it is trusted, in (0, 1)."""
        return _trust(self.how_well, self.refreshed_at, at)

    def has_faded(self, at: datetime) -> bool:
        """Whether it is time to ask if the tie still holds."""
        return at - self.refreshed_at >= FADES_AFTER


@dataclass(frozen=True, slots=True)
class ExternalTie:
    """All that a search knows of a contact: a number, whose it is, the stems it was found by, how far to trust it."""

    contact: int
    introducer: str
    terms: tuple[str, ...]
    how_well: HowWell
    refreshed_at: datetime

    def trust(self, at: datetime) -> float:
        """How far the step from introducer to contact is trusted, in (0, 1); it halves every `HALF_LIFE`."""
        return _trust(self.how_well, self.refreshed_at, at)


def _trust(how_well: HowWell, refreshed_at: datetime, at: datetime) -> float:
    age = max(at - refreshed_at, timedelta(0))
    return float(TRUST[how_well] * 0.5 ** (age / HALF_LIFE))


def topics_of(text: str, separators: str = ",;|\n") -> tuple[str, ...]:
    """Topics as people list them, each once, at most `TOPICS`."""
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    parts = (" ".join(part.split())[:LONGEST_TOPIC].rstrip() for part in text.split(separators[0]))
    return tuple(dict.fromkeys(part for part in parts if topic_words(part)))[:TOPICS]


def faults(identity: Identity, topics: Sequence[str]) -> dict[str, str]:
    """What is wrong with a contact that somebody entered, by field: a sentence each; empty where nothing is."""
    found: dict[str, str] = {}
    if not identity.name:
        found["name"] = "Give a name, or a handle that you know them by."
    if not topics:
        found["topics"] = "Give at least one topic, such as: kafka; tiered storage."
    for field, longest in (("name", LONGEST_LINE), ("organisation", LONGEST_LINE), ("handle", LONGEST_LINE)):
        if len(getattr(identity, field)) > longest:
            found[field] = f"At most {longest} characters."
    if len(identity.note) > LONGEST_NOTE:
        found["note"] = f"At most {LONGEST_NOTE} characters."
    return found
