"""A channel's past is read page by page, and on from there after anything."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.errors import SlackBusy, SlackRefused
from bot.domain.help import Source
from bot.domain.messages import MessageKey
from bot.services.backfilling import SHOW_PAST, Backfiller
from bot.services.ports import Store
from bot.services.workspace import Workspace
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory

ROOT = MessageKey("C1", "1772000000.000001")


def message(ts: str, user: str, text: str, **more: Any) -> dict[str, Any]:
    """A message as Slack's history gives it."""
    return {"type": "message", "ts": ts, "user": user, "text": text, **more}


@pytest.fixture
def directory() -> FakeDirectory:
    question = message(ROOT.ts, "U1", "How do I reset kafka offsets?", thread_ts=ROOT.ts, reply_count=2)
    tip = message("1772000000.000009", "U3", "pin the base image", reactions=[{"name": "pray", "users": ["U1"]}])
    answer = message("1772000000.000002", "U2", "with the consumer groups tool", thread_ts=ROOT.ts)
    thanks = message("1772000000.000003", "U1", "that worked, thanks!", thread_ts=ROOT.ts)
    odd = {"type": "message", "ts": "no time", "user": "U1", "text": "?"}
    return FakeDirectory(pages={"C1": [[tip, odd], [question]]}, threads={ROOT: [[question, answer], [thanks]]})


def backfiller_on(store: SqlStore, directory: FakeDirectory, clock: FakeClock) -> Backfiller:
    """The service as it is composed."""
    return services_on(store, directory, clock).backfiller


@pytest.fixture
def backfiller(store: SqlStore, directory: FakeDirectory) -> Backfiller:
    return backfiller_on(store, directory, FakeClock())


def read_all(backfiller: Backfiller) -> int:
    """Read to the end; returns the number of steps."""
    steps = 0
    while backfiller.step("T1"):
        steps += 1
        assert steps < 50
    return steps


def sources(store: Store, person: str) -> list[Source]:
    """How the helps of a person are known."""
    with store.reading("T1") as work:
        return [help_.source for help_ in work.helps.of_person(person)]


def test_history_threads_and_reactions_become_help(backfiller: Backfiller) -> None:
    backfiller.begin("T1", "C1", "9.000001", "U1")
    assert read_all(backfiller) == 4
    assert sources(backfiller.store, "U2") == [Source.THANKS]
    assert sources(backfiller.store, "U3") == [Source.REACTION]


def test_only_the_last_ninety_days_are_read(backfiller: Backfiller, directory: FakeDirectory) -> None:
    backfiller.begin("T1", "C1", "9.000001", "U1")
    backfiller.step("T1")
    _, _, _, oldest, _ = directory.asked[0]
    assert float(oldest) == backfiller.clock().timestamp() - 90 * 86400


def test_what_was_interrupted_goes_on_where_it_was(backfiller: Backfiller, directory: FakeDirectory) -> None:
    backfiller.begin("T1", "C1", "9.000001", "U1")
    backfiller.step("T1")
    backfiller.step("T1")
    directory.failing = [SlackBusy("ratelimited", 60)]
    with pytest.raises(SlackBusy):
        backfiller.step("T1")
    restarted = replace(backfiller, directory=directory)
    assert read_all(restarted) == 2
    assert [what[0] for what in directory.asked] == ["history", "history", "replies", "replies", "replies"]
    assert sources(backfiller.store, "U2") == [Source.THANKS]


def test_reading_the_same_past_twice_changes_nothing(backfiller: Backfiller) -> None:
    backfiller.begin("T1", "C1", "9.000001", "U1")
    read_all(backfiller)
    before = sources(backfiller.store, "U1")
    backfiller.begin("T1", "C1", "9.000001", "U1")
    assert read_all(backfiller) == 0
    assert sources(backfiller.store, "U1") == before


def test_nothing_is_read_before_somebody_agrees(backfiller: Backfiller, directory: FakeDirectory) -> None:
    backfiller.decline("T1", "C1", "9.000001", "U1")
    assert not backfiller.step("T1")
    assert directory.asked == []


def test_a_thread_that_is_gone_is_passed_over(backfiller: Backfiller, directory: FakeDirectory) -> None:
    directory.threads.clear()
    backfiller.begin("T1", "C1", "9.000001", "U1")
    read_all(backfiller)
    assert sources(backfiller.store, "U3") == [Source.REACTION]


def test_an_outdated_cursor_starts_the_reading_again(backfiller: Backfiller, directory: FakeDirectory) -> None:
    backfiller.begin("T1", "C1", "9.000001", "U1")
    backfiller.step("T1")
    directory.failing = [SlackRefused("invalid_cursor")]
    assert read_all(backfiller) == 5
    assert sources(backfiller.store, "U2") == [Source.THANKS]


@pytest.mark.parametrize("code", ["not_in_channel", "channel_not_found", "missing_scope"])
def test_where_kith_may_not_read_it_stops(code: str, backfiller: Backfiller, directory: FakeDirectory) -> None:
    backfiller.begin("T1", "C1", "9.000001", "U1")
    directory.failing = [SlackRefused(code)]
    assert read_all(backfiller) == 1


def test_removed_from_the_channel_it_reads_no_more(backfiller: Backfiller, directory: FakeDirectory) -> None:
    backfiller.begin("T1", "C1", "9.000001", "U1")
    backfiller.step("T1")
    Workspace(backfiller.store, directory, backfiller.clock).left("T1", "C1")
    assert not backfiller.step("T1")


def test_the_offer_shows_what_became_of_it(backfiller: Backfiller) -> None:
    backfiller.begin("T1", "C1", "9.000001", "U1")
    read_all(backfiller)
    taken = backfiller.store.take(backfiller.clock(), 1, 100)
    shown = [item.payload["past"] for _, item in taken if item.kind == SHOW_PAST]
    assert shown == ["reading", "read"]
