"""What Kith keeps of a message: who, where, when and topic terms. Never its text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple


class MessageKey(NamedTuple):
    """Slack's identifier of a message: its channel and its `ts`, a string that sorts by time until 2286."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message seen. `version` is the `ts` of its last edit ("" when never edited): the newest version wins.

    `terms` are the distinct stems of what it is about and `words` the same as written, to be shown; `thanked` are
    the people it thanks by mention; `thanks` says that it thanks somebody at all. `phrases` are what topics are
    counted from; they are written down, and not read back with the ref.
    """

    channel: str
    ts: str
    author: str
    thread_ts: str = ""
    terms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    is_question: bool = False
    thanks: bool = False
    thanked: tuple[str, ...] = ()
    version: str = ""
    is_deleted: bool = False
    phrases: tuple[str, ...] = ()

    @property
    def key(self) -> MessageKey:
        """The message's own identifier."""
        return MessageKey(self.channel, self.ts)

    @property
    def root(self) -> MessageKey:
        """The first message of its thread: itself outside of threads."""
        return MessageKey(self.channel, self.thread_ts or self.ts)

    def deleted(self, version: str) -> "MessageRef":
        """The tombstone of this message: nothing of what it said is kept, and nothing revives it."""
        return replace(
            self,
            terms=(),
            words=(),
            phrases=(),
            is_question=False,
            thanks=False,
            thanked=(),
            version=version,
            is_deleted=True,
        )

    def supersedes(self, other: "MessageRef") -> bool:
        """Whether this version of the same message is the one to keep, in whatever order the two came."""
        if other.is_deleted or self.is_deleted:
            return self.is_deleted and not other.is_deleted
        return self.version > other.version


@dataclass(frozen=True, slots=True)
class MessageChange:
    """A message's ref before and after a unit of work; `before` is None for a message not seen before."""

    before: MessageRef | None
    after: MessageRef


def changes(refs: Iterable[MessageRef], known: Mapping[MessageKey, MessageRef]) -> list[MessageChange]:
    """What the newest versions among these refs change of the messages `known` so far."""
    newest: dict[MessageKey, MessageRef] = {}
    for ref in refs:
        key = ref.key
        if key not in newest or ref.supersedes(newest[key]):
            newest[key] = ref
    return [
        MessageChange(known.get(key), ref)
        for key, ref in newest.items()
        if key not in known or ref.supersedes(known[key])
    ]


@dataclass(frozen=True, slots=True)
class Thread:
    """The live messages of one thread in the order of their `ts`; its root may be unknown."""

    root: MessageKey
    messages: tuple[MessageRef, ...] = ()

    @classmethod
    def of(cls, root: MessageKey, messages: Iterable[MessageRef]) -> "Thread":
        """Order the messages and leave out deleted ones."""
        live = (message for message in messages if not message.is_deleted)
        return cls(root, tuple(sorted(live, key=lambda message: message.ts)))

    @property
    def opening(self) -> MessageRef | None:
        """The root message, if it was seen and still stands."""
        first = self.messages[0] if self.messages else None
        return first if first and first.key == self.root else None


def moment(ts: str) -> datetime:
    """The time of a Slack `ts`, aware and in UTC. Raises ValueError where it is no number."""
    return datetime.fromtimestamp(float(ts), UTC)
