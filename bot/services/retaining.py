"""Retention: what is older than the workspace wants is deleted, some at a time; who has left goes with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.outbox import OutboxItem
from bot.services.boundaries import boundaries_in
from bot.services.clock import time_in
from bot.services.ports import Clock, Store, UnitOfWork
from bot.services.recording import PICTURE, hold_messages, hold_threads, settle

RETENTION = "retention_months"
"""The setting: for how many months help, messages, questions and the log of exposures are kept."""

FORGET_CHANNEL = "forget_channel"
"""The kind of outbox item that deletes what was recorded of a channel; its payload names the channel (`wanted`)."""

ERASE_EVERYTHING = "erase_everything"
"""The kind of outbox item that deletes what is kept of a workspace."""

MONTHS = 12
MONTH = timedelta(days=365.25 / 12)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Retainer:
    """Deletes what is kept no longer. The age is told by the store's own clock."""

    store: Store
    clock: Clock
    batch: int = BATCH

    def step(self, team: str) -> bool:
        """Delete one batch in a transaction of its own; returns whether there may be more."""
        with self.store.writing(team) as work:
            before = time_in(work, self.clock) - int(work.settings.get(RETENTION) or MONTHS) * MONTH
            dropped = _drop_help(work, before, self.batch)
            dropped += work.retention.drop_records(before, self.batch)
            return bool(dropped + _drop_departed(work, self.batch))

    def forget_channel(self, team: str, item: OutboxItem) -> None:
        """Delete what was recorded of a channel, if Kith is still to stay out of it."""
        channel = item.payload["wanted"]
        while self._forget_some(team, channel):
            pass

    def erase_everything(self, team: str, _: OutboxItem) -> None:
        """Delete whatever is kept of a workspace, some at a time, but what keeps people unrecorded and Kith away."""
        more = True
        while more:
            with self.store.writing(team) as work:
                more = work.tenancy.empty(self.batch) >= self.batch

    def _forget_some(self, team: str, channel: str) -> bool:
        with self.store.writing(team) as work:
            work.hold({PICTURE})
            if channel not in boundaries_in(work).excluded:
                return False
            dropped = _drop_help(work, self.clock() + timedelta(days=1), self.batch, channel)
            work.retention.recount(channel)
            return bool(dropped)


def _drop_help(work: UnitOfWork, before: datetime, batch: int, channel: str = "") -> int:
    """Drop messages and the ledger's entries, and whatever follows from them, of all channels or one."""
    messages = work.retention.messages(before, batch, channel)
    hold_messages(work, messages)
    hold_threads(work, {ref.root for ref in work.messages.get(messages).values()})
    work.retention.drop_messages(messages)
    acts = work.retention.drop_entries(before, batch, channel)
    settle(work, acts)
    return len(messages) + len(acts)


def _drop_departed(work: UnitOfWork, batch: int) -> int:
    """Forget people who left and of whom no help is left. Should they return, they are known again."""
    departed = work.retention.departed(batch)
    for person in departed:
        work.people.erase(person)
        work.people.readmit(person)
    return len(departed)
