"""Importing: an export goes the way of everything that happens in Slack, many messages to a transaction."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.events import MessagePosted
from bot.domain.people import Channel, ChannelKind, Person, lives_in
from bot.services.export_batches import batches
from bot.services.exports import Export
from bot.services.ports import Store, UnitOfWork
from bot.services.recording import PICTURE, HelpRecorder, Recorded, settle

BATCH = 4_000
"""Of fewer, a transaction's own cost is felt; more of them would hold up a bot that runs beside for over a second."""


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is: day files stored, of how many, and the day they are of."""

    done: int
    of: int
    day: date


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import read, what was new in it, and by reason what was skipped."""

    people: int
    channels: int
    messages: int
    new_messages: int
    new_helps: int
    skipped: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads exports into the store. Reading one twice, or again after a crash, ends in the same state.

    A transaction takes whole files, until it holds `batch` happenings.
    """

    store: Store
    batch: int = BATCH

    def run(self, export: Export, team: str, progress: Callable[[ImportProgress], None]) -> Imported:
        """Import an export as the given tenant's.

        Raises ImportFailed at the first malformed file: nothing of it is stored, and all that came before it is.
        """
        with self.store.writing(team) as work:
            work.hold({PICTURE})
            _introduce(work, export)
        skipped = Counter(export.skipped)
        messages = new_messages = new_helps = done = 0
        with closing(batches(export, self.batch)) as read:
            for batch in read:
                recorded = HelpRecorder(self.store).record(team, batch.happenings)
                messages += sum(isinstance(happening, MessagePosted) for happening in batch.happenings)
                new_messages += sum(not (change.before or change.after.is_deleted) for change in recorded.messages)
                new_helps += _gained(recorded)
                skipped.update(batch.skipped)
                done += len(batch.files)
                progress(ImportProgress(done, len(export.days), batch.files[-1].day))
        return Imported(len(export.people), len(export.channels), messages, new_messages, new_helps, skipped)


def _introduce(work: UnitOfWork, export: Export) -> None:
    """Keep the people and channels of an export.

    Where Kith lives in the workspace, Slack has said who and what there is: only what it did not is added. What
    was private stays private.
    """
    known = {channel.id: channel for channel in work.channels.all()}
    lives_here = lives_in(known.values())
    people = _strangers(work, export.people) if lives_here else export.people
    channels = [c for c in export.channels if not (lives_here and c.id in known)]
    turned = work.people.put(people)
    opened = work.channels.put(_as_private_as(known.get(channel.id), channel) for channel in channels)
    for channel in channels:
        if channel.id in export.members:
            work.channels.set_members(channel.id, export.members[channel.id])
    stale = work.ledger.acts_of(turned).union(*(work.ledger.acts_in(channel) for channel in opened))
    settle(work, stale)


def _strangers(work: UnitOfWork, people: tuple[Person, ...]) -> list[Person]:
    known = work.people.get([person.id for person in people])
    return [person for person in people if person.id not in known]


def _as_private_as(known: Channel | None, channel: Channel) -> Channel:
    private = known is not None and known.kind is ChannelKind.PRIVATE
    return replace(channel, kind=ChannelKind.PRIVATE) if private else channel


def _gained(recorded: Recorded) -> int:
    """Helps that stand now and did not before, less those that stand no more."""
    return sum((change.after is not None) - (change.before is not None) for change in recorded.helps)
