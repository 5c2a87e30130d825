"""Insert, or settle with what is there: the one statement that both databases spell in a dialect of their own.

The driver gets its rows at once: SQLAlchemy works out the parameters of each row anew, which takes longer than the
database takes to write it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import ARRAY, CursorResult, Dialect, Insert, Table, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from storage.models import Row

CHUNK = 500
"""Values named in one statement; SQLite allows 32,766, and a plan for fewer is cheaper to make."""

STATEMENTS = 200
"""Kept for each kind: more than there are, and few enough that engines which are gone are let go."""

T = TypeVar("T")


def chunks(values: Collection[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement in the driver's words; of each parameter, in the driver's order, what turns a value into its own.

    `takes_columns` where each parameter is a whole column of the rows, and not one row's value of it.
    """

    text: str
    converters: Mapping[str, Callable[[Any], Any] | None]
    takes_columns: bool

    def run(self, session: Session, values: Sequence[Mapping[str, Any]]) -> CursorResult[Any]:
        """Run it on rows of which each value has a name."""
        return self.run_whole(session, [*map(itemgetter(*self.converters), values)])

    def run_whole(self, session: Session, rows: Sequence[Sequence[Any]]) -> CursorResult[Any]:
        """Run it on rows that hold the parameters in their order."""
        given: Any = rows
        if self.takes_columns:
            given = dict(zip(self.converters, map(list, zip(*rows, strict=True)), strict=True))
            given |= {name: convert(given[name]) for name, convert in self.converters.items() if convert}
        elif any(self.converters.values()):
            columns = zip(self.converters.values(), zip(*rows, strict=True), strict=True)
            each = (map(convert, column) if convert else column for convert, column in columns)
            given = list(zip(*each, strict=True))
        return session.connection().exec_driver_sql(self.text, given)


def upsert(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; where a row with the same primary key stands, it takes the new values."""
    if values:
        _upserting(session.get_bind().dialect, row, tuple(values[0])).run(session, values)


def add_up(session: Session, row: type[Row], rows: Sequence[Sequence[Any]], count: Any) -> None:
    """Insert rows, whole ones in the order of the table's columns; where one with the same primary key stands, the new
    count is added to its own."""
    if rows:
        names = tuple(table_of(row).columns.keys())
        _adding_up(session.get_bind().dialect, row, names, count).run_whole(session, rows)


def insert_missing(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]]) -> int:
    """Insert rows, and return how many; where one stands that must be unique, it is left as it is."""
    if not values:
        return 0
    return _inserting_missing(session.get_bind().dialect, row, tuple(values[0])).run(session, values).rowcount


def insert_counted(session: Session, row: type[Row], values: Mapping[str, Any]) -> int | None:
    """Insert a row, and return the `id` that it got; None where one stands that must be unique."""
    return _inserting_counted(session.get_bind().dialect, row, tuple(values)).run(session, [values]).scalar()


@lru_cache(STATEMENTS)
def _upserting(dialect: Dialect, row: type[Row], names: tuple[str, ...]) -> _Prepared:
    insert, keys = _inserting(dialect, row), _keys(row)
    changed = {name: insert.excluded[name] for name in names if name not in keys}
    return _prepared(insert.on_conflict_do_update(index_elements=keys, set_=changed), dialect, names)


@lru_cache(STATEMENTS)
def _adding_up(dialect: Dialect, row: type[Row], names: tuple[str, ...], count: Any) -> _Prepared:
    insert = _inserting(dialect, row)
    added = {count.key: count + insert.excluded[count.key]}
    return _prepared(insert.on_conflict_do_update(index_elements=_keys(row), set_=added), dialect, names)


@lru_cache(STATEMENTS)
def _inserting_missing(dialect: Dialect, row: type[Row], names: tuple[str, ...]) -> _Prepared:
    return _prepared(_inserting(dialect, row).on_conflict_do_nothing(), dialect, names)


@lru_cache(STATEMENTS)
def _inserting_counted(dialect: Dialect, row: type[Row], names: tuple[str, ...]) -> _Prepared:
    insert = _inserting(dialect, row).on_conflict_do_nothing()
    return _prepared(insert.returning(table_of(row).c.id), dialect, names)


def _inserting(dialect: Dialect, row: type[Row]) -> sqlite.Insert:
    """Of the two dialects only the one in use is loaded; they spell what is needed here alike."""
    insert: sqlite.Insert = import_module(f"sqlalchemy.dialects.{dialect.name}").insert(table_of(row))
    return insert


def _prepared(insert: Insert, dialect: Dialect, names: Collection[str]) -> _Prepared:
    """Made once: making a statement takes longer than running it on one row.

    PostgreSQL is given all rows at once, as an array for each column: else psycopg sends it a statement for each row.
    """
    takes_columns = dialect.name == "postgresql"
    if takes_columns:
        table = insert.table
        arrays = [bindparam(name, type_=ARRAY(table.c[name].type, dimensions=1)) for name in names]
        insert = insert.from_select(list(names), select(func.unnest(*arrays).table_valued(*names).render_derived()))
    compiled: Any = insert.compile(dialect=dialect, column_keys=list(names))
    order: Iterable[str] = compiled.positiontup if compiled.positional else compiled.binds
    types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in order}
    converters = {name: type_.bind_processor(dialect) for name, type_ in types.items()}
    return _Prepared(str(compiled), converters, takes_columns)


def _keys(row: type[Row]) -> list[str]:
    return [column.name for column in table_of(row).primary_key]


def table_of(row: type[Row]) -> Table:
    """The table of a row class: what is run on it takes no part in the session."""
    table = row.__table__
    assert isinstance(table, Table)
    return table
