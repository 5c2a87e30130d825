"""Closing the loop: when a thread goes quiet its asker is asked, once, whether it helped and who."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.asks import Ask, AskState, Audience
from bot.domain.help import Source
from bot.domain.messages import MessageKey, MessageRef, moment
from bot.domain.outbox import OutboxItem
from bot.domain.people import Person
from bot.domain.requests import OutreachState, RequestState
from bot.domain.working_hours import zone
from bot.services.asking import Asking
from bot.services.ports import Clock, Store, UnitOfWork
from bot.services.reaching import working_hours

FOLLOW_UP = "follow_up"
"""The kind of outbox item that asks an asker how it went; its payload names the ask and the asker (`person`)."""

QUIET = timedelta(days=1)
FORGOTTEN = timedelta(days=14)
"""An ask that old is not asked about any more."""

OFFERED = 5


@dataclass(frozen=True, slots=True)
class LoopCloser:
    """Asks askers how it went. Their word is a help with its source; Kith's own suggestions never are."""

    store: Store
    asking: Asking
    clock: Clock

    def follow_up(self, team: str) -> None:
        """Note who helped, and have every asker asked whose question has gone quiet, in their working hours."""
        now = self.clock()
        note_outcomes(self.store, team, now)
        with self.store.writing(team) as work:
            for ask in work.asks.to_follow_up(now - FORGOTTEN, now - QUIET):
                if _is_quiet(work, ask, now) and next(_helpers(work, ask), ""):
                    item = OutboxItem(
                        f"{FOLLOW_UP}:{ask.id}", FOLLOW_UP, {"ask": ask.id, "person": ask.asker}, _due(work, ask, now)
                    )
                    work.outbox.put(item)
                    work.asks.followed_up(ask.id, now)

    def helpers(self, team: str, ask_id: int) -> tuple[Ask, list[Person]] | None:
        """An ask and those who may have helped with it; None once it needs no asking any more."""
        with self.store.reading(team) as work:
            ask = work.asks.get(ask_id)
            if ask is None or ask.state is not AskState.OPEN:
                return None
            likely = list(dict.fromkeys(_helpers(work, ask)))
            known = work.people.get(likely)
            return ask, [known[id_] for id_ in likely if id_ in known and not known[id_].is_bot][:OFFERED]

    def confirm(self, team: str, ask_id: int, by: str, helper: str, *, helped: bool = True) -> None:
        """Take down that somebody helped, or take that back. Raises NotAllowed for all but the asker."""
        self.asking.helped(team, ask_id, by, helper, helped, Source.CONFIRMED)

    def close(self, team: str, ask_id: int, by: str) -> None:
        """The question needs no answer any more. Raises NotAllowed for all but the asker."""
        self.asking.own(team, ask_id, by)
        with self.store.writing(team) as work:
            work.asks.set_state(ask_id, AskState.CLOSED)


def note_outcomes(store: Store, team: str, now: datetime) -> None:
    """Note who of those lately named has helped, as the ledger stands; looked for while others may write."""
    with store.reading(team) as work:
        outcomes = work.asks.outcomes(now - FORGOTTEN)
    if outcomes:
        with store.writing(team) as work:
            work.asks.note(outcomes)


def _is_quiet(work: UnitOfWork, ask: Ask, now: datetime) -> bool:
    """Whether nothing was said in the thread for a while, and nobody is being asked any more."""
    outreach = work.requests.get(ask.id)
    if outreach and outreach.state is OutreachState.RUNNING:
        return False
    said = [moment(message.ts) for message in _thread(work, ask)]
    return max(said, default=ask.asked_at) <= now - QUIET


def _helpers(work: UnitOfWork, ask: Ask) -> Iterator[str]:
    """Who may have helped, likeliest first: who said yes, who wrote in the thread, whom the answer named."""
    outreach = work.requests.get(ask.id)
    accepted = [r.person for r in outreach.requests if r.state is RequestState.ACCEPTED] if outreach else []
    wrote = [message.author for message in _thread(work, ask)]
    yield from (person for person in (*accepted, *wrote, *work.asks.shown(ask.id)) if person != ask.asker)


def _thread(work: UnitOfWork, ask: Ask) -> Iterator[MessageRef]:
    if ask.audience is Audience.CHANNEL:
        for thread in work.messages.threads([MessageKey(ask.channel, ask.thread_ts)]):
            yield from thread.messages


def _due(work: UnitOfWork, ask: Ask, now: datetime) -> datetime:
    asker = work.people.get([ask.asker]).get(ask.asker)
    return working_hours(work).next_moment(zone(asker.tz if asker else ""), now)
