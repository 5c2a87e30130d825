"""What a person waits for passes by what is merely overheard, however much of that there is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Event, Thread
from typing import Any

import pytest

from bot.slack.lanes import OVERHEARD, QUEUED, Lanes, Narrows, is_urgent

MESSAGE: dict[str, Any] = {"event": {"type": "message", "channel": "C1", "channel_type": "channel"}}
MENTION: dict[str, Any] = {"event": {"type": "app_mention", "channel": "C1"}}
SOON = 5.0


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    lanes = Lanes()
    yield lanes
    lanes.close(SOON)


@pytest.mark.parametrize(
    "body",
    [
        MENTION,
        {"event": {"type": "app_home_opened", "channel": "D1"}},
        {"event": {"type": "message", "channel": "D1", "channel_type": "im"}},
        {"command": "/kith"},
        {"type": "block_actions"},
        {"type": "view_submission"},
        {"type": "app_rate_limited"},
    ],
)
def test_for_these_somebody_waits(body: dict[str, Any]) -> None:
    assert is_urgent(body)


@pytest.mark.parametrize("kind", ["message", "reaction_added", "reaction_removed", "user_change", "channel_rename"])
def test_these_are_overheard(kind: str) -> None:
    assert not is_urgent({"event": {"type": kind, "channel_type": "channel"}})


def test_a_flood_does_not_hold_up_a_question(lanes: Lanes) -> None:
    flood_is_over, answered = Event(), Event()
    for _ in range(50 * OVERHEARD):
        lanes.run(MESSAGE, lambda: noted(flood_is_over.wait))
    lanes.run(MENTION, answered.set)
    assert answered.wait(SOON)
    flood_is_over.set()


def noted(wait: Callable[[float], bool]) -> None:
    """Wait, and be done."""
    wait(SOON)


def test_closing_finishes_what_was_begun_and_begins_nothing_more() -> None:
    lanes, begun, may_end, done = Lanes(), Event(), Event(), list[str]()

    def work() -> None:
        begun.set()
        may_end.wait(SOON)
        done.append("begun")

    for _ in range(OVERHEARD):
        lanes.run(MESSAGE, work)
    for _ in range(10):
        lanes.run(MESSAGE, lambda: done.append("queued"))
    assert begun.wait(SOON)
    closing = Thread(target=lanes.close, args=(SOON,))
    closing.start()
    may_end.set()
    closing.join()
    lanes.run(MENTION, lambda: done.append("too late"))
    assert done == ["begun"] * OVERHEARD


def test_closing_takes_no_longer_than_it_may() -> None:
    lanes, may_end, begun = Lanes(), Event(), Event()

    def stuck() -> None:
        begun.set()
        may_end.wait(SOON)

    lanes.run(MENTION, stuck)
    assert begun.wait(SOON)
    lanes.close(within=0.01)
    assert not may_end.is_set()
    may_end.set()


def test_over_http_what_no_thread_is_left_for_is_turned_away_and_questions_pass() -> None:
    narrows, may_leave, surplus = Narrows(), Event(), 5
    passed, turned_away = list[bool](), BoundedSemaphore(surplus)
    for _ in range(surplus):
        turned_away.acquire()

    def pass_through() -> None:
        with narrows.passage(MESSAGE) as may_pass:
            if may_pass:
                may_leave.wait(SOON)
                passed.append(may_pass)
            else:
                turned_away.release()

    threads = [Thread(target=pass_through) for _ in range(OVERHEARD + QUEUED + surplus)]
    for thread in threads:
        thread.start()
    assert all(turned_away.acquire(timeout=SOON) for _ in range(surplus))
    assert narrows.overflowed()
    with narrows.passage(MENTION) as may_pass:
        assert may_pass
    may_leave.set()
    for thread in threads:
        thread.join()
    assert len(passed) == OVERHEARD + QUEUED


@dataclass
class Told:
    """Notes what it is told."""

    waits: list[str] = field(default_factory=list)
    away: int = 0

    def waited(self, lane: str, seconds: float) -> None:
        """Note a wait."""
        assert seconds >= 0
        self.waits.append(lane)

    def turned_away(self) -> None:
        """Count it."""
        self.away += 1


def test_it_is_told_who_waited_for_a_thread() -> None:
    told, done = Told(), Event()
    lanes = Lanes(told)
    lanes.run(MESSAGE, lambda: None)
    lanes.run(MENTION, done.set)
    assert done.wait(SOON)
    lanes.close(SOON)
    assert sorted(told.waits) == ["overheard", "urgent"]


def test_it_is_told_how_many_were_turned_away() -> None:
    told, may_leave = Told(), Event()
    narrows = Narrows(told)

    def pass_through() -> None:
        with narrows.passage(MESSAGE) as may_pass:
            if may_pass:
                may_leave.wait(SOON)
            else:
                may_leave.set()

    threads = [Thread(target=pass_through) for _ in range(OVERHEARD + QUEUED + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.away == 1
    assert told.waits == ["overheard"] * (OVERHEARD + QUEUED)
