"""Phrases in SQL: what is counted, and what takes a count back."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from sqlalchemy import Engine

from bot.domain.events import Happening, MessageDeleted, MessagePosted
from bot.domain.people import PUBLIC, Channel, ChannelKind
from bot.domain.uses import Use, WeekCount, start_of, week_of
from bot.domain.weeks import week_counts
from bot.services import emerging
from bot.services.emerging import TopicFinder
from bot.services.recording import HelpRecorder
from storage.engine import open_engine
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


def test_others_record_while_a_week_is_counted(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    store, impatient = SqlStore(sqlite_engine), SqlStore(open_engine(str(sqlite_engine.url), lock_seconds=0.1))
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])
    record(store, posted("kafka"), posted("kafka", "U2", seconds=2))
    meanwhile = [posted("kafka", "U3", seconds=5)]

    def counting(uses: Iterable[Use], language: str) -> Iterator[tuple[str, WeekCount]]:
        reading = iter(uses)
        first = [*islice(reading, 1)]
        while meanwhile:
            record(impatient, meanwhile.pop())
        return week_counts([*first, *reading], language)

    monkeypatch.setattr(emerging, "week_counts", counting)
    assert counted(store) == WeekCount(3, 3)
    impatient.engine.dispose()


@pytest.mark.parametrize("changes", [1, emerging.TRIES])
def test_a_week_that_changes_while_it_is_counted_is_counted_again(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, changes: int
) -> None:
    record(store, posted("kafka"))
    late = [posted("kafka", f"U{number}", seconds=number) for number in range(2, 2 + changes)]

    def counting(uses: Iterable[Use], language: str) -> Iterator[tuple[str, WeekCount]]:
        found = week_counts(uses, language)
        if late:
            record(store, late.pop())
        return found

    monkeypatch.setattr(emerging, "week_counts", counting)
    assert counted(store) == WeekCount(1 + changes, 1 + changes)


def test_of_two_who_count_a_week_the_one_who_began_last_is_heard(store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.phrases.begin(PUBLIC, WEEK, "first")
        work.phrases.begin(PUBLIC, WEEK, "second")
        assert work.phrases.counted([PUBLIC]) == set()
        assert not work.phrases.keep(PUBLIC, WEEK, "first", [("kafka", WeekCount(1, 1))])
        assert work.phrases.keep(PUBLIC, WEEK, "second", [("kafka", WeekCount(2, 2))])
        assert work.phrases.counted([PUBLIC]) == {(PUBLIC, WEEK)}
        assert not work.phrases.keep(PUBLIC, WEEK, "second", [])
        assert work.phrases.history(["kafka"], [PUBLIC], range(WEEK, WEEK + 1)) == {"kafka": {WEEK: WeekCount(2, 2)}}
