"""Retention: what is older than the workspace wants is deleted, some at a time; who has left goes with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.clock import time_in
from bot.services.ports import Clock, Store, UnitOfWork
from bot.services.recording import settle

RETENTION = "retention_months"
"""The setting: for how many months help, messages, questions and the log of exposures are kept."""

MONTHS = 12
MONTH = timedelta(days=365.25 / 12)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Retainer:
    """Deletes what is kept no longer. The age is told by the store's own clock."""

    store: Store
    clock: Clock
    batch: int = BATCH

    def drop_states(self) -> None:
        """Forget who began to install Kith and never came back."""
        self.store.drop_states(self.clock())

    def step(self, team: str) -> bool:
        """Delete one batch in a transaction of its own; returns whether there may be more."""
        with self.store.writing(team) as work:
            before = time_in(work, self.clock) - int(work.settings.get(RETENTION) or MONTHS) * MONTH
            dropped = _drop_help(work, before, self.batch)
            dropped += work.retention.drop_records(before, self.batch)
            return bool(dropped + _drop_departed(work, self.batch))


def _drop_help(work: UnitOfWork, before: datetime, batch: int) -> int:
    """Drop messages and the ledger's entries, and whatever follows from them."""
    messages = work.retention.messages(before, batch)
    work.retention.drop_messages(messages)
    acts = work.retention.drop_entries(before, batch)
    settle(work, acts)
    return len(messages) + len(acts)


def _drop_departed(work: UnitOfWork, batch: int) -> int:
    """Forget people who left and of whom no help is left. Should they return, they are known again."""
    departed = work.retention.departed(batch)
    for person in departed:
        work.people.erase(person)
        work.people.readmit(person)
    return len(departed)
