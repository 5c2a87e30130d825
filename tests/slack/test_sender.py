"""The outbox is emptied: once each, in order of urgency, at Slack's pace, whatever fails."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event

import pytest

from bot.domain.errors import KithError, Paused, SlackBusy, SlackRefused
from bot.domain.outbox import ALL, LATER, WAITED_FOR, OutboxItem
from bot.services.ports import Note, UnitOfWork
from bot.slack.sender import ATTEMPTS, IDLE, WHILE_PAUSED, Sender
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock

NO_REST = timedelta(0)


@dataclass
class Delivered:
    """Notes what is delivered, and fails as it is told."""

    items: list[OutboxItem] = field(default_factory=list)
    failing: list[Exception] = field(default_factory=list)
    note: Note | None = None
    happened: Event = field(default_factory=Event)

    def __call__(self, team: str, item: OutboxItem) -> Note | None:
        """Take an item, and say what is to be noted of it."""
        assert team == "T1"
        self.items.append(item)
        self.happened.set()
        if self.failing:
            raise self.failing.pop(0)
        return self.note

    @property
    def keys(self) -> list[str]:
        """The keys, in order."""
        return [item.key for item in self.items]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def delivered() -> Delivered:
    return Delivered()


@pytest.fixture
def sender(sqlite_store: SqlStore, clock: FakeClock, delivered: Delivered) -> Sender:
    woken = Event()
    return Sender(replace(sqlite_store, queued=lambda _: woken.set()), {"say": delivered}, clock, woken=woken)


@pytest.fixture
def queue(sender: Sender, clock: FakeClock) -> Callable[..., None]:
    def put(key: str, channel: str = "", urgency: int = 1, kind: str = "say") -> None:
        with sender.store.writing("T1") as work:
            payload = {"channel": channel} if channel else {}
            work.outbox.put(OutboxItem(key, kind, payload, clock(), urgency))

    return put


def empty(sender: Sender) -> timedelta:
    """Deliver until it rests; returns for how long it would."""
    for _ in range(100):
        if rest := sender.step():
            return rest
    raise AssertionError("it never rests")


def test_what_was_queued_is_delivered_once(sender: Sender, queue: Callable[..., None], delivered: Delivered) -> None:
    queue("a")
    queue("a")
    assert empty(sender) == IDLE
    empty(sender)
    assert delivered.keys == ["a"]


def test_the_most_urgent_goes_first(sender: Sender, queue: Callable[..., None], delivered: Delivered) -> None:
    queue("later", urgency=2)
    queue("soon", urgency=1)
    queue("somebody waits", urgency=0)
    empty(sender)
    assert delivered.keys == ["somebody waits", "soon", "later"]


def test_a_channel_gets_one_message_a_second_and_others_do_not_wait_for_it(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    queue("first", "C1", urgency=0)
    queue("second", "C1", urgency=0)
    queue("elsewhere", "C2", urgency=2)
    assert empty(sender) == timedelta(seconds=1)
    assert delivered.keys == ["first", "elsewhere"]
    clock.advance(seconds=1)
    empty(sender)
    assert delivered.keys == ["first", "elsewhere", "second"]


def test_where_slack_is_busy_it_waits_as_long_as_it_is_told(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    delivered.failing = [SlackBusy("ratelimited", retry_after=30)]
    queue("a")
    empty(sender)
    clock.advance(seconds=29)
    empty(sender)
    assert delivered.keys == ["a"]
    clock.advance(seconds=1)
    empty(sender)
    assert delivered.keys == ["a", "a"]
    assert [item.attempts for item in delivered.items] == [1, 2]


def test_pauses_grow_with_every_attempt(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    delivered.failing = [SlackBusy("internal_error") for _ in range(3)]
    queue("a")
    for pause in (0, 2, 4, 8):
        clock.advance(seconds=pause)
        empty(sender)
    assert [item.attempts for item in delivered.items] == [1, 2, 3, 4]


def test_a_refusal_is_given_up_and_holds_nothing_up(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    delivered.failing = [SlackRefused("channel_not_found")]
    queue("a")
    queue("b")
    empty(sender)
    clock.advance(days=1)
    empty(sender)
    assert delivered.keys == ["a", "b"]


def test_an_unforeseen_failure_is_tried_again_and_holds_nothing_up(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    delivered.failing = [ZeroDivisionError()]
    queue("a")
    queue("b")
    empty(sender)
    clock.advance(seconds=2)
    empty(sender)
    assert delivered.keys == ["a", "b", "a"]


def test_in_the_end_it_gives_up(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    delivered.failing = [SlackBusy("fatal_error") for _ in range(2 * ATTEMPTS)]
    queue("a")
    for _ in range(2 * ATTEMPTS):
        clock.advance(hours=1)
        empty(sender)
    assert len(delivered.items) == ATTEMPTS


def test_what_waits_for_the_end_of_a_pause_is_never_given_up_for_waiting(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    delivered.failing = [*[Paused("paused")] * (2 * ATTEMPTS), SlackBusy("ratelimited")]
    queue("a")
    for _ in range(2 * ATTEMPTS):
        empty(sender)
        clock.advance(seconds=WHILE_PAUSED.total_seconds())
    empty(sender)
    assert delivered.items[-1].attempts == 1
    clock.advance(hours=1)
    empty(sender)
    assert len(delivered.items) == 2 * ATTEMPTS + 2


def test_what_somebody_waits_for_does_not_wait_for_what_takes_long(
    sender: Sender, queue: Callable[..., None], delivered: Delivered
) -> None:
    begun, may_end = Event(), Event()

    def takes_long(_: str, __: OutboxItem) -> None:
        begun.set()
        assert may_end.wait(10)

    both = [
        Sender(sender.store, {"say": delivered, "digest": takes_long}, sender.clock, urgencies)
        for urgencies in (WAITED_FOR, LATER)
    ]
    queue("digest", kind="digest", urgency=2)
    for each in both:
        each.start()
    try:
        assert begun.wait(10)
        queue("answer", urgency=0)
        both[0].woken.set()
        assert delivered.happened.wait(10)
        assert delivered.keys == ["answer"]
    finally:
        may_end.set()
        for each in both:
            each.stop()


def test_every_urgency_is_one_senders() -> None:
    assert [*WAITED_FOR, *LATER] == [*ALL]


def test_a_kind_that_this_version_does_not_know_waits_for_one_that_does(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    queue("a", kind="from the future")
    empty(sender)
    clock.advance(seconds=2)
    newer = Sender(sender.store, {"from the future": delivered}, clock)
    empty(newer)
    assert delivered.keys == ["a"]


def test_what_a_killed_process_had_taken_is_taken_again_after_its_lease(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    queue("a")
    assert len(sender.store.take(clock(), 90, 10)) == 1
    empty(sender)
    assert delivered.keys == []
    clock.advance(seconds=91)
    empty(sender)
    assert [item.attempts for item in delivered.items] == [2]


def test_what_was_held_too_long_is_taken_anew_so_that_two_processes_never_say_it_both(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    for key in ("a", "b"):
        queue(key)
    sender.step()
    clock.advance(seconds=60)
    assert [item.key for _, item in sender.store.take(clock(), 90, 10)] == []
    sender.step()
    assert [(item.key, item.attempts) for item in delivered.items] == [("a", 1), ("b", 2)]


def test_a_commit_wakes_the_sender_at_once(sender: Sender, queue: Callable[..., None], delivered: Delivered) -> None:
    sender.idle = timedelta(minutes=10)
    sender.start()
    try:
        queue("a")
        assert delivered.happened.wait(5)
    finally:
        sender.stop()
    assert delivered.keys == ["a"]


def test_stopping_gives_back_what_waits_for_its_channel(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    queue("first", "C1")
    queue("second", "C1")
    sender.start()
    assert delivered.happened.wait(5)
    sender.stop()
    assert delivered.keys == ["first"]
    assert [item.key for _, item in sender.store.take(clock(), 90, 10)] == ["second"]


def test_a_sender_whose_thread_runs_is_well_and_any_other_is_not(sender: Sender) -> None:
    with pytest.raises(KithError, match="restart Kith"):
        sender.check()
    sender.start()
    sender.check()
    sender.stop()


def test_what_is_to_be_noted_is_noted_together_with_what_is_done(
    sender: Sender, queue: Callable[..., None], delivered: Delivered, clock: FakeClock
) -> None:
    broken = [RuntimeError("after half of it")]

    def note(work: UnitOfWork) -> None:
        work.settings.set("noted", len(delivered.items))
        if broken:
            raise broken.pop()

    def noted() -> object:
        with sender.store.reading("T1") as work:
            return work.settings.get("noted")

    delivered.note = note
    queue("a")
    empty(sender)
    assert noted() is None
    clock.advance(minutes=1)
    empty(sender)
    assert delivered.keys == ["a", "a"]
    assert noted() == 2
    assert sender.store.take(clock() + timedelta(days=1), 1, 10) == []
