"""What is asked of a person, and what they asked for: open, and shown to them alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.asks import Ask
from bot.domain.contacts import Contact
from bot.domain.introductions import Introduction, Seen, seen
from bot.domain.requests import Shown, shown
from bot.services.inviting import Invitation, invitation
from bot.services.ports import Clock, Store, UnitOfWork

LOOKED_AT = 50
"""So many of the newest requests and questions are looked at."""

RECENT = timedelta(days=30)
"""Older questions, and answers of introducers, are not shown any more."""


@dataclass(frozen=True, slots=True)
class OwnAsk:
    """A question still open; `search` is what shows of asking around for it, None where nobody is asked."""

    ask: Ask
    search: Shown | None = None
    introductions: Sequence[tuple[Introduction, Seen]] = ()


@dataclass(frozen=True, slots=True)
class OwnRequests:
    """Requests that wait for a person's answer, introductions likewise, each with the contact it is about, and their
    own open questions, all newest first."""

    to_answer: Sequence[Invitation] = ()
    to_introduce: Sequence[tuple[Introduction, Contact]] = ()
    asked: Sequence[OwnAsk] = ()


@dataclass(frozen=True, slots=True)
class OwnRequestsReader:
    """Reads a person's own open requests."""

    store: Store
    clock: Clock

    def of(self, team: str, person: str) -> OwnRequests:
        """What is open between a person and others."""
        now = self.clock()
        with self.store.reading(team) as work:
            asks = work.requests.asks_to(person)[:LOOKED_AT]
            invited = (invitation(work, ask_id, person, now) for ask_id in asks)
            return OwnRequests(
                [one for one in invited if one],
                list(_to_introduce(work, person)),
                [_own(work, ask, now) for ask in work.asks.open_of(person, now - RECENT, LOOKED_AT)],
            )


def _to_introduce(work: UnitOfWork, person: str) -> Iterator[tuple[Introduction, Contact]]:
    for asked in reversed(work.introductions.open_to(person)):
        if contact := work.contacts.own(person, asked.contact):
            yield asked, contact


def _own(work: UnitOfWork, ask: Ask, now: datetime) -> OwnAsk:
    outreach = work.requests.get(ask.id)
    introductions = [(one, seen(one, now)) for one in work.introductions.of_asker(ask.asker) if one.ask == ask.id]
    return OwnAsk(ask, shown(outreach) if outreach else None, introductions)
