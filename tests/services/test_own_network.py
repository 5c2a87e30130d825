"""The network around whoever asks for their own."""

from datetime import UTC, datetime

import pytest

from bot.domain.consent import Choice, Openness
from bot.domain.events import Told
from bot.domain.help import Act, Claim, Source
from bot.domain.people import Channel, ChannelKind, Person
from bot.services.own_network import OwnNetwork, OwnNetworkReader
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock

TEAM = "T1"
PEOPLE = ("UANA", "UBEN", "UCLEO", "UDEE", "UEVE")


@pytest.fixture
def network(store: SqlStore) -> OwnNetworkReader:
    with store.writing(TEAM) as work:
        work.people.put(Person(id_, id_.title()) for id_ in PEOPLE)
        work.channels.put([Channel("C1", "ops", ChannelKind.PUBLIC), Channel("G1", "secret", ChannelKind.PRIVATE)])
    return OwnNetworkReader(store, FakeClock())


def helped(store: SqlStore, helper: str, seeker: str, about: str, channel: str = "C1", times: int = 1) -> None:
    """Somebody helped somebody, on the day before the clock's."""
    start = datetime(2026, 3, 1, 9, tzinfo=UTC).timestamp()
    for turn in range(times):
        act = Act(channel, f"{start + turn + PEOPLE.index(seeker):.6f}", helper, seeker)
        claim = Claim(act, Source.LOGGED, thread_ts=act.ts, about=(about,))
        HelpRecorder(store).record(TEAM, [Told(claim, f"{start + 60:.6f}")])


def names(network: OwnNetwork) -> list[str]:
    return [tie.person.id for tie in network.ties]


def test_the_strongest_ties_come_first_with_what_they_are_about(network: OwnNetworkReader, store: SqlStore) -> None:
    helped(store, "UBEN", "UANA", "terraform", times=3)
    helped(store, "UANA", "UBEN", "kafka")
    helped(store, "UCLEO", "UANA", "firmware")
    found = network.of(TEAM, "UANA")
    assert names(found) == ["UBEN", "UCLEO"]
    ben = found.ties[0]
    assert (list(ben.helped_me), list(ben.helped_by_me)) == (["terraform"], ["kafka"])
    assert (ben.times_received, ben.times_given) == (3, 1)
    assert 0 < found.ties[1].strength < ben.strength < 1


def test_ties_among_others_and_beyond_them_are_counted(network: OwnNetworkReader, store: SqlStore) -> None:
    for helper, seeker in (("UBEN", "UANA"), ("UCLEO", "UANA"), ("UBEN", "UCLEO"), ("UDEE", "UCLEO")):
        helped(store, helper, seeker, "terraform")
    found = network.of(TEAM, "UANA")
    assert list(found.among) == [(0, 1)]
    assert found.beyond == 1
    assert {tie.group for tie in found.ties} == {0}


def test_what_happens_among_others_in_private_is_not_shown(network: OwnNetworkReader, store: SqlStore) -> None:
    for helper, seeker, channel in (("UBEN", "UANA", "G1"), ("UCLEO", "UANA", "C1"), ("UBEN", "UCLEO", "G1")):
        helped(store, helper, seeker, "terraform", channel)
    helped(store, "UDEE", "UCLEO", "layoffs", "G1")
    found = network.of(TEAM, "UANA")
    assert set(names(found)) == {"UBEN", "UCLEO"}
    assert (list(found.among), found.beyond) == ([], 0)


def test_who_is_hidden_or_gone_is_not_shown(network: OwnNetworkReader, store: SqlStore) -> None:
    for helper in ("UBEN", "UCLEO", "UDEE"):
        helped(store, helper, "UANA", "terraform")
    helped(store, "UEVE", "UBEN", "terraform")
    with store.writing(TEAM) as work:
        work.choices.put("UBEN", Choice(Openness.HIDDEN))
        work.people.put([Person("UCLEO", "Cleo", is_deleted=True)])
    found = network.of(TEAM, "UANA")
    assert (names(found), found.beyond) == (["UDEE"], 0)


def test_no_tie_is_drawn_among_those_who_want_to_be_asked_first(network: OwnNetworkReader, store: SqlStore) -> None:
    for helper, seeker in (("UBEN", "UANA"), ("UCLEO", "UANA"), ("UBEN", "UCLEO")):
        helped(store, helper, seeker, "terraform")
    with store.writing(TEAM) as work:
        work.choices.put("UBEN", Choice(Openness.ASK_FIRST))
    assert list(network.of(TEAM, "UANA").among) == []


def test_who_has_no_ties_has_an_empty_network(network: OwnNetworkReader) -> None:
    assert network.of(TEAM, "UANA") == network.of(TEAM, "UNOBODY") == OwnNetwork()


def test_a_guest_sees_their_own_ties_and_nothing_of_others(network: OwnNetworkReader, store: SqlStore) -> None:
    for helper, seeker in (("UBEN", "UANA"), ("UCLEO", "UANA"), ("UBEN", "UCLEO"), ("UDEE", "UCLEO")):
        helped(store, helper, seeker, "terraform")
    with store.writing(TEAM) as work:
        work.people.put([Person("UANA", "Ana", is_guest=True)])
    found = network.of(TEAM, "UANA")
    assert set(names(found)) == {"UBEN", "UCLEO"}
    assert (list(found.among), found.beyond) == ([], 0)
