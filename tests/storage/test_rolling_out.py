"""A new schema is rolled out while old code runs: migrations add, and several processes may bring them at once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.script import Script, ScriptDirectory
from sqlalchemy import JSON, Engine, Insert, MetaData, Table, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import TypeEngine

import migrations
from storage.engine import open_engine
from storage.migrating import downgrade, migrate
from storage.schema import is_current
from tests.conftest import on_postgresql

ROOT = Path(__file__).parents[2]
THE_RULE_HOLDS_AFTER = "5c1d7e0a94b2"
"""The last migration that took something away, long before the first release."""

STARTED_AT_ONCE = 3


def steps() -> list[Script]:
    """The migrations that the rule is about, newest first."""
    return list(ScriptDirectory(migrations.__path__[0]).iterate_revisions("head", THE_RULE_HOLDS_AFTER))


@contextmanager
def as_old_code_sees_it(engine: Engine, step: Script) -> Iterator[MetaData]:
    """The tables as they are before a migration, and the database as it is after it."""
    assert isinstance(step.down_revision, str)
    migrate(engine, step.down_revision)
    old = MetaData()
    old.reflect(engine)
    old.remove(old.tables["alembic_version"])
    migrate(engine, step.revision)
    yield old


def insertion(table: Table) -> Insert:
    """A row of old code, with something that fits each column."""
    return insert(table).values({column: _something(column.type) for column in table.columns})


def _something(type_: TypeEngine[Any]) -> Any:
    if isinstance(type_, JSON):
        return {}
    kind = type_.python_type
    return datetime.min if kind is datetime else kind()  # noqa: DTZ901


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.module.__name__)
def test_old_code_goes_on_reading_and_writing_beside_a_newer_schema(step: Script, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with as_old_code_sees_it(engine, step) as old, engine.begin() as connection:
        assert old.sorted_tables
        for table in old.sorted_tables:
            connection.execute(insertion(table))
            assert connection.execute(select(table)).one()
    engine.dispose()


def test_a_migration_that_takes_something_away_would_be_seen(tmp_path: Path) -> None:
    step = ScriptDirectory(migrations.__path__[0]).get_revision(THE_RULE_HOLDS_AFTER)
    assert step
    engine = open_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with (
        as_old_code_sees_it(engine, step) as old,
        engine.begin() as connection,
        pytest.raises(OperationalError, match="hidden"),
    ):
        connection.execute(insertion(old.tables["choices"]))
    engine.dispose()


def migrate_at_once(url: str, folder: Path) -> list[tuple[int, str]]:
    """`kith migrate` in several processes; returns how each ended and what it complained of."""
    environment = os.environ | {"KITH_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "migrate"]
    running = [
        subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for _ in range(STARTED_AT_ONCE)
    ]
    complaints = [one.communicate(timeout=120)[1] for one in running]
    return [(one.returncode, complaint) for one, complaint in zip(running, complaints, strict=True)]


def test_processes_that_start_at_once_migrate_an_embedded_database_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kith.sqlite'}"
    assert migrate_at_once(url, tmp_path) == [(0, "")] * STARTED_AT_ONCE
    engine = open_engine(url)
    assert is_current(engine)
    engine.dispose()


@on_postgresql
def test_processes_that_start_at_once_migrate_a_server_once(empty_postgresql: Engine, tmp_path: Path) -> None:
    downgrade(empty_postgresql)
    url = empty_postgresql.url.render_as_string(hide_password=False)
    assert migrate_at_once(url, tmp_path) == [(0, "")] * STARTED_AT_ONCE
    assert is_current(empty_postgresql)
