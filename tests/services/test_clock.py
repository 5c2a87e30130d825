from datetime import UTC, datetime

from bot.domain.events import MessagePosted
from bot.domain.people import Channel
from bot.services.clock import time_in
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore

NOW = datetime(2024, 6, 1, tzinfo=UTC)
SAID = MessagePosted("C1", "1706702400.000000", "UANA", "hi")


def time(store: SqlStore) -> datetime:
    with store.reading("T1") as work:
        return time_in(work, lambda: NOW)


def test_a_workspace_known_by_imports_alone_lives_at_its_last_message(sqlite_store: SqlStore) -> None:
    assert time(sqlite_store) == NOW
    HelpRecorder(sqlite_store).record("T1", [SAID])
    assert time(sqlite_store) == datetime(2024, 1, 31, 12, tzinfo=UTC)


def test_a_workspace_where_kith_lives_goes_by_the_clock(sqlite_store: SqlStore) -> None:
    HelpRecorder(sqlite_store).record("T1", [SAID])
    with sqlite_store.writing("T1") as work:
        work.channels.put([Channel("C1", is_member=True)])
    assert time(sqlite_store) == NOW
