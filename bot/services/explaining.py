"""Explaining what Kith can do, to whoever asks for that."""

from dataclasses import dataclass

from bot.domain.asks import Ask
from bot.domain.outbox import OutboxItem
from bot.services.ports import Clock, Store

EXPLAIN = "explain"
HELP_WORDS = frozenset({"", "help", "hi", "hello", "hey", "?"})


def wants_help(text: str) -> bool:
    """Whether a request is only a greeting, or asks what Kith can do."""
    return text.strip(" .!").lower() in HELP_WORDS


@dataclass(frozen=True, slots=True)
class Explainer:
    """Answers a request for help where it was made."""

    store: Store
    clock: Clock

    def explain(self, team: str, ask: Ask) -> None:
        """Have the guide posted in answer, once."""
        where = {"channel": ask.channel, "thread_ts": ask.thread_ts}
        with self.store.writing(team) as work:
            work.outbox.put(OutboxItem(f"{EXPLAIN}:{ask.key}", EXPLAIN, where, self.clock(), urgency=0))
