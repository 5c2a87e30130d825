"""A Slack export: its people and channels, and its messages file by file or in the order of time.

https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.errors import ImportFailed
from bot.domain.events import Happening, MessageDeleted, MessagePosted, Reacted
from bot.domain.people import Channel, ChannelKind, Person
from bot.services import slack_json
from bot.services.export_files import MIB, USERS, ExportFiles, open_files, shown

LARGEST_LIST = 256 * MIB
LARGEST_DAY = 32 * MIB
EARLIEST_MIDNIGHT = timedelta(hours=14)
"""How long before UTC's midnight a day begins in the easternmost zone."""

Read = TypeVar("Read")

_DAY_FILE = re.compile(r"([^/]+)/(\d{4}-\d\d-\d\d)\.json")


@dataclass(frozen=True, slots=True)
class DayFile:
    """One channel's messages of one day, by the name of the file that holds them."""

    name: str
    channel: str
    day: date


@dataclass(frozen=True, slots=True)
class DayOfMessages:
    """What a day file says happened, in its order, and why it was not read where a message was odd."""

    happenings: tuple[Happening, ...]
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """An open export.

    `path` is where it lies, `members` are the private channels' by id, `days` its day files by day and then by name,
    and `skipped` counts what of its lists and files was left out, by reason.
    """

    path: Path
    people: tuple[Person, ...]
    channels: tuple[Channel, ...]
    members: Mapping[str, frozenset[str]]
    days: tuple[DayFile, ...]
    skipped: Mapping[str, int]
    _files: ExportFiles

    @property
    def team(self) -> str:
        """The workspace that most of its people belong to, "" where the export does not say."""
        homes = Counter(person.home_team for person in self.people if person.home_team)
        return homes.most_common(1)[0][0] if homes else ""

    def read(self, day: DayFile) -> DayOfMessages:
        """Read one day file. Raises ImportFailed."""
        found: list[Happening] = []
        skipped: list[str] = []
        for message in _entries(self._files, day.name, LARGEST_DAY):
            try:
                found += slack_json.happenings(message, day.channel)
            except slack_json.OddObject as odd:
                skipped.append(str(odd))
        return DayOfMessages(tuple(found), tuple(skipped))


@contextmanager
def open_export(path: Path) -> Iterator[Export]:
    """Open an export, a folder or a zip, and read who and which channels there are. Raises ImportFailed."""
    with open_files(path) as files:
        yield _export(path, files)


def messages_in_order(export: Export) -> Iterator[Happening]:
    """All happenings of an export by their messages' `ts`, each reaction right after its message.

    Holds some two days in memory: day files end at midnight in a zone that the export does not name. Raises
    ImportFailed.
    """
    waiting: list[Happening] = []
    for day, files in groupby(export.days, key=lambda file: file.day):
        settled = f"{(_midnight(day) - EARLIEST_MIDNIGHT).timestamp():.6f}"
        waiting.sort(key=_place)
        later = next((n for n, happening in enumerate(waiting) if _place(happening)[0] >= settled), len(waiting))
        yield from waiting[:later]
        waiting = waiting[later:]
        for file in files:
            waiting += export.read(file).happenings
    yield from sorted(waiting, key=_place)


def _export(path: Path, files: ExportFiles) -> Export:
    skipped: Counter[str] = Counter()
    if USERS not in files.names:
        raise ImportFailed("The export has no users.json: give the folder or zip that Slack made, whole.")
    if not files.names & {"channels.json", "groups.json"}:
        raise ImportFailed("The export has no channels.json: give the folder or zip that Slack made, whole.")
    people = _listed(files, USERS, slack_json.person, skipped)
    members = {
        **dict(_listed(files, "channels.json", partial(_channel, default=ChannelKind.PUBLIC), skipped)),
        **dict(_listed(files, "groups.json", partial(_channel, default=ChannelKind.PRIVATE), skipped)),
    }
    channels = tuple(channel for channel in members if channel.kind is not ChannelKind.DIRECT)
    private = {channel.id: members[channel] for channel in channels if channel.kind is ChannelKind.PRIVATE}
    days = _days(files.names, {channel.name: channel.id for channel in channels}, skipped)
    return Export(path, tuple(people), channels, private, days, skipped, files)


def _channel(conversation: Any, default: ChannelKind) -> tuple[Channel, frozenset[str]]:
    return slack_json.channel(conversation, default), slack_json.members(conversation)


def _days(names: Iterable[str], ids: Mapping[str, str], skipped: Counter[str]) -> tuple[DayFile, ...]:
    """The day files of listed channels; of direct messages, and of whatever is not listed, none is ever opened."""
    days = []
    for name in names:
        dated = _DAY_FILE.fullmatch(name)
        day = _date(dated[2]) if dated else None
        if dated and day and dated[1] in ids:
            days.append(DayFile(name, ids[dated[1]], day))
        elif day:
            skipped["a day file of direct messages or of a channel that is not listed"] += 1
    return tuple(sorted(days, key=lambda file: (file.day, file.name)))


def _listed(files: ExportFiles, name: str, read: Callable[[Any], Read], skipped: Counter[str]) -> list[Read]:
    """The readable entries of a list such as users.json; none where there is no such list."""
    found = []
    for entry in _entries(files, name, LARGEST_LIST) if name in files.names else ():
        try:
            found.append(read(entry))
        except slack_json.OddObject as odd:
            skipped[str(odd)] += 1
    return found


def _entries(files: ExportFiles, name: str, limit: int) -> list[Any]:
    content = files.read(name, limit)
    try:
        entries = json.loads(content)
    except json.JSONDecodeError as error:
        raise ImportFailed(f"{shown(name)} is not JSON: {error.msg.lower()} in line {error.lineno}.") from error
    except (ValueError, RecursionError) as error:
        raise ImportFailed(f"{shown(name)} is not JSON that Slack would write.") from error
    if not isinstance(entries, list):
        raise ImportFailed(f"{shown(name)} holds no list, as Slack's exports do.")
    return entries


def _place(happening: Happening) -> tuple[str, str]:
    match happening:
        case Reacted():
            return happening.message.ts, happening.message.channel
        case MessagePosted() | MessageDeleted():
            return happening.ts, happening.channel
    raise TypeError(f"{type(happening).__name__} is nothing that an export tells")


def _date(text: str) -> date | None:
    """The day, where it is one on which a `ts` has ten digits."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2002 <= day.year < 2286 else None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
