"""Moving a store: every row of every table, from one database into another, whichever engines they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Json
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Enum,
    MetaData,
    Row,
    String,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    tuple_,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.domain.errors import TransferFailed
from storage import models
from storage.engine import WRITES
from storage.schema import UNFINISHED_MOVE
from storage.types import UtcDateTime

BATCH = 1000
"""Rows in one transaction; their keys fit into one statement on both engines."""

Moving = Callable[[str, int], None]
"""Is told a table, and how many more of its rows are in the target."""

Key = tuple[Any, ...]


def count_rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        return {table.name: _count(connection, table) for table in _tables()}


def move(source: Engine, target: Engine, moving: Moving, batch: int = BATCH) -> dict[str, int]:
    """Copy what the target lacks, and compare what it has; returns the rows by table, counted on both sides.

    Both have this version's schema, and nobody writes to the source meanwhile. The target is empty, or was left by a
    move from the same source, which goes on where it stopped. Raises TransferFailed for any other.
    """
    _begin(source, target)
    with _unchanging(source) as reading:
        for table in _tables():
            _copy(reading, target, table, moving, batch)
    counted, arrived = count_rows(source), count_rows(target)
    if wrong := [name for name in counted if counted[name] != arrived[name]]:
        raise TransferFailed(
            f"The target holds other rows than the source in {', '.join(wrong)}; empty it and move again."
        )
    _finish(target)
    return counted


def _begin(source: Engine, target: Engine) -> None:
    """Mark the target as unfinished: until the move is through nobody may use it. Raises TransferFailed."""
    origin = str(source.url)
    with target.execution_options(**{WRITES: True}).begin() as connection:
        if inspect(connection).has_table(UNFINISHED_MOVE):
            if connection.scalar(text(f"SELECT source FROM {UNFINISHED_MOVE}")) != origin:
                raise TransferFailed("The target was begun to be filled from another database; empty it first.")
            return
        if any(_count(connection, table) for table in _tables()):
            raise TransferFailed("The target holds a store already; give an empty database.")
        connection.execute(text(f"CREATE TABLE {UNFINISHED_MOVE} (source TEXT NOT NULL)"))
        connection.execute(text(f"INSERT INTO {UNFINISHED_MOVE} VALUES (:source)"), {"source": origin})


def _finish(target: Engine) -> None:
    """Let keys go on counting after the highest, and the target be used."""
    with target.execution_options(**{WRITES: True}).begin() as connection:
        if connection.dialect.name == "postgresql":
            for table in models.Row.metadata.sorted_tables:
                if table.autoincrement_column is not None:
                    _count_on(connection, table.name, table.autoincrement_column.name)
        connection.execute(text(f"DROP TABLE {UNFINISHED_MOVE}"))


def _count_on(connection: Connection, table: str, column: str) -> None:
    sequence = f"pg_get_serial_sequence('{table}', '{column}')"
    highest = f"SELECT setval({sequence}, coalesce(max({column}), 1), max({column}) IS NOT NULL) FROM {table}"
    connection.execute(text(highest))


@contextmanager
def _unchanging(source: Engine) -> Iterator[Connection]:
    """A connection on which the source stays as it is: nobody writes until it is closed."""
    options: dict[str, Any] = {WRITES: True}
    if source.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ"}
    with source.execution_options(**options).begin() as connection:
        if source.dialect.name == "postgresql":
            names = ", ".join(table.name for table in _tables())
            connection.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))
        yield connection


def _copy(reading: Connection, target: Engine, table: Table, moving: Moving, size: int) -> None:
    keys = list(table.primary_key.columns)
    rows = reading.execution_options(yield_per=size).execute(select(table).order_by(*keys))
    with target.connect() as connection:
        is_begun = _count(connection, table) > 0
    for batch in rows.partitions():
        with target.execution_options(**{WRITES: True}).begin() as writing:
            _put(writing, table, batch, is_begun)
        moving(table.name, len(batch))


def _put(writing: Connection, table: Table, batch: Sequence[Row[Any]], is_begun: bool) -> None:
    """Insert rows; where the table `is_begun`, those that stand there already are left, and differing ones replaced."""
    columns = tuple_(*table.primary_key.columns)
    names = [column.name for column in table.primary_key.columns]
    by_key = {tuple(row._mapping[name] for name in names): tuple(row) for row in batch}
    if is_begun:
        standing = writing.execute(select(table).where(columns.in_(list(by_key))))
        found: Mapping[Key, Key] = {tuple(row._mapping[name] for name in names): tuple(row) for row in standing}
        by_key = {key: row for key, row in by_key.items() if found.get(key) != row}
        if stale := [key for key in by_key if key in found]:
            writing.execute(delete(table).where(columns.in_(stale)))
    if by_key:
        (_copy_in if writing.dialect.name == "postgresql" else _insert)(writing, table, by_key.values())


def _insert(writing: Connection, table: Table, rows: Iterable[Key]) -> None:
    named = [column.name for column in table.columns]
    writing.execute(insert(table), [dict(zip(named, row, strict=True)) for row in rows])


def _copy_in(writing: Connection, table: Table, rows: Iterable[Key]) -> None:
    """PostgreSQL takes rows faster by COPY (https://www.postgresql.org/docs/current/populate.html)."""
    driver = writing.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    columns = list(table.columns)
    named = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), named)
    with driver.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row([_sent(column, value) for column, value in zip(columns, row, strict=True)])


def _sent(column: Column[Any], value: Any) -> Any:
    """A value as the driver takes it: JSON is told from what it holds."""
    is_null = value is None and column.nullable
    return Json(value) if isinstance(column.type, JSON) and not is_null else value


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _tables() -> list[Table]:
    """The tables as the databases see them: without our conversions, which would only be undone on the other side."""
    metadata = MetaData()
    return [
        Table(
            table.name,
            metadata,
            *(
                Column(column.name, _plain(column), primary_key=column.primary_key, nullable=column.nullable)
                for column in table.columns
            ),
        )
        for table in models.Row.metadata.sorted_tables
    ]


def _plain(column: Column[Any]) -> TypeEngine[Any]:
    """A column's type without what is ours; times alone are kept differently by the engines."""
    if isinstance(column.type, TypeDecorator) and not isinstance(column.type, UtcDateTime):
        return column.type.impl_instance
    if isinstance(column.type, Enum):
        return String()
    if isinstance(column.type, JSON):
        return JSON(none_as_null=bool(column.nullable))
    return column.type
