"""Databases are opened as their URLs say."""

from concurrent.futures import ThreadPoolExecutor
from socket import create_server
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.domain.errors import NotConfigured
from storage.engine import ANSWERING, IMPORTING, open_engine
from storage.unit_of_work import SqlStore


@pytest.mark.parametrize("url", ["mysql://localhost/kith", "no url at all", "sqlite+nothing:///kith.db"])
def test_what_is_no_database_of_kiths_is_refused(url: str) -> None:
    with pytest.raises(NotConfigured, match="KITH_DATABASE_URL"):
        open_engine(url)


def test_a_connection_to_sqlite_holds_as_much_in_memory_as_is_said(sqlite_engine: Engine) -> None:
    for memory in (ANSWERING, IMPORTING):
        engine = open_engine(str(sqlite_engine.url), memory=memory)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA cache_size").scalar_one() == -1024 * memory.cached
            assert connection.exec_driver_sql("PRAGMA mmap_size").scalar_one() == 2**20 * memory.mapped
        engine.dispose()


def test_a_password_never_shows() -> None:
    engine = open_engine("postgresql://kith:s3cret@db.example.com/kith")
    assert "s3cret" not in f"{engine.url} {engine!r}"


def wait_in_vain(patient: Engine, impatient: Engine) -> float:
    """For how long one waits for a row that the other writes."""
    with SqlStore(patient).writing("T1") as work:
        work.settings.set("tone", "calm")
        began = monotonic()
        with pytest.raises(OperationalError), SqlStore(impatient).writing("T1") as other:
            other.settings.set("tone", "calm")
    return monotonic() - began


def test_whoever_waits_too_long_for_what_another_writes_is_refused(engine: Engine) -> None:
    impatient = open_engine(engine.url.render_as_string(hide_password=False), lock_seconds=0.2)
    assert 0.1 < wait_in_vain(engine, impatient) < 5
    with SqlStore(impatient).writing("T1") as work:
        work.settings.set("tone", "calm")
    impatient.dispose()


def test_threads_take_turns_at_writing_however_impatient_of_locks(sqlite_engine: Engine) -> None:
    store = SqlStore(open_engine(str(sqlite_engine.url), lock_seconds=0.01))

    def write(number: int) -> None:
        with store.writing("T1") as work:
            work.settings.set(f"tone {number}", "calm")
            sleep(0.03)

    with ThreadPoolExecutor(5) as threads:
        list(threads.map(write, range(5)))
    with store.reading("T1") as work:
        assert len(work.settings.several([f"tone {number}" for number in range(5)])) == 5


def test_whoever_waits_in_vain_for_a_turn_asks_the_database(sqlite_engine: Engine) -> None:
    store = SqlStore(open_engine(str(sqlite_engine.url), lock_seconds=0.01))
    with store.writing("T1") as work:
        work.settings.set("tone", "calm")
        with pytest.raises(OperationalError, match="locked"), store.writing("T1") as other:
            other.settings.set("tone", "shrill")


def test_a_server_that_does_not_answer_is_given_up_as_soon_as_the_url_says() -> None:
    with create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        engine = open_engine(f"postgresql://kith@127.0.0.1:{port}/kith?connect_timeout=2&sslmode=disable")
        began = monotonic()
        with pytest.raises(OperationalError, match="timeout"):
            engine.connect()
    assert monotonic() - began < 9
