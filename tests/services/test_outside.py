"""Answers through ties to the outside: told of by the introducer and the question's own words, and by nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks.answer import answer_blocks, answer_text
from bot.domain.answers import Answer, Candidate
from bot.domain.asks import Ask, Verdict
from bot.domain.contacts import Contact, HowWell, Identity
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.messages import MessageKey
from bot.domain.outside import Outside
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.services.finding import Finder
from bot.services.ranking import LearnedRanker
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore

TEAM = "T1"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PEOPLE = ("ana", "ben", "cal", "dee")
SUNITA = Identity("Sunita Bose", "Metro Freight Analytics", "sunita@metro.example", "A secret note")


def helped(minutes: int, asker: str, helper: str, question: str) -> list[Happening]:
    base = NOW.timestamp() - 20 * 86400 + 60 * minutes
    first, second = f"{base:.6f}", f"{base + 30:.6f}"
    return [
        MessagePosted("C1", first, asker, question),
        MessagePosted("C1", second, helper, "Like this.", thread_ts=first),
        Reacted(MessageKey("C1", second), helper, asker, "pray", f"{base + 60:.6f}"),
    ]


def knows(
    store: SqlStore, introducer: str, *topics: str, who: Identity = SUNITA, how_well: HowWell = HowWell.WELL
) -> int:
    with store.writing(TEAM) as work:
        return work.contacts.put(introducer, Contact(who, topics, how_well, NOW - timedelta(days=3)))


@pytest.fixture
def finder(store: SqlStore) -> Finder:
    with store.writing(TEAM) as work:
        work.people.put(Person(id_, name=id_.title()) for id_ in PEOPLE)
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])
    recorder = HelpRecorder(store)
    recorder.record(TEAM, helped(0, "ana", "ben", "How are grafana dashboards provisioned?"))
    recorder.record(TEAM, helped(9, "ben", "cal", "Why does terraform replace the disk?"))
    return Finder(store, LearnedRanker())


def find(finder: Finder, question: str, asker: str = "ana", ask: int = 0) -> Answer:
    return finder.find(TEAM, asker, question, {PUBLIC}, "", NOW, ask)


def test_an_answer_goes_through_a_colleague_to_somebody_outside(finder: Finder, store: SqlStore) -> None:
    contact = knows(store, "cal", "Kafka at scale", "tiered storage")
    answer = find(finder, "has anybody run Kafka with tiered storage?")
    (only,) = answer.outside
    assert (only.contact, only.how_well, only.place) == (contact, HowWell.WELL, 0)
    assert only.introducer == Person("cal", "Cal")
    assert [step.people for step in only.path] == [("ana", "ben"), ("ben", "cal")]
    assert set(only.words) == {"Kafka", "tiered", "storage"}
    assert answer.names == {"ana": "Ana", "ben": "Ben", "cal": "Cal"}


def test_what_is_shown_is_the_introducer_and_the_questions_own_words(finder: Finder, store: SqlStore) -> None:
    knows(store, "cal", "Kafka at scale", "tiered storage")
    answer = find(finder, "who knows kafka?")
    shown = f"{answer_text(answer)}{answer_blocks(answer, 1, {}, NOW)}"
    assert "Cal* knows well somebody outside who has done this with *kafka*" in shown
    assert "scale" not in shown
    for part in (SUNITA.name, SUNITA.organisation, SUNITA.handle, SUNITA.note, "Sunita", "Bose", "Metro"):
        assert part not in shown
        assert part not in repr(answer)


def test_the_name_of_a_contact_finds_nothing(finder: Finder, store: SqlStore) -> None:
    knows(store, "cal", "Sunita on kafka", "Bose lectures")
    assert find(finder, "who knows Sunita Bose?").outside == ()
    assert find(finder, "Metro Freight Analytics").outside == ()


def test_colleagues_and_ties_outside_stand_in_one_order(finder: Finder, store: SqlStore) -> None:
    knows(store, "cal", "grafana dashboards", how_well=HowWell.MET)
    first, second = find(finder, "grafana dashboards", asker="dee").ranked
    assert isinstance(first, Candidate)
    assert isinstance(second, Outside)
    knows(store, "ben", "terraform disks", how_well=HowWell.WELL)
    first, *_ = find(finder, "terraform disks and providers", asker="ana").ranked
    assert isinstance(first, Outside)


def test_ones_own_contacts_and_those_of_the_wrong_person_are_left_out(finder: Finder, store: SqlStore) -> None:
    knows(store, "cal", "kafka")
    assert find(finder, "kafka", asker="cal").outside == ()
    with store.writing(TEAM) as work:
        ask, _ = work.asks.put(Ask("C1:9.000009", "ana", "kafka", "C1", NOW))
        work.asks.answered(ask.id, "9.000010", ["cal"], NOW)
        work.asks.judge(ask.id, "cal", Verdict.NOT_RIGHT)
    assert find(finder, "kafka").outside
    assert find(finder, "kafka", ask=ask.id).outside == ()


@pytest.mark.parametrize(
    "gone",
    [
        Person("cal", "Cal", is_deleted=True),
        Person("cal", "Cal", is_guest=True),
        Person("cal", "Cal", home_team="T9"),
    ],
)
def test_contacts_of_those_who_left_and_of_guests_are_not_walked(finder: Finder, store: SqlStore, gone: Person) -> None:
    knows(store, "cal", "kafka")
    with store.writing(TEAM) as work:
        work.people.put([gone])
    assert find(finder, "kafka").outside == ()


def test_a_removed_contact_is_found_no_more_and_a_changed_one_by_what_it_is_now(
    finder: Finder, store: SqlStore
) -> None:
    contact = knows(store, "cal", "kafka")
    knows(store, "cal", "terraform")
    assert find(finder, "kafka").outside == ()
    assert find(finder, "terraform").outside[0].contact == contact
    with store.writing(TEAM) as work:
        assert not work.contacts.remove("ana", contact)
        assert work.contacts.remove("cal", contact)
    assert find(finder, "terraform").outside == ()


def test_nobody_but_the_introducer_reads_a_contact(store: SqlStore) -> None:
    contact = knows(store, "cal", "kafka")
    with store.reading(TEAM) as work:
        assert work.contacts.own("cal", contact)
        assert work.contacts.own("ana", contact) is None
        assert work.contacts.of("ana") == []
    with store.reading("T2") as other:
        assert other.contacts.own("cal", contact) is None
        assert other.contacts.tie(contact) is None
