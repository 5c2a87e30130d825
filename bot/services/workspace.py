"""The workspace's picture: its people and channels, and where Kith is welcome."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeVar

from bot.domain.errors import UnknownChannel, UnknownPerson
from bot.domain.outbox import OutboxItem
from bot.domain.people import Channel, Person
from bot.services.backfilling import stop
from bot.services.backfills import BACKFILLS
from bot.services.boundaries import boundaries_in
from bot.services.lookups import channel_lookup
from bot.services.ports import Clock, Directory, Store, UnitOfWork
from bot.services.recording import PICTURE, settle

INTRODUCE = "introduce"
LOOK_AROUND = "look_around"
SWEEP = "sweep"
SWEPT_AFTER = timedelta(minutes=10)
"""By then nothing from before the end is under way any more: Slack sends an event again for five minutes."""

BATCH = 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Workspace:
    """Keeps the picture true, as Slack tells and as Slack is asked."""

    store: Store
    directory: Directory
    clock: Clock

    def know_person(self, team: str, person: Person) -> None:
        """Take down how a person is now."""
        with self.store.reading(team) as work:
            if work.people.get([person.id]).get(person.id) == person:
                return
        with self.store.writing(team) as work:
            work.hold({PICTURE})
            _keep_people(work, [person])

    def look_up_person(self, team: str, item: OutboxItem) -> None:
        """Ask Slack who somebody is; somebody unknown to Slack stays unknown."""
        try:
            person = self.directory.person(team, item.payload["wanted"])
        except UnknownPerson:
            return
        self.know_person(team, person)

    def channel_changed(self, team: str, channel: str, event_ts: str) -> None:
        """Have Slack asked how a channel is now."""
        with self.store.writing(team) as work:
            work.outbox.put(channel_lookup(channel, self.clock(), event_ts))

    def look_up_channel(self, team: str, item: OutboxItem) -> None:
        """Ask Slack what a channel is now; one that Slack shows no longer is closed to Kith."""
        id_ = item.payload["wanted"]
        try:
            found = self.directory.channel(team, id_)
        except UnknownChannel:
            self._close(team, id_, archived=True)
            return
        with self.store.writing(team) as work:
            work.hold({PICTURE})
            _keep_channels(work, [found])

    def joined(self, team: str, channel: str, event_ts: str) -> None:
        """Kith was invited: look around and, unless it is to stay out, say hello there once and never again."""
        now = self.clock()
        with self.store.writing(team) as work:
            work.outbox.put(channel_lookup(channel, now, event_ts))
            if boundaries_in(work).bar(channel):
                return
            work.outbox.put(OutboxItem(f"{INTRODUCE}:{channel}", INTRODUCE, {"channel": channel}, now))

    def left(self, team: str, channel: str) -> None:
        """Kith was removed: it says nothing more there and reads nothing more."""
        self._close(team, channel, archived=False)

    def installed(self, team: str) -> None:
        """Kith was installed: it looks around at once."""
        now = self.clock()
        with self.store.writing(team) as work:
            work.outbox.put(OutboxItem(f"{LOOK_AROUND}:{now.isoformat()}", LOOK_AROUND, {}, now))

    def look_around(self, team: str, _: OutboxItem) -> None:
        """Read everybody and every channel from Slack."""
        self.refresh(team)

    def silenced(self, team: str, at: datetime) -> None:
        """Kith's tokens were revoked: it is in no channel any more, and reads no past."""
        with self.store.writing(team) as work:
            if _came_back_since(work, at):
                return
            work.hold({BACKFILLS})
            for channel in work.channels.all():
                stop(work, channel.id)
            work.channels.put([replace(channel, is_member=False) for channel in work.channels.all()])
            work.tenancy.revoke()

    def uninstalled(self, team: str, at: datetime) -> None:
        """Kith was removed from the workspace: nothing of it is kept, nor of what was under way meanwhile."""
        with self.store.writing(team) as work:
            if not _came_back_since(work, at):
                work.tenancy.erase()
                work.outbox.put(OutboxItem(SWEEP, SWEEP, {"at": at.timestamp()}, self.clock() + SWEPT_AFTER))

    def sweep(self, team: str, item: OutboxItem) -> None:
        """Erase what came in while the workspace was being erased, with the item that asks for it."""
        with self.store.writing(team) as work:
            if not _came_back_since(work, datetime.fromtimestamp(item.payload["at"], UTC)):
                work.tenancy.erase()

    def refresh(self, team: str) -> None:
        """Read everybody and every channel from Slack."""
        for people in _batches(self.directory.people(team)):
            with self.store.writing(team) as work:
                work.hold({PICTURE})
                _keep_people(work, people)
        for channels in _batches(self.directory.channels(team)):
            with self.store.writing(team) as work:
                work.hold({PICTURE})
                _keep_channels(work, channels)

    def _close(self, team: str, channel: str, *, archived: bool) -> None:
        with self.store.writing(team) as work:
            work.hold({BACKFILLS})
            work.outbox.withdraw(f"{INTRODUCE}:{channel}")
            stop(work, channel)
            known = work.channels.get([channel]).get(channel)
            if known:
                work.channels.put([replace(known, is_member=False, is_archived=known.is_archived or archived)])


def _came_back_since(work: UnitOfWork, at: datetime) -> bool:
    """Whether Kith was installed after an event, told in whole seconds, that is delivered late."""
    since = work.tenancy.since()
    return since is not None and since.replace(microsecond=0) > at


def _keep_people(work: UnitOfWork, people: Iterable[Person]) -> None:
    """Keep people, except those who had themselves erased, or left before they were known; whoever turns out a bot
    helped nobody, and who left takes their contacts along."""
    given = {person.id: person for person in people}
    known = work.people.get(given)
    for id_ in [id_ for id_, person in given.items() if person.is_deleted and not person.is_bot and id_ not in known]:
        del given[id_]
    erased = work.people.nobodies(given) - known.keys()
    turned = work.people.put(
        [person for id_, person in given.items() if id_ not in erased and known.get(id_) != person]
    )
    if turned:
        settle(work, work.ledger.acts_of(turned))
    if left := [id_ for id_, person in given.items() if person.is_deleted]:
        work.contacts.erase_of(left)


def _keep_channels(work: UnitOfWork, channels: Sequence[Channel]) -> None:
    """Keep channels; where one opened or closed, what was said in it is seen by others than before."""
    known = work.channels.get([channel.id for channel in channels])
    for channel in work.channels.put([channel for channel in channels if known.get(channel.id) != channel]):
        settle(work, work.ledger.acts_in(channel))


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
