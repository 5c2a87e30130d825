"""What is overheard is recorded, and whatever it refers to and Kith never met is looked up once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.events import MessageDeleted, MessagePosted, Reacted
from bot.domain.messages import MessageKey
from bot.domain.people import Channel, ChannelKind, Person
from bot.services.overhearing import Overhearer
from bot.services.ports import Store
from bot.services.recording import PICTURE
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock

QUESTION = MessagePosted("C1", "1700000000.000001", "U1", "How do I reset kafka offsets?")
REPLY = MessagePosted("C1", "1700000000.000002", "U2", "with the consumer groups tool", QUESTION.ts)
PRAISED = Reacted(MessageKey("C1", REPLY.ts), "U2", "U1", "pray", "1700000000.000003")


@pytest.fixture
def overhearer(store: SqlStore) -> Overhearer:
    return Overhearer(store, FakeClock())


def queued(store: Store, clock: FakeClock) -> list[tuple[str, object]]:
    """What waits in the outbox: kind and what is wanted."""
    clock.advance(hours=1)
    return [(item.kind, item.payload["wanted"]) for _, item in store.take(clock(), 1, 100)]


def test_the_people_and_the_channel_met_first_are_looked_up_once(overhearer: Overhearer) -> None:
    overhearer.overhear("T1", [QUESTION])
    overhearer.overhear("T1", [QUESTION, REPLY])
    assert sorted(queued(overhearer.store, FakeClock())) == [
        ("look_up_channel", "C1"),
        ("look_up_person", "U1"),
        ("look_up_person", "U2"),
    ]


def test_those_who_are_known_are_not_looked_up(overhearer: Overhearer) -> None:
    with overhearer.store.writing("T1") as work:
        work.people.put([Person("U1"), Person("U2")])
        work.channels.put([Channel("C1", "general", ChannelKind.PUBLIC)])
    overhearer.overhear("T1", [QUESTION, REPLY])
    assert queued(overhearer.store, FakeClock()) == []


def test_a_message_that_a_reaction_refers_to_is_fetched_when_it_was_never_seen(overhearer: Overhearer) -> None:
    overhearer.overhear("T1", [PRAISED])
    wanted = queued(overhearer.store, FakeClock())
    assert ("look_up_message", ["C1", REPLY.ts]) in wanted


def test_the_question_of_a_thread_is_fetched_when_it_was_never_seen(overhearer: Overhearer) -> None:
    overhearer.overhear("T1", [REPLY])
    wanted = queued(overhearer.store, FakeClock())
    assert ("look_up_message", ["C1", QUESTION.ts]) in wanted
    assert ("look_up_message", ["C1", REPLY.ts]) not in wanted


def test_a_reaction_that_logs_no_help_fetches_nothing(overhearer: Overhearer) -> None:
    overhearer.overhear("T1", [Reacted(MessageKey("C1", REPLY.ts), "U2", "U1", "eyes", "1700000000.000003")])
    kinds = {kind for kind, _ in queued(overhearer.store, FakeClock())}
    assert "look_up_message" not in kinds


def test_what_is_deleted_is_not_fetched(overhearer: Overhearer) -> None:
    overhearer.overhear("T1", [MessageDeleted("C1", REPLY.ts, "1700000000.000009")])
    kinds = {kind for kind, _ in queued(overhearer.store, FakeClock())}
    assert "look_up_message" not in kinds


def test_what_cannot_be_recorded_fails_alone_among_what_came_with_it(overhearer: Overhearer) -> None:
    odd = MessagePosted("C1", "not a time", "U3", "thanks <@U9>")
    with ThreadPoolExecutor() as pool:
        with overhearer.store.writing("T1") as work:
            work.people.put([Person("U1")])
            work.hold({PICTURE})
            heard = [pool.submit(overhearer.overhear, "T1", [one]) for one in (QUESTION, odd, REPLY, PRAISED)]
        outcomes = [future.exception() for future in heard]
    assert [type(error) for error in outcomes if error] == [ValueError]
    assert outcomes[1]
    with overhearer.store.reading("T1") as work:
        assert {key.ts for key in work.messages.get([MessageKey("C1", QUESTION.ts), PRAISED.message])} == {
            QUESTION.ts,
            REPLY.ts,
        }
        assert [help_.helper for help_ in work.helps.of_person("U1")] == ["U2"]
