"""Two workspaces with the same ids for people, channels and messages: nothing done in one shows in the other."""

import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.deliveries import deliveries
from bot.domain.asks import Ask, Audience
from bot.domain.consent import Choice, Openness
from bot.domain.contacts import Contact, HowWell, Identity
from bot.domain.errors import KithError
from bot.domain.events import MessageDeleted
from bot.domain.people import Channel, ChannelKind, Person
from bot.domain.requests import Reply, Wish
from bot.services.ports import Note
from bot.services.recording import HelpRecorder
from bot.slack_app import services_on
from storage.engine import open_engine
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger
from tests.rows import rows_of
from tests.services.test_finding import thread, ts

OURS, THEIRS = "T1", "T2"
PEOPLE = ("UANA", "UBEN", "UCAL", "UDEE")
CHANNELS = ("C1", "C2", "G1")
WORDS = ("kafka", "terraform")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)

Action = tuple[Any, ...]
people, words, few = st.sampled_from(PEOPLE), st.sampled_from(WORDS), st.integers(0, 3)
actions = st.one_of(
    st.tuples(st.just("help"), few, people, people, words, st.sampled_from(CHANNELS)),
    st.tuples(st.just("delete"), few, st.sampled_from(CHANNELS)),
    st.tuples(st.just("be"), people, st.sampled_from(Openness)),
    st.tuples(st.just("erase"), people),
    st.tuples(st.just("readmit"), people),
    st.tuples(st.just("ask"), people, words, st.sampled_from(Audience)),
    st.tuples(st.just("request"), people, few, people),
    st.tuples(st.just("reply"), people, few, st.sampled_from(Reply)),
    st.tuples(st.just("know"), people, words),
    st.tuples(st.just("forget_contact"), people, few),
    st.tuples(st.just("introduce"), people, few, few),
    st.tuples(st.just("subscribe"), people, st.sampled_from(["C1", "UANA"])),
    st.tuples(st.sampled_from(["tick", "look_around", "silence", "uninstall"])),
)
STORY: list[Action] = [
    ("look_around",),
    ("help", 0, "UANA", "UBEN", "kafka", "C1"),
    ("help", 1, "UCAL", "UBEN", "kafka", "G1"),
    ("help", 2, "UDEE", "UBEN", "kafka", "C2"),
    ("know", "UANA", "terraform"),
    ("ask", "UANA", "kafka", Audience.CHANNEL),
    ("ask", "UDEE", "terraform", Audience.ASKER),
    ("request", "UANA", 0, "UBEN"),
    ("introduce", "UDEE", 1, 0),
    ("be", "UCAL", Openness.HIDDEN),
    ("subscribe", "UANA", "C1"),
    ("tick",),
    ("erase", "UBEN"),
]


@dataclass
class World:
    """One Kith in two workspaces, which Slack describes alike."""

    store: SqlStore
    clock: FakeClock = field(default_factory=lambda: FakeClock(MONDAY))
    asks: int = 0

    def __post_init__(self) -> None:
        known = {id_: Person(id_, id_[1:].title(), tz="UTC", is_admin=True) for id_ in PEOPLE}
        kinds = {id_: ChannelKind.PRIVATE if id_ == "G1" else ChannelKind.PUBLIC for id_ in CHANNELS}
        channels = {id_: Channel(id_, id_.lower(), kind, is_member=True) for id_, kind in kinds.items()}
        directory = FakeDirectory(known, channels, {id_: set(PEOPLE) for id_ in CHANNELS})
        self.services = services_on(self.store, directory, self.clock)
        self.deliveries = deliveries(self.services, FakeMessenger())

    def help(self, team: str, which: int, seeker: str, helper: str, word: str, channel: str) -> None:
        told = thread(which * 5, seeker, helper, f"How do I tune {word}?", channel)
        HelpRecorder(self.store).record(team, told)

    def delete(self, team: str, which: int, channel: str) -> None:
        HelpRecorder(self.store).record(team, [MessageDeleted(channel, ts(which * 5), ts(which * 5 + 3))])

    def be(self, team: str, person: str, openness: Openness) -> None:
        with self.store.writing(team) as work:
            work.choices.put(person, Choice(openness))

    def erase(self, team: str, person: str) -> None:
        self.services.eraser.erase(team, person)

    def readmit(self, team: str, person: str) -> None:
        self.services.privacy.readmit(team, person)

    def ask(self, team: str, asker: str, word: str, audience: Audience) -> None:
        self.asks += 1
        where = "C1" if audience is Audience.CHANNEL else "D1"
        self.services.asking.ask(team, Ask(f"k{self.asks}", asker, f"{word}?", where, self.clock(), audience, "9.9"))

    def request(self, team: str, by: str, which: int, person: str) -> None:
        self.services.requester.request(team, which + 1, by, person, Wish("?", timedelta(minutes=30)))

    def reply(self, team: str, person: str, which: int, reply: Reply) -> None:
        self.services.requester.reply(team, which + 1, person, reply)

    def know(self, team: str, introducer: str, word: str) -> None:
        contact = Contact(Identity(f"Q{word}"), (word,), HowWell.WELL, self.clock())
        self.services.contacts.keep(team, introducer, contact)

    def forget_contact(self, team: str, introducer: str, which: int) -> None:
        self.services.contacts.remove(team, introducer, which + 1)

    def introduce(self, team: str, by: str, which: int, contact: int) -> None:
        self.services.introducing.ask(team, which + 1, contact + 1, by, "?", anonymous=False)

    def subscribe(self, team: str, by: str, target: str) -> None:
        self.services.digesting.subscribe(team, target, by=by)

    def tick(self, team: str) -> None:
        """What the jobs do."""
        self.services.requester.advance(team)
        self.services.digesting.queue_due(team)
        self.services.closer.follow_up(team)
        self.services.weaver.offer(team)
        self.services.learner.learn(team, self.clock())
        self.services.retainer.step(team)

    def look_around(self, team: str) -> None:
        self.services.workspace.refresh(team)

    def silence(self, team: str) -> None:
        self.services.workspace.silenced(team, self.clock())

    def uninstall(self, team: str) -> None:
        self.services.workspace.uninstalled(team, self.clock())

    def act(self, team: str, action: Action) -> None:
        """Do something, whether it is allowed or not, and have done what is due."""
        with suppress(KithError):
            getattr(self, action[0])(team, *action[1:])
        while due := self.store.take(self.clock(), 60, 100):
            for whose, item in due:
                assert whose == team
                note: Note | None = None
                with suppress(KithError):
                    note = self.deliveries[item.kind](whose, item)
                with self.store.writing(whose) as work:
                    if note:
                        note(work)
                    work.outbox.done(item.id, self.clock())

    def shown(self, team: str) -> list[str]:
        """All that Kith would show in a workspace now."""
        services, seen = self.services, []
        for person in PEOPLE[:2]:
            seen += [str(services.own_help.of(team, person)), str(services.contacts.circle(team, person))]
            seen += [str(services.privacy.of(team, person)), str(services.own_evidence.of(team, person))]
            seen += [str(services.privacy.export(team, person))]
            for word in WORDS:
                ask = Ask("", person, f"{word}?", "C1", self.clock())
                seen += [str(services.asking.answer(team, ask)), str(services.asking.candidates(team, ask))]
        return [*seen, *(str(services.digesting.preview(team, channel, "UANA")) for channel in ("C1", "G1"))]


@given(ours=st.lists(actions, max_size=10), theirs=st.lists(actions, max_size=10))
@example(STORY, STORY)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_done_in_one_workspace_is_kept_or_seen_in_the_other(
    sqlite_template: Path, ours: list[Action], theirs: list[Action]
) -> None:
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{shutil.copy(sqlite_template, folder)}")
        world = World(SqlStore(engine))
        nothing = world.shown(THEIRS)
        for action in ours:
            world.act(OURS, action)
        assert world.shown(THEIRS) == nothing
        assert rows_of(engine, THEIRS) == {}
        shown, kept = world.shown(OURS), rows_of(engine, OURS)
        for action in theirs:
            world.act(THEIRS, action)
        assert rows_of(engine, OURS) == kept
        assert world.shown(OURS) == shown
        engine.dispose()


def test_there_is_something_to_be_kept_and_seen(sqlite_store: SqlStore) -> None:
    world = World(sqlite_store)
    nothing = world.shown(OURS)
    for action in STORY[:-1]:
        world.act(OURS, action)
    shown = "".join(world.shown(OURS))
    assert "UBEN" in shown
    assert "Qterraform" in shown
    assert shown != "".join(nothing)
    kept = rows_of(sqlite_store.engine, OURS)
    assert {"asks", "contacts", "entries", "exposures", "helps", "introductions", "outreaches", "ties"} <= kept.keys()
