"""A question put to Kith on purpose, and who may read the answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.errors import NotAllowed

ANSWERED_WITHIN = timedelta(hours=3)
"""Later than that, nobody waits for an answer any more."""

LONGEST_QUESTION = 4000
"""So many characters of a question are kept and read; Slack's messages may have ten times as many."""


class Audience(StrEnum):
    """Who reads an answer: everybody in the channel, or the asker alone."""

    CHANNEL = "channel"
    ASKER = "asker"


class AskState(StrEnum):
    """Where an ask stands."""

    OPEN = "open"
    HELPED = "helped"
    NEED = "need"
    CLOSED = "closed"


class Verdict(StrEnum):
    """What came of it that a person was named: by the asker's word, and that they helped by the ledger's, too."""

    NONE = ""
    HELPED = "helped"
    NOT_RIGHT = "not_right"


class Outcome(NamedTuple):
    """What came of it that a person was named in answer to an ask, where the opposite is noted so far."""

    ask: int
    person: str
    helped: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, kept until it is closed or erased. `key` names the message or command it came by: asked once.

    `thread_ts` is where in `channel` the answer goes; `response_url` is set for slash commands only.
    """

    key: str
    asker: str
    text: str
    channel: str
    asked_at: datetime
    audience: Audience = Audience.CHANNEL
    thread_ts: str = ""
    response_url: str = ""
    state: AskState = AskState.OPEN
    answer_ts: str = ""
    id: int = 0

    @property
    def aside_ts(self) -> str:
        """The thread in which to tell the asker something alone, "" for beside the question: Slack shows such a message
        only in a thread that there is already (https://docs.slack.dev/reference/methods/chat.postEphemeral)."""
        opens_thread = self.key == f"{self.channel}:{self.thread_ts}"
        return "" if self.response_url or opens_thread else self.thread_ts

    def is_stale(self, now: datetime) -> bool:
        """Whether it was asked too long ago to be answered."""
        return now - self.asked_at > ANSWERED_WITHIN


def own_ask(ask: Ask | None, by: str) -> Ask:
    """A person's own ask. Raises NotAllowed where it is kept no longer, and for all but its asker."""
    if ask is None:
        raise NotAllowed("This question is no longer kept.")
    if ask.asker != by:
        raise NotAllowed("Only the person who asked can press this.")
    return ask
