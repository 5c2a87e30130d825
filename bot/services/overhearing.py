"""Overhearing: what is said in channels is recorded, and whatever it refers to and Kith never met is looked up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.events import Happening, MessageDeleted, MessagePosted, Reacted, ReactionsSeen, Told
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.services.group_commit import GroupCommit
from bot.services.lookups import channel_lookup, message_lookup, person_lookup
from bot.services.ports import Clock, Store, UnitOfWork
from bot.services.recording import Recorded, record


@dataclass(frozen=True, slots=True)
class Overhearer:
    """Records happenings and queues the look-ups that they call for; what is heard at once shares a transaction."""

    store: Store
    clock: Clock
    _together: GroupCommit[Happening] = field(default_factory=GroupCommit, init=False)

    def overhear(self, team: str, happenings: Sequence[Happening]) -> None:
        """Return once everything is recorded, or, where anything of it fails, raise and record nothing of it."""
        self._together.commit(team, happenings, self._record)

    def _record(self, team: str, happenings: Sequence[Happening]) -> None:
        with self.store.writing(team) as work:
            overhear(work, happenings, self.clock())


def overhear(work: UnitOfWork, happenings: Sequence[Happening], now: datetime) -> Recorded:
    """Record happenings, and queue look-ups, in an open unit of work."""
    recorded = record(work, happenings)
    for lookup in _lookups(work, recorded, now):
        work.outbox.put(lookup)
    return recorded


def _lookups(work: UnitOfWork, recorded: Recorded, now: datetime) -> Iterator[OutboxItem]:
    people = {person for happening in recorded.heard for person in _people(happening)}
    yield from (person_lookup(person, now) for person in sorted(people - work.people.get(people).keys()))
    channels = {_channel(happening) for happening in recorded.heard}
    yield from (channel_lookup(channel, now) for channel in sorted(channels - work.channels.get(channels).keys()))
    messages = _messages(recorded)
    yield from (message_lookup(message, now) for message in sorted(messages - work.messages.get(messages).keys()))


def _messages(recorded: Recorded) -> set[MessageKey]:
    """The messages that what was recorded refers to: those that helped, and the roots of threads."""
    helped = {change.after.act.message for change in recorded.helps if change.after}
    return helped | {change.after.root for change in recorded.messages if not change.after.is_deleted}


def _people(happening: Happening) -> tuple[str, ...]:
    match happening:
        case MessagePosted(author=author):
            return (author,)
        case Reacted(author=author, reactor=reactor):
            return (author, reactor)
        case ReactionsSeen(author=author, given=given):
            return (author, *(reactor for reactor, _ in given))
        case Told(claim=claim):
            return (claim.act.helper, claim.act.seeker)
        case MessageDeleted():
            return ()


def _channel(happening: Happening) -> str:
    match happening:
        case Reacted(message=message) | ReactionsSeen(message=message):
            return message.channel
        case Told(claim=claim):
            return claim.act.channel
        case MessagePosted(channel=channel) | MessageDeleted(channel=channel):
            return channel
