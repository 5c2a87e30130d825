"""An answer is what it would be if nothing had ever been said where its readers are not: no sequence changes that."""

import shutil
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.answers import Answer
from bot.domain.asks import Ask, Audience
from bot.domain.people import Channel, ChannelKind, Person
from bot.services.recording import HelpRecorder
from bot.slack_app import services_on
from storage.engine import open_engine
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory
from tests.services.test_finding import TEAM, thread

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PEOPLE = ("ana", "ben", "cal", "dee")
KINDS = {"C1": ChannelKind.PUBLIC, "G1": ChannelKind.PRIVATE, "G2": ChannelKind.PRIVATE}
WORDS = ("kafka", "terraform")
QUESTION = "Who can help with kafka and terraform?"

Action = tuple[Any, ...]
people, channels = st.sampled_from(PEOPLE), st.sampled_from(list(KINDS))
actions = st.one_of(
    st.tuples(st.just("help"), people, people, st.sampled_from(WORDS), channels),
    st.tuples(st.just("join"), people, channels),
    st.tuples(st.just("leave"), people, channels),
    st.tuples(st.just("become"), channels, st.sampled_from([ChannelKind.PUBLIC, ChannelKind.PRIVATE])),
)
STORY: list[Action] = [
    ("join", "ana", "G1"),
    ("help", "ana", "ben", "kafka", "C1"),
    ("help", "cal", "ana", "terraform", "C1"),
    ("help", "ana", "cal", "kafka", "G1"),
    ("help", "cal", "dee", "kafka", "G2"),
    ("become", "C1", ChannelKind.PRIVATE),
    ("become", "G2", ChannelKind.PUBLIC),
]


@dataclass
class World:
    """People help each other in channels that open and close, which they join and leave."""

    store: SqlStore
    heard_in: Collection[str] = tuple(KINDS)
    helps: int = 0
    directory: FakeDirectory = field(default_factory=FakeDirectory)

    def __post_init__(self) -> None:
        self.directory.known_people = {id_: Person(id_, id_.title(), home_team=TEAM) for id_ in PEOPLE}
        self.directory.known_channels = {id_: Channel(id_, id_.lower(), kind) for id_, kind in KINDS.items()}
        self.directory.known_members = {id_: set() for id_ in KINDS}
        self.services = services_on(self.store, self.directory, FakeClock(NOW))
        self.services.workspace.refresh(TEAM)

    def act(self, action: Action) -> None:
        getattr(self, action[0])(*action[1:])

    def help(self, seeker: str, helper: str, word: str, channel: str) -> None:
        self.helps += 1
        if channel in self.heard_in:
            said = thread(self.helps * 5, seeker, helper, f"How do I tune {word}?", channel=channel)
            HelpRecorder(self.store).record(TEAM, said)

    def join(self, person: str, channel: str) -> None:
        self.directory.known_members[channel].add(person)

    def leave(self, person: str, channel: str) -> None:
        self.directory.known_members[channel].discard(person)

    def become(self, channel: str, kind: ChannelKind) -> None:
        known = self.directory.known_channels
        known[channel] = replace(known[channel], kind=kind)
        self.services.workspace.refresh(TEAM)

    def readable(self, asker: str, channel: str) -> set[str]:
        """The channels that whoever reads an answer may read: of one in private the asker, else all in a channel."""
        kinds = {id_: known.kind for id_, known in self.directory.known_channels.items()}
        own = {channel} if channel else {id_ for id_ in kinds if asker in self.directory.known_members[id_]}
        return own | {id_ for id_, kind in kinds.items() if kind is ChannelKind.PUBLIC}

    def answer(self, asker: str, channel: str) -> Answer:
        audience = Audience.CHANNEL if channel else Audience.ASKER
        return self.services.asking.answer(TEAM, Ask("k", asker, QUESTION, channel or "D1", NOW, audience))


def told(
    template: Path, folder: Path, sequence: Sequence[Action], heard_in: Collection[str], stack: ExitStack
) -> World:
    """A world of its own in which all this happened, as far as it was heard."""
    engine = open_engine(f"sqlite:///{shutil.copy(template, folder)}")
    stack.callback(engine.dispose)
    world = World(SqlStore(engine), heard_in)
    for action in sequence:
        world.act(action)
    return world


@given(st.lists(actions, max_size=14))
@example(STORY)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_reads_what_rests_on_channels_that_they_cannot_read(
    sqlite_template: Path, sequence: list[Action]
) -> None:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        whole = told(sqlite_template, Path(folder) / "whole", sequence, tuple(KINDS), stack)
        worlds: dict[frozenset[str], World] = {}
        for asker, channel in (("ana", ""), ("ben", ""), ("ana", "C1"), ("dee", "G1")):
            readable = frozenset(whole.readable(asker, channel))
            if readable not in worlds:
                place = Path(folder) / "-".join(["only", *sorted(readable)])
                worlds[readable] = told(sqlite_template, place, sequence, readable, stack)
            assert whole.answer(asker, channel) == worlds[readable].answer(asker, channel)


def test_the_watch_would_notice_what_is_heard_too_much(sqlite_template: Path, tmp_path: Path) -> None:
    with ExitStack() as stack:
        whole = told(sqlite_template, tmp_path / "whole", STORY, tuple(KINDS), stack)
        less = told(sqlite_template, tmp_path / "less", STORY, ("C1", "G2"), stack)
        assert whole.readable("ana", "") == {"G1", "G2"}
        assert whole.answer("ana", "") != less.answer("ana", "")
        assert whole.answer("ben", "") == less.answer("ben", "")
