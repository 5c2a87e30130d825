"""Phrases in SQL: what is counted, and what takes a count back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.events import Happening, MessageDeleted, MessagePosted
from bot.domain.people import PUBLIC, Channel, ChannelKind
from bot.domain.uses import WeekCount, start_of, week_of
from bot.services.emerging import TopicFinder
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore

TEAM = "T1"
UNTIL = datetime(2026, 11, 23, tzinfo=UTC)
LONG_AGO = UNTIL - timedelta(weeks=6)
WEEK = week_of(LONG_AGO)


@pytest.fixture
def store(store: SqlStore) -> SqlStore:
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC), Channel("G1", "secret", ChannelKind.PRIVATE)])
    return store


def posted(text: str, author: str = "U1", channel: str = "C1", seconds: int = 0, edited: str = "") -> MessagePosted:
    return MessagePosted(channel, f"{LONG_AGO.timestamp() + seconds:.6f}", author, text, edited_ts=edited)


def record(store: SqlStore, *happenings: Happening) -> None:
    HelpRecorder(store).record(TEAM, happenings)


def counted(store: SqlStore, stem: str = "kafka", scopes: tuple[str, ...] = (PUBLIC,)) -> WeekCount | None:
    TopicFinder(store).find(TEAM, UNTIL, scopes, people=2)
    with store.reading(TEAM) as work:
        return work.phrases.history([stem], scopes, range(WEEK, WEEK + 1)).get(stem, {}).get(WEEK)


def test_people_and_messages_of_a_past_week_are_counted(store: SqlStore) -> None:
    record(store, posted("kafka"), posted("kafka again", seconds=1), posted("kafka", "U2", seconds=2))
    assert counted(store) == WeekCount(2, 3)


def test_a_redelivered_message_is_counted_once(store: SqlStore) -> None:
    record(store, posted("kafka"))
    record(store, posted("kafka"))
    assert counted(store) == WeekCount(1, 1)


def test_a_deletion_takes_a_counted_use_back(store: SqlStore) -> None:
    record(store, posted("kafka"), posted("kafka", "U2", seconds=2))
    assert counted(store) == WeekCount(2, 2)
    record(store, MessageDeleted("C1", posted("").ts, f"{UNTIL.timestamp():.6f}"))
    assert counted(store) == WeekCount(1, 1)


def test_a_deletion_before_its_message_keeps_it_uncounted(store: SqlStore) -> None:
    record(store, MessageDeleted("C1", posted("").ts, f"{UNTIL.timestamp():.6f}"))
    record(store, posted("kafka"))
    assert counted(store) is None


def test_an_edit_replaces_what_was_counted(store: SqlStore) -> None:
    record(store, posted("kafka"))
    assert counted(store) == WeekCount(1, 1)
    record(store, posted("vault", edited=f"{UNTIL.timestamp():.6f}"))
    assert counted(store) is None
    assert counted(store, "vault") == WeekCount(1, 1)


def test_what_is_said_in_a_private_channel_counts_for_its_scope_alone(store: SqlStore) -> None:
    record(store, posted("kafka"), posted("kafka", "U2", "G1"))
    assert counted(store) == WeekCount(1, 1)
    assert counted(store, scopes=(PUBLIC, "G1")) == WeekCount(2, 2)


def test_a_channel_made_private_takes_its_words_along(store: SqlStore) -> None:
    record(store, posted("kafka"))
    assert counted(store) == WeekCount(1, 1)
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PRIVATE)])
    assert counted(store) is None


def test_an_erased_person_s_words_are_no_longer_counted(store: SqlStore) -> None:
    record(store, posted("kafka"), posted("kafka", "U2", seconds=2))
    assert counted(store) == WeekCount(2, 2)
    with store.writing(TEAM) as work:
        work.people.erase("U2")
    assert counted(store) == WeekCount(1, 1)


def test_counts_older_than_the_memory_are_dropped(store: SqlStore) -> None:
    record(store, posted("kafka"))
    counted(store)
    TopicFinder(store).find(TEAM, UNTIL + timedelta(weeks=40), [PUBLIC], people=2)
    with store.reading(TEAM) as work:
        assert work.phrases.history(["kafka"], [PUBLIC], range(WEEK, WEEK + 1)) == {}


def test_a_week_runs_from_monday_to_sunday_in_utc() -> None:
    monday = datetime(2026, 11, 16, tzinfo=UTC)
    assert start_of(week_of(monday)) == start_of(week_of(monday + timedelta(days=6, hours=23))) == monday
