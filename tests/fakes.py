"""Slack and time as tests want them: everything else is real."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.errors import ImportFailed, SlackRefused, UnknownChannel, UnknownPerson
from bot.domain.messages import MessageKey
from bot.domain.people import Channel, ChannelKind, Person
from bot.services.ports import Attachment, HistoryPage, Post


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Now."""
        return self.now

    def advance(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)


@dataclass
class FakeDirectory:
    """Slack as far as it is asked: people, channels, and histories in pages."""

    known_people: dict[str, Person] = field(default_factory=dict)
    known_channels: dict[str, Channel] = field(default_factory=dict)
    known_members: dict[str, set[str]] = field(default_factory=dict)
    pages: dict[str, list[list[dict[str, Any]]]] = field(default_factory=dict)
    threads: dict[MessageKey, list[list[dict[str, Any]]]] = field(default_factory=dict)
    messages: dict[MessageKey, Mapping[str, Any]] = field(default_factory=dict)
    quiet_until: dict[str, datetime] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    failing: list[Exception] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def person(self, team: str, person: str) -> Person:
        """A person. Raises UnknownPerson."""
        self._ask("person", team, person)
        if person not in self.known_people:
            raise UnknownPerson(person)
        return self.known_people[person]

    def people(self, team: str) -> Iterable[Person]:
        """Everybody."""
        self._ask("people", team)
        return list(self.known_people.values())

    def channel(self, team: str, channel: str) -> Channel:
        """A channel. Raises UnknownChannel."""
        self._ask("channel", team, channel)
        if channel not in self.known_channels:
            raise UnknownChannel(channel)
        return self.known_channels[channel]

    def channels(self, team: str) -> Iterable[Channel]:
        """All channels."""
        self._ask("channels", team)
        return list(self.known_channels.values())

    def members(self, team: str, channel: str) -> frozenset[str]:
        """Who is in a channel."""
        self._ask("members", team, channel)
        return frozenset(self.known_members.get(channel, ()))

    def public_channels_of(self, team: str, person: str) -> frozenset[str]:
        """The public channels that this person is in."""
        self._ask("public_channels_of", team, person)
        open_to_all = {id_ for id_, channel in self.known_channels.items() if channel.kind is ChannelKind.PUBLIC}
        return frozenset(id_ for id_ in open_to_all if person in self.known_members.get(id_, ()))

    def private_channels_of(self, team: str, person: str) -> frozenset[str]:
        """The private channels that this person is in."""
        self._ask("private_channels_of", team, person)
        return frozenset(channel for channel, people in self.known_members.items() if person in people)

    def quiet(self, team: str, people: Collection[str], at: datetime) -> dict[str, datetime]:
        """Who is not to be disturbed."""
        self._ask("quiet", team, *sorted(people))
        return {person: until for person, until in self.quiet_until.items() if person in people and at < until}

    def history(self, team: str, channel: str, oldest: str, cursor: str) -> HistoryPage:
        """A page; the cursor is its number."""
        self._ask("history", team, channel, oldest, cursor)
        return _page(self.pages[channel], cursor)

    def replies(self, team: str, root: MessageKey, cursor: str) -> HistoryPage:
        """A page of a thread. Raises SlackRefused for one that is gone."""
        self._ask("replies", team, *root, cursor)
        if root not in self.threads:
            raise SlackRefused("thread_not_found")
        return _page(self.threads[root], cursor)

    def own_id(self, team: str) -> str:
        """Kith's own id."""
        self._ask("own_id", team)
        return "UKITH"

    def message(self, team: str, message: MessageKey) -> Mapping[str, Any] | None:
        """One message."""
        self._ask("message", team, *message)
        return self.messages.get(message)

    def file(self, team: str, file: str, largest: int) -> bytes:
        """What is in a file. Raises ImportFailed for none."""
        self._ask("file", team, file)
        if file not in self.files:
            raise ImportFailed("no such file")
        return self.files[file]

    def _ask(self, *what: str) -> None:
        self.asked.append(what)
        if self.failing:
            raise self.failing.pop(0)


@dataclass
class FakeMessenger:
    """Slack as far as it is spoken to: keeps what was posted."""

    posts: list[Post] = field(default_factory=list)
    updates: list[tuple[str, str, str]] = field(default_factory=list)
    files: list[tuple[str, str, Attachment]] = field(default_factory=list)
    amended: list[tuple[str, str, str, Mapping[str, Any]]] = field(default_factory=list)
    refusing: list[Exception] = field(default_factory=list)
    homes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    standing: dict[str, str] = field(default_factory=lambda: defaultdict(str))

    def post(self, post: Post) -> str:
        """Keep a post."""
        self.posts.append(post)
        return f"{len(self.posts)}.000000"

    def find(self, post: Post, since: datetime) -> str:
        """Where a post stands already."""
        return self.standing[post.key]

    def update(self, team: str, channel: str, ts: str, text: str, blocks: Sequence[Mapping[str, Any]]) -> None:
        """Keep a change."""
        self.updates.append((channel, ts, str(blocks)))

    def open_view(self, team: str, trigger_id: str, view: Mapping[str, Any]) -> None:
        """Open a modal."""

    def publish_home(self, team: str, person: str, view: Mapping[str, Any]) -> None:
        """Keep a home tab."""
        self.homes[person] = view

    def upload(self, team: str, channel: str, thread_ts: str, file: Attachment) -> str:
        """Keep a file."""
        self.files.append((channel, thread_ts, file))
        return f"F{len(self.files)}"

    def uploaded(self, team: str, channel: str, thread_ts: str, name: str) -> str:
        """The file kept there."""
        places = [(place, thread, file.name) for place, thread, file in self.files]
        return f"F{places.index((channel, thread_ts, name)) + 1}" if (channel, thread_ts, name) in places else ""

    def amend(self, team: str, channel: str, ts: str, after: str, block: Mapping[str, Any]) -> None:
        """Keep a block. Raises what it is told to."""
        if self.refusing:
            raise self.refusing.pop(0)
        self.amended.append((channel, ts, after, block))

    def permalinks(self, team: str, messages: Collection[MessageKey]) -> dict[MessageKey, str]:
        """Links."""
        there = "https://example.slack.com/archives"
        return {message: f"{there}/{message.channel}/p{message.ts.replace('.', '')}" for message in messages}


def _page(pages: list[list[dict[str, Any]]], cursor: str) -> HistoryPage:
    number = int(cursor or 0)
    more = number + 1 < len(pages)
    return HistoryPage(tuple(pages[number]), str(number + 1) if more else "")
