"""What happens in a workspace, as far as Kith listens: parsed once, at the edge, into these values."""

from dataclasses import dataclass

from bot.domain.help import Claim
from bot.domain.messages import MessageKey, MessageRef


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """A message as it reads now, new or edited ("" in `edited_ts`: never edited). Its text is read once and dropped.

    Where that is done already, `ref` is what is kept of it, and there is no text any more.
    """

    channel: str
    ts: str
    author: str
    text: str
    thread_ts: str = ""
    edited_ts: str = ""
    ref: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message that is no more."""

    channel: str
    ts: str
    event_ts: str


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction put on somebody's message, or taken off again (`given` false)."""

    message: MessageKey
    author: str
    reactor: str
    reaction: str
    event_ts: str
    given: bool = True


@dataclass(frozen=True, slots=True)
class ReactionsSeen:
    """Everybody's reactions on a message as they stand at `seen_at`, as (reactor, reaction).

    Of those in `incomplete` Slack shows some people only.
    """

    message: MessageKey
    author: str
    seen_at: str
    given: frozenset[tuple[str, str]] = frozenset()
    incomplete: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """Help told to Kith on purpose, by a button or a modal, or such a telling undone (`given` false)."""

    claim: Claim
    event_ts: str
    given: bool = True


Happening = MessagePosted | MessageDeleted | Reacted | ReactionsSeen | Told
