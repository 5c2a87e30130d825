"""Guests and people from outside read no more than they could open, and ask only where an admin allows it."""

from datetime import UTC, datetime
from itertools import product

import pytest

from bot.deliveries import deliveries
from bot.domain.asks import Ask, Audience
from bot.domain.errors import SlackBusy
from bot.domain.outbox import OutboxItem
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.services.asking import ANSWER
from bot.services.readers import GUESTS_MAY_ASK, Around, ReaderLookup, Readers
from bot.services.recording import HelpRecorder
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger
from tests.services.test_finding import TEAM, thread

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PEOPLE = [
    *(Person(id_, name=id_.title(), home_team=TEAM) for id_ in ("ana", "ben", "cal", "dee")),
    Person("guest", "Guest", is_guest=True, home_team=TEAM),
    Person("stranger", "Stranger", home_team="T9"),
]
CHANNELS = [
    Channel("C1", "infra", ChannelKind.PUBLIC),
    Channel("C2", "lobby", ChannelKind.PUBLIC),
    Channel("C3", "partners", ChannelKind.PUBLIC, is_shared=True),
    Channel("G1", "secret", ChannelKind.PRIVATE),
]


@pytest.fixture
def directory() -> FakeDirectory:
    found = FakeDirectory(known_channels={channel.id: channel for channel in CHANNELS})
    found.known_members = {"C2": {"ana", "guest"}, "C3": {"ana", "stranger"}, "G1": {"ana", "guest"}}
    return found


@pytest.fixture
def lookup(store: SqlStore, directory: FakeDirectory) -> ReaderLookup:
    """Ben helped with kafka in a public channel, Cal where a guest is, Dee where others are."""
    with store.writing(TEAM) as work:
        work.people.put(PEOPLE)
        work.channels.put(CHANNELS)
    recorder = HelpRecorder(store)
    for minutes, helper, channel in ((0, "ben", "C1"), (10, "cal", "C2"), (20, "dee", "C3")):
        recorder.record(TEAM, thread(minutes, "ana", helper, "How do I tune kafka?", channel=channel))
    return ReaderLookup(store, directory)


def answered(lookup: ReaderLookup, asker: str, channel: str) -> tuple[str, str]:
    """What a question about kafka in a channel, or in private for "", is answered, and to whom alone."""
    services = services_on(lookup.store, lookup.directory, FakeClock(NOW))
    audience = Audience.CHANNEL if channel else Audience.ASKER
    with lookup.store.writing(TEAM) as work:
        ask, _ = work.asks.put(Ask(f"{asker}{channel}", asker, "kafka?", channel or "D1", NOW, audience, "9.000009"))
    messenger = FakeMessenger()
    item = OutboxItem("answer:1", ANSWER, {"ask": ask.id}, NOW)
    deliveries(services, messenger)[ANSWER](TEAM, item)
    post = next(post for post in messenger.posts if post.channel == (channel or "D1"))
    return f"{post.text} {post.blocks}", post.only_for


class BusyDirectory(FakeDirectory):
    """Says of nobody which private channels they are in, as Slack is busy."""

    def private_channels_of(self, team: str, person: str) -> frozenset[str]:
        """Raises SlackBusy."""
        self._ask("private_channels_of", team, person)
        raise SlackBusy("rate limited")


def test_an_answer_that_stands_is_noted_where_no_more_can_be_found_out_for_its_asker(
    lookup: ReaderLookup, directory: FakeDirectory
) -> None:
    busy = BusyDirectory(known_channels=directory.known_channels, known_members=directory.known_members)
    with pytest.raises(SlackBusy):
        answered(ReaderLookup(lookup.store, busy), "ana", "C1")
    with lookup.store.reading(TEAM) as work:
        (ask,) = work.asks.open_of("ana", NOW, 10)
        assert "ben" in work.asks.shown(ask.id)
        assert "ana" in {shown.seen_by for shown in work.exposures.of("ben", 10)}


def around(lookup: ReaderLookup, person: str, channel: str = "", team: str = TEAM) -> Around:
    with lookup.store.reading(team) as work:
        return Around.of(work, person, channel)


def test_members_see_what_is_public_and_what_was_said_where_they_ask(lookup: ReaderLookup) -> None:
    assert lookup.of_channel(TEAM, around(lookup, "ana", "C1")) == Readers(frozenset({PUBLIC}))
    assert lookup.alone(TEAM, around(lookup, "ana")) == Readers(frozenset({PUBLIC, "@ana", "C2", "C3", "G1"}))


@pytest.mark.parametrize("channel", ["C2", "C3"])
def test_where_outsiders_read_along_only_what_was_said_there_counts(lookup: ReaderLookup, channel: str) -> None:
    assert lookup.of_channel(TEAM, around(lookup, "ana", channel)) == Readers(frozenset({PUBLIC}), frozenset({channel}))


def test_a_private_channel_with_a_guest_keeps_to_itself(lookup: ReaderLookup) -> None:
    assert lookup.of_channel(TEAM, around(lookup, "ana", "G1")) == Readers(frozenset({"G1"}), frozenset({"G1"}))


@pytest.mark.parametrize(("outsider", "channels"), [("guest", {"C2"}), ("stranger", {"C3"})])
def test_outsiders_see_the_public_evidence_of_their_own_channels(
    lookup: ReaderLookup, outsider: str, channels: set[str]
) -> None:
    assert lookup.alone(TEAM, around(lookup, outsider)) == Readers(frozenset({PUBLIC}), frozenset(channels))


@pytest.mark.parametrize("outsider", ["guest", "stranger", "nobody-known"])
def test_outsiders_ask_only_where_an_admin_allows_it(lookup: ReaderLookup, store: SqlStore, outsider: str) -> None:
    assert lookup.may_ask(TEAM, around(lookup, "ana"))
    assert not lookup.may_ask(TEAM, around(lookup, outsider))
    with store.writing(TEAM) as work:
        work.settings.set(GUESTS_MAY_ASK, True)
    assert lookup.may_ask(TEAM, around(lookup, outsider))


def test_whoever_may_not_ask_is_told_so_alone(lookup: ReaderLookup) -> None:
    said, only_for = answered(lookup, "guest", "C2")
    assert "cannot ask me here" in said
    assert only_for == "guest"


@pytest.mark.parametrize(
    ("asker", "channel", "named", "unnamed"),
    [
        ("guest", "", {"Cal"}, {"Ben", "Dee"}),
        ("stranger", "", {"Dee"}, {"Ben", "Cal"}),
        ("ana", "C2", {"Cal"}, {"Ben", "Dee"}),
        ("ana", "C3", {"Dee"}, {"Ben", "Cal"}),
        ("ana", "C1", {"Ben", "Cal", "Dee"}, set()),
    ],
)
def test_nobody_is_named_for_what_a_reader_may_not_see(
    lookup: ReaderLookup, store: SqlStore, asker: str, channel: str, named: set[str], unnamed: set[str]
) -> None:
    with store.writing(TEAM) as work:
        work.settings.set(GUESTS_MAY_ASK, True)
        work.people.put([Person("ana", "Ana", home_team=TEAM), Person("eve", "Eve", home_team=TEAM)])
    said, _ = answered(lookup, "eve" if asker == "ana" else asker, channel)
    assert {name for name in named | unnamed if name in said} == named
    assert "Ana" not in said or asker == "ana"


def test_who_sees_less_is_told_nothing_more() -> None:
    channel, asker = Readers(frozenset({PUBLIC})), Readers(frozenset({PUBLIC, "@ana"}))
    assert asker.see_no_more_than(channel, "@ana")
    assert not Readers(frozenset({PUBLIC, "G1"})).see_no_more_than(channel, "@ana")
    narrow = Readers(frozenset({PUBLIC}), frozenset({"C2"}))
    assert not asker.see_no_more_than(narrow, "@ana")
    assert narrow.see_no_more_than(channel, "@ana")


@pytest.mark.parametrize("tenant", ["T2", "E2"])
def test_outsiders_are_all_who_are_still_here_and_have_another_home(store: SqlStore, tenant: str) -> None:
    traits = product((True, False), (True, False), ("", "T1", "T2", "T3"), ("", "E1", "E2", "E3"))
    people = [
        Person(f"U{n}", "", is_deleted=is_deleted, is_guest=is_guest, home_team=team, home_enterprise=enterprise)
        for n, (is_deleted, is_guest, team, enterprise) in enumerate(traits)
    ]
    with store.writing(tenant) as work:
        work.people.put(people)
        expected = {person.id for person in people if person.is_outsider(tenant) and not person.is_deleted}
        assert work.people.outsiders() == expected


def test_in_an_enterprise_partners_are_outsiders_and_other_workspaces_are_not(store: SqlStore) -> None:
    sister = Person("sister", "Sister", home_team="T2", home_enterprise="E1")
    partner = Person("partner", "Partner", home_team="T9")
    with store.writing("E1") as work:
        work.people.put([sister, partner])
    lookup = ReaderLookup(store, FakeDirectory())
    assert lookup.may_ask("E1", around(lookup, "sister", team="E1"))
    assert not lookup.may_ask("E1", around(lookup, "partner", team="E1"))
