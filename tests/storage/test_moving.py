"""A store is moved whole from one engine to the other, or goes on being moved where that stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.domain.asks import Ask, Audience
from bot.domain.errors import TransferFailed
from storage.engine import open_engine
from storage.migrating import migrate
from storage.moving import count_rows, move
from storage.schema import Schema, schema_of
from storage.unit_of_work import SqlStore
from tests.conftest import DATABASES
from tests.fakes import FakeClock
from tests.storage.rows import dump, fill


def ignore(_: str, __: int) -> None:
    """Nobody watches."""


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path}/target.sqlite")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=DATABASES)
def target(request: pytest.FixtureRequest) -> Engine:
    """An empty database with the schema, on each engine."""
    found: Engine = request.getfixturevalue(f"empty_{request.param}")
    return found


def test_every_row_arrives_as_it_was_whatever_the_engines(engine: Engine, target: Engine) -> None:
    fill(engine, rows=7)
    told: list[tuple[str, int]] = []
    counted = move(engine, target, lambda table, rows: told.append((table, rows)), batch=3)
    assert dump(target) == dump(engine)
    assert set(counted.values()) == {7}
    assert [rows for table, rows in told if table == "asks"] == [3, 3, 1]
    assert schema_of(target) is Schema.CURRENT


def test_numbers_go_on_after_the_highest_that_was_moved(sqlite_engine: Engine, target: Engine) -> None:
    fill(sqlite_engine, rows=5)
    move(sqlite_engine, target, ignore)
    with SqlStore(target).writing("T1") as work:
        kept, _ = work.asks.put(
            Ask(
                key="new",
                asker="U1",
                text="?",
                channel="C1",
                thread_ts="1.0",
                response_url="",
                asked_at=FakeClock()(),
                audience=Audience.CHANNEL,
            )
        )
    assert kept.id == 6


def stop_after(batches: int, engine: Engine, target: Engine) -> None:
    """Move until so many batches are through, as if the process were killed then."""
    left = [batches]

    def moving(_: str, __: int) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(engine, target, moving, batch=2)


@pytest.mark.parametrize("batches", [1, 5, 40])
def test_a_move_that_was_interrupted_goes_on(sqlite_engine: Engine, empty_sqlite: Engine, batches: int) -> None:
    fill(sqlite_engine, rows=5)
    stop_after(batches, sqlite_engine, empty_sqlite)
    assert schema_of(empty_sqlite) is Schema.UNFINISHED
    move(sqlite_engine, empty_sqlite, ignore, batch=2)
    assert dump(empty_sqlite) == dump(sqlite_engine)
    assert schema_of(empty_sqlite) is Schema.CURRENT


def test_what_changed_between_two_attempts_arrives_as_it_is_now(sqlite_engine: Engine, target: Engine) -> None:
    fill(sqlite_engine, rows=5)
    stop_after(40, sqlite_engine, target)
    with sqlite_engine.begin() as connection:
        connection.execute(text("UPDATE asks SET text = 'changed' WHERE id = 1"))
    move(sqlite_engine, target, ignore)
    assert dump(target) == dump(sqlite_engine)


def test_what_was_deleted_between_two_attempts_is_noticed(sqlite_engine: Engine, empty_sqlite: Engine) -> None:
    fill(sqlite_engine, rows=5)
    stop_after(60, sqlite_engine, empty_sqlite)
    with sqlite_engine.begin() as connection:
        connection.execute(text("DELETE FROM asks WHERE id = 1"))
    with pytest.raises(TransferFailed, match="other rows than the source in asks;"):
        move(sqlite_engine, empty_sqlite, ignore)
    assert schema_of(empty_sqlite) is Schema.UNFINISHED


def test_a_store_in_use_is_never_written_over(sqlite_engine: Engine, empty_sqlite: Engine) -> None:
    fill(empty_sqlite, rows=1)
    before = dump(empty_sqlite)
    with pytest.raises(TransferFailed, match="give an empty database"):
        move(sqlite_engine, empty_sqlite, ignore)
    assert dump(empty_sqlite) == before
    assert schema_of(empty_sqlite) is Schema.CURRENT


def test_two_stores_are_never_mixed(sqlite_engine: Engine, empty_sqlite: Engine, tmp_path: Path) -> None:
    fill(sqlite_engine, rows=5)
    stop_after(1, sqlite_engine, empty_sqlite)
    another = open_engine(f"sqlite:///{tmp_path}/another.sqlite")
    migrate(another)
    with pytest.raises(TransferFailed, match="from another database"):
        move(another, empty_sqlite, ignore)
    another.dispose()


def test_nobody_writes_to_a_store_while_it_is_moved(engine: Engine, empty_sqlite: Engine) -> None:
    fill(engine, rows=1)
    refused: list[str] = []

    def moving(table: str, _: int) -> None:
        if table != "asks":
            return
        with engine.connect() as connection:
            timeout = "PRAGMA busy_timeout = 1" if engine.dialect.name == "sqlite" else "SET lock_timeout = 1"
            connection.exec_driver_sql(timeout)
            try:
                connection.execute(text("DELETE FROM asks"))
            except Exception as error:
                refused.append(type(error).__name__)

    move(engine, empty_sqlite, moving)
    assert refused == ["OperationalError"]
    assert count_rows(engine)["asks"] == 1
