"""No sequence of actions names somebody hidden, erased or to be asked first, or asks anybody beyond their limit."""

import shutil
from collections import defaultdict
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
from bot.domain.errors import KithError
from bot.domain.load import WEEK
from bot.domain.people import Channel, ChannelKind, Person
from bot.domain.requests import Reply, Wish
from bot.services.ports import Note
from bot.services.recording import HelpRecorder
from bot.services.requesting import SEND_REQUEST, TELL_ACCEPTED
from bot.slack_app import services_on
from storage.engine import open_engine
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger
from tests.services.test_finding import thread

TEAM = "T1"
PEOPLE = ("UANA", "UBEN", "UCAL", "UDEE")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
WORDS = ("kafka", "terraform")

Action = tuple[Any, ...]
people = st.sampled_from(PEOPLE)
actions = st.one_of(
    st.tuples(st.just("help"), people, people, st.sampled_from(WORDS)),
    st.tuples(st.just("be"), people, st.sampled_from(Openness), st.integers(0, 2)),
    st.tuples(st.just("erase"), people),
    st.tuples(st.just("ask"), people, st.sampled_from(WORDS), st.booleans()),
    st.tuples(st.just("request"), people, st.integers(0, 5), people | st.just("")),
    st.tuples(st.just("reply"), people, st.integers(0, 5), st.sampled_from(Reply)),
    st.tuples(st.just("wait"), st.sampled_from([1, 3, 20, 70])),
)
STORY: list[Action] = [
    ("help", "UANA", "UBEN", "kafka"),
    ("help", "UANA", "UCAL", "kafka"),
    ("help", "UDEE", "UANA", "terraform"),
    ("be", "UCAL", Openness.ASK_FIRST, 1),
    ("ask", "UDEE", "kafka", True),
    ("request", "UDEE", 0, ""),
    ("be", "UBEN", Openness.HIDDEN, 2),
    ("ask", "UDEE", "kafka", False),
    ("reply", "UCAL", 0, Reply.HAPPY),
    ("erase", "UBEN"),
    ("help", "UANA", "UBEN", "kafka"),
    ("ask", "UDEE", "kafka", True),
]


def name(person: str) -> str:
    return f"q{person[1:].lower()}q"


@dataclass
class World:
    """People help, choose, ask and answer; everything that Kith says is looked at as it is said."""

    store: SqlStore
    clock: FakeClock = field(default_factory=lambda: FakeClock(MONDAY))
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    asked: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    limits: dict[str, int] = field(default_factory=dict)
    asks: list[Ask] = field(default_factory=list)
    said: str = ""
    helps: int = 0

    def __post_init__(self) -> None:
        self.services = services_on(self.store, FakeDirectory(), self.clock)
        with self.store.writing(TEAM) as work:
            work.people.put(Person(id_, name(id_)) for id_ in PEOPLE)
            work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC, is_member=True)])

    def help(self, seeker: str, helper: str, word: str) -> None:
        self.helps += 1
        HelpRecorder(self.store).record(TEAM, thread(self.helps * 5, seeker, helper, f"How do I tune {word}?"))

    def be(self, person: str, openness: Openness, limit: int) -> None:
        self.limits[person] = limit
        with self.store.writing(TEAM) as work:
            work.choices.put(person, Choice(openness, weekly_limit=limit))

    def erase(self, person: str) -> None:
        self.services.eraser.erase(TEAM, person)

    def ask(self, asker: str, word: str, in_channel: bool) -> None:
        audience = Audience.CHANNEL if in_channel else Audience.ASKER
        ask = Ask(f"k{len(self.asks)}", asker, f"{word}?", "C1" if in_channel else "D1", self.clock(), audience, "9.9")
        self.services.asking.ask(TEAM, ask)
        with self.store.reading(TEAM) as work:
            self.asks += [kept for number in range(1, 99) if (kept := work.asks.get(number)) and kept.key == ask.key]

    def request(self, by: str, which: int, person: str) -> None:
        self.services.requester.request(TEAM, self._ask(which), by, person, Wish("?", timedelta(minutes=30)))

    def reply(self, person: str, which: int, reply: Reply) -> None:
        self.services.requester.reply(TEAM, self._ask(which), person, reply)

    def wait(self, hours: int) -> None:
        self.clock.advance(hours=hours)

    def act(self, action: Action) -> None:
        """Do something, whether it is allowed or not, and have said what is due."""
        with suppress(KithError):
            getattr(self, action[0])(*action[1:])
        self.services.requester.advance(TEAM)
        while due := self.store.take(self.clock(), 60, 100):
            for team, item in due:
                self._deliver(team, item)

    def _deliver(self, team: str, item: Any) -> None:
        """Deliver an item and hold what it says against what people chose."""
        note: Note | None = None
        if item.kind in (SEND_REQUEST, TELL_ACCEPTED, "answer"):
            note = deliveries(self.services, self.messenger)[item.kind](team, item)
        with self.store.writing(team) as work:
            if note:
                note(work)
            work.outbox.done(item.id, self.clock())
        for post in self.messenger.posts:
            shown = f"{post.text}{post.blocks}"
            allowed = {post.channel, *(ask.asker for ask in self.asks if ask.id == item.payload.get("ask"))}
            if item.kind == TELL_ACCEPTED:
                allowed.add(item.payload["person"])
            if item.kind == SEND_REQUEST:
                self.asked[item.payload["person"]].append(self.clock())
            for person in self._unnameable() - allowed:
                assert person not in shown, f"{person} is named in {shown}"
                assert name(person) not in shown, f"{person} is named in {shown}"
            self.said += shown
        self.messenger.posts.clear()

    def _unnameable(self) -> set[str]:
        with self.store.reading(TEAM) as work:
            consents, erased = work.choices.of(PEOPLE), work.people.erased(PEOPLE)
        return {person for person in PEOPLE if person in erased or consents.of(person).openness not in OPEN}

    def _ask(self, which: int) -> int:
        return self.asks[which % len(self.asks)].id if self.asks else 99


OPEN = (None, Openness.OPEN)


@given(st.lists(actions, max_size=16))
@example(STORY)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_is_named_against_their_choice_or_asked_too_often(sqlite_template: Path, sequence: list[Action]) -> None:
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{shutil.copy(sqlite_template, folder)}")
        world = World(SqlStore(engine))
        for action in sequence:
            world.act(action)
        for person, times in world.asked.items():
            most = max([3, *(action[3] for action in sequence if action[0] == "be" and action[1] == person)])
            assert all(sum(start <= at < start + WEEK for at in times) <= most for start in times)
        engine.dispose()


def test_the_watch_sees_names_and_would_notice_one_too_many(sqlite_store: SqlStore) -> None:
    world = World(sqlite_store)
    for action in STORY:
        world.act(action)
    assert name("UBEN") in world.said
    assert "happy to help" in world.said
    assert world.asked["UCAL"]
