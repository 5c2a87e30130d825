"""What is older than the retention is deleted in batches, and who has left goes with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.domain.asks import Ask
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.exposures import Exposure
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.domain.requests import Outreach, Request, Wish
from bot.services import retaining
from bot.services.recording import HelpRecorder, hold_messages
from bot.services.retaining import RETENTION, Retainer
from bot.services.workspace import Workspace
from storage.engine import open_engine
from storage.unit_of_work import SqlStore
from tests.conftest import on_postgresql
from tests.fakes import FakeClock, FakeDirectory

TEAM = "T1"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def help_given(months_ago: float, asker: str, helper: str) -> list[Happening]:
    at = (NOW - months_ago * retaining.MONTH).timestamp()
    return [
        MessagePosted("C1", f"{at:.6f}", asker, "How do I tune kafka?"),
        MessagePosted("C1", f"{at + 60:.6f}", helper, "Like this.", thread_ts=f"{at:.6f}"),
        Reacted(MessageKey("C1", f"{at + 60:.6f}"), helper, asker, "pray", f"{at + 90:.6f}"),
    ]


@pytest.fixture
def retainer(store: SqlStore) -> Retainer:
    """A workspace in which Kith is; Ben helped Ana two years ago, Cal helped her last month."""
    with store.writing(TEAM) as work:
        work.people.put(Person(id_, name=id_.title()) for id_ in ("ana", "ben", "cal"))
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC, is_member=True)])
    recorder = HelpRecorder(store)
    recorder.record(TEAM, help_given(24, "ana", "ben"))
    recorder.record(TEAM, help_given(1, "ana", "cal"))
    return Retainer(store, FakeClock(NOW))


def run(retainer: Retainer) -> int:
    """Delete all there is to delete; returns the number of batches."""
    steps = 1
    while retainer.step(TEAM):
        steps += 1
    return steps


def helpers_of(store: SqlStore, person: str) -> list[str]:
    with store.reading(TEAM) as work:
        return [help_.helper for help_ in work.helps.of_person(person)]


def test_old_help_goes_from_ledger_messages_and_ties_and_new_help_stays(retainer: Retainer, store: SqlStore) -> None:
    run(retainer)
    assert helpers_of(store, "ana") == ["cal"]
    with store.reading(TEAM) as work:
        assert len(work.ledger.acts_in("C1")) == 1
        numbers = work.people.known_numbers(["ana", "cal"])
        row = work.ties.rows([numbers["ana"]], [PUBLIC])[numbers["ana"]]
        assert list(row.people) == [numbers["cal"]]
        assert work.retention.messages(NOW, 10) == work.retention.messages(NOW, 2)


def test_the_workspace_sets_how_long_help_is_kept(retainer: Retainer, store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.settings.set(RETENTION, 36)
    run(retainer)
    assert sorted(helpers_of(store, "ana")) == ["ben", "cal"]


def test_much_is_deleted_in_small_batches(retainer: Retainer, store: SqlStore) -> None:
    for months in range(14, 20):
        HelpRecorder(store).record(TEAM, help_given(months, "ana", "ben"))
    assert run(replace(retainer, batch=2)) == 8
    assert helpers_of(store, "ana") == ["cal"]


def test_a_workspace_known_by_imports_alone_has_the_clock_of_its_last_message(
    retainer: Retainer, store: SqlStore
) -> None:
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])
    retainer.clock.advance(days=3650)  # type: ignore[attr-defined]
    run(retainer)
    assert helpers_of(store, "ana") == ["cal"]


def test_old_questions_go_with_all_that_hangs_on_them(retainer: Retainer, store: SqlStore) -> None:
    asked_at = {"old": NOW - timedelta(days=400), "new": NOW - timedelta(days=300)}
    ids = {}
    with store.writing(TEAM) as work:
        for key, at in asked_at.items():
            ask, _ = work.asks.put(Ask(key, "ana", "kafka?", "C1", at))
            ids[key] = ask.id
            work.asks.answered(ask.id, "1.000001", ["ben"], at)
            work.requests.put(Outreach(ask.id, "ana", Wish("?"), requests=(Request("ben", at),)))
            work.exposures.put([Exposure("ben", f"answer:{key}", "ana", "C1", (), at)])
            work.outbox.put(OutboxItem(key, "answer", {}, at))
    for _, item in store.take(NOW, 1, 10):
        with store.writing(TEAM) as work:
            work.outbox.done(item.id, asked_at[item.key])
    run(retainer)
    with store.writing(TEAM) as work:
        assert work.asks.get(ids["old"]) is None
        assert work.asks.get(ids["new"])
        assert work.requests.asks_to("ben") == [ids["new"]]
        assert [shown.ref for shown in work.exposures.of("ben", 9)] == ["answer:new"]
        assert work.outbox.put(OutboxItem("old", "answer", {}, NOW))
        assert not work.outbox.put(OutboxItem("new", "answer", {}, NOW))


def test_who_left_is_forgotten_with_their_last_help_and_may_come_back(retainer: Retainer, store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.people.put([Person("ben", "Ben", is_deleted=True), Person("cal", "Cal", is_deleted=True)])
    run(retainer)
    with store.reading(TEAM) as work:
        assert set(work.people.get(["ana", "ben", "cal"])) == {"ana", "cal"}
        assert not work.people.erased(["ben"])
    workspace = Workspace(store, FakeDirectory(), FakeClock(NOW))
    workspace.know_person(TEAM, Person("ben", "Ben", is_deleted=True))
    with store.reading(TEAM) as work:
        assert "ben" not in work.people.get(["ben"])
    workspace.know_person(TEAM, Person("ben", "Ben"))
    with store.reading(TEAM) as work:
        assert "ben" in work.people.get(["ben"])


@on_postgresql
def test_what_is_being_recorded_is_not_deleted_beneath_it(empty_postgresql: Engine) -> None:
    url = empty_postgresql.url.render_as_string(hide_password=False)
    store, impatient = SqlStore(empty_postgresql), SqlStore(open_engine(url, lock_seconds=0.1))
    asked, *_ = help_given(24, "ana", "ben")
    assert isinstance(asked, MessagePosted)
    HelpRecorder(store).record(TEAM, [asked, *help_given(1, "ana", "cal")])
    retainer = Retainer(impatient, FakeClock(NOW))
    with store.writing(TEAM) as work:
        hold_messages(work, [MessageKey(asked.channel, asked.ts)])
        with pytest.raises(OperationalError, match="lock timeout"):
            retainer.step(TEAM)
    assert retainer.step(TEAM)
    impatient.engine.dispose()
