"""No sequence of actions shows anybody who a contact is, but its introducer and whoever the introducer told."""

import shutil
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.blocks import contacts as own_contacts
from bot.blocks.answer import answer_blocks, answer_text
from bot.deliveries.introductions import IntroductionPoster
from bot.domain.asks import Ask
from bot.domain.consent import Openness
from bot.domain.contacts import Contact, HowWell, Identity
from bot.domain.errors import KithError
from bot.domain.introductions import IntroductionState
from bot.domain.outside import Outside
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.services.contacts import ContactBook, about_question
from bot.services.erasing import Eraser
from bot.services.finding import Finder
from bot.services.introducing import ASK_INTRODUCER, TELL_ASKER, Introducing
from bot.services.posting import Poster
from bot.services.privacy import Privacy
from bot.services.ranking import LearnedRanker
from storage.engine import open_engine
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger

TEAM = "T1"
PEOPLE = ("UANA", "UBEN", "UCAL", "UDEE")
INTRODUCERS = PEOPLE[:2]
TOPICS = ("kafka at scale", "terraform drift")
PARTS = ("name", "org", "handle", "note")

Action = tuple[Any, ...]
people, introducers, ten = st.sampled_from(PEOPLE), st.sampled_from(INTRODUCERS), st.integers(0, 9)
actions = st.one_of(
    st.tuples(st.just("keep"), introducers, st.integers(0, 1)),
    st.tuples(st.just("import_"), introducers, st.integers(0, 1)),
    st.tuples(st.just("remove"), people, st.integers(1, 4)),
    st.tuples(st.just("ask"), people, st.sampled_from([*TOPICS, "qname0 qorg1", "kafka qname1"])),
    st.tuples(st.just("request"), people, ten, st.booleans()),
    st.tuples(st.just("name"), people, ten),
    st.tuples(st.just("pass_on"), people, ten),
    st.tuples(st.just("decline"), people, ten),
    st.tuples(st.just("look"), people),
    st.tuples(st.just("export"), people),
    st.tuples(st.just("choose"), introducers, st.sampled_from(Openness), st.booleans()),
    st.tuples(st.just("erase"), people),
    st.tuples(st.just("wait"), st.integers(1, 9)),
)
STORY: list[Action] = [
    ("keep", "UANA", 0),
    ("ask", "UCAL", TOPICS[0]),
    ("request", "UCAL", 0, True),
    ("look", "UANA"),
    ("export", "UCAL"),
    ("name", "UANA", 0),
    ("export", "UCAL"),
    ("export", "UANA"),
]


def secret(introducer: str, number: int, part: str) -> str:
    return f"q{part}{number}{introducer[1:].lower()}q"


def contact(introducer: str, number: int) -> Contact:
    who = Identity(*(secret(introducer, number, part) for part in PARTS))
    return Contact(who, (TOPICS[number],), HowWell.WELL, FakeClock()())


@dataclass
class World:
    """Everybody acts at will; all that is shown to each is written down."""

    store: SqlStore
    clock: FakeClock = field(default_factory=FakeClock)
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    shown: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    told: set[tuple[str, str]] = field(default_factory=set)
    offered: list[tuple[int, int]] = field(default_factory=list)
    asks: int = 0

    def __post_init__(self) -> None:
        self.book = ContactBook(self.store, FakeDirectory(), self.clock)
        self.introducing = Introducing(self.store, self.clock)
        self.finder = Finder(self.store, LearnedRanker())
        self.poster = IntroductionPoster(self.introducing, Poster(self.messenger))
        with self.store.writing(TEAM) as work:
            work.people.put(Person(id_, id_[1:].title(), tz="UTC") for id_ in PEOPLE)
            work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])

    def keep(self, introducer: str, number: int) -> None:
        self.book.keep(TEAM, introducer, contact(introducer, number))

    def import_(self, introducer: str, number: int) -> None:
        kept = contact(introducer, number)
        row = ",".join(secret(introducer, number, part) for part in PARTS)
        self.book.preview(TEAM, introducer, f"name,organisation,handle,note,topics\n{row},{kept.topics[0]}\n")
        self.book.take_over(TEAM, introducer)

    def remove(self, person: str, contact_id: int) -> None:
        self.book.remove(TEAM, person, contact_id)

    def ask(self, asker: str, question: str) -> None:
        self.asks += 1
        with self.store.writing(TEAM) as work:
            ask, _ = work.asks.put(Ask(f"k{self.asks}", asker, question, "C1", self.clock()))
        answer = self.finder.find(TEAM, asker, question, {PUBLIC}, "C1", self.clock())
        self.offered += [(ask.id, one.contact) for one in answer.ranked if isinstance(one, Outside)]
        said = f"{answer!r}{answer_text(answer)}{answer_blocks(answer, ask.id, {}, self.clock())}"
        for reader in PEOPLE:
            self.shown[reader] += said.replace(question, "")
        own = about_question(self.book.circle(TEAM, asker).contacts, question, self.clock())
        self.shown[asker] += str(own_contacts.among_own(own))

    def request(self, person: str, which: int, anonymous: bool) -> None:
        ask_id, contact_id = self._offer(which)
        self.introducing.ask(TEAM, ask_id, contact_id, person, "?", anonymous=anonymous)

    def name(self, person: str, which: int) -> None:
        asked, known = self.introducing.choice_for(TEAM, *self._offer(which), person)
        answered = self.introducing.name(TEAM, asked.ask, asked.contact, person, f"Try {known.identity.name}")
        assert answered.state is IntroductionState.NAMED
        self.told.add((asked.asker, known.identity.name))

    def pass_on(self, person: str, which: int) -> None:
        self.introducing.pass_on(TEAM, *self._offer(which), person)

    def decline(self, person: str, which: int) -> None:
        self.introducing.decline(TEAM, *self._offer(which), person)

    def look(self, person: str) -> None:
        circle = self.book.circle(TEAM, person)
        self.shown[person] += f"{own_contacts.blocks(circle)}{own_contacts.page_view(circle.contacts, 0)}"

    def export(self, person: str) -> None:
        self.shown[person] += Privacy(self.store, self.clock).export(TEAM, person).decode()

    def choose(self, person: str, openness: Openness, lends: bool) -> None:
        with self.store.writing(TEAM) as work:
            choice = work.choices.of([person]).of(person)
            work.choices.put(person, replace(choice, openness=openness, lends_contacts=lends))

    def erase(self, person: str) -> None:
        Eraser(self.store).erase(TEAM, person)

    def wait(self, hours: int) -> None:
        self.clock.advance(hours=hours)

    def _offer(self, which: int) -> tuple[int, int]:
        """One of the offers made, or a guess at what was never offered."""
        return self.offered[which % len(self.offered)] if self.offered else (1, which)

    def act(self, action: Action) -> None:
        """Do something, whether it is allowed or not, and have delivered what is due."""
        try:
            getattr(self, action[0])(*action[1:])
        except KithError as refusal:
            for person in PEOPLE:
                self.shown[person] += str(refusal)
        for team, item in self.store.take(self.clock(), 60, 100):
            {ASK_INTRODUCER: self.poster.ask, TELL_ASKER: self.poster.tell}[item.kind](team, item)
            with self.store.writing(team) as work:
                work.outbox.done(item.id, self.clock())
            for person in PEOPLE:
                self.shown[person] += f"{item.key}{item.payload}"
        for post in self.messenger.posts:
            self.shown[post.channel] += f"{post.text}{post.blocks}"
        self.messenger.posts.clear()

    def leaks(self) -> set[tuple[str, str]]:
        """Who was shown what of somebody else's contact without having been told."""
        secrets = [(of, secret(of, n, part)) for of in INTRODUCERS for n in range(2) for part in PARTS]
        others = [(person, hidden) for person in PEOPLE for of, hidden in secrets if of != person]
        return {(person, hidden) for person, hidden in others if hidden in self.shown[person]} - self.told


@given(st.lists(actions, max_size=14))
@example(STORY)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_learns_who_a_contact_is_unless_its_introducer_told_them(
    sqlite_template: Path, sequence: list[Action]
) -> None:
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{shutil.copy(sqlite_template, folder)}")
        world = World(SqlStore(engine))
        for action in sequence:
            world.act(action)
            assert world.leaks() == set()
        engine.dispose()


def test_the_watch_would_notice_a_leak(sqlite_store: SqlStore) -> None:
    world = World(sqlite_store)
    for action in STORY:
        world.act(action)
    assert world.told == {("UCAL", secret("UANA", 0, "name"))}
    assert secret("UANA", 0, "name") in world.shown["UCAL"]
    assert secret("UANA", 0, "note") in world.shown["UANA"]
    world.told.clear()
    assert world.leaks() == {("UCAL", secret("UANA", 0, "name"))}
