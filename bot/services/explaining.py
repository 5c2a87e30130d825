"""Explaining what Kith can do, to whoever asks for that."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.asks import Ask
from bot.domain.boundaries import Barred
from bot.domain.outbox import OutboxItem
from bot.services.administering import rules_in
from bot.services.boundaries import boundaries_in
from bot.services.ports import Clock, Store

EXPLAIN = "explain"


@dataclass(frozen=True, slots=True)
class Explainer:
    """Answers a request for help where it was made."""

    store: Store
    clock: Clock

    def explain(self, team: str, ask: Ask) -> None:
        """Have the guide posted in answer, once."""
        where = {"channel": ask.channel, "thread_ts": ask.thread_ts, "aside_ts": ask.aside_ts, "asker": ask.asker}
        with self.store.writing(team) as work:
            work.outbox.put(OutboxItem(f"{EXPLAIN}:{ask.key}", EXPLAIN, where, self.clock(), urgency=0))

    def reactions(self, team: str) -> Sequence[str]:
        """The reactions by which help is logged here."""
        with self.store.reading(team) as work:
            return rules_in(work).help_reactions

    def barred(self, team: str, channel: str) -> Barred | None:
        """Why nothing may be explained in a channel now; None where it may."""
        with self.store.reading(team) as work:
            return boundaries_in(work).bar(channel)
