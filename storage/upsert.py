"""Insert, or settle with what is there: the one statement that both databases spell in a dialect of their own."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from storage.models import Row

CHUNK = 500
"""Values named in one statement; SQLite allows 32,766, and a plan for fewer is cheaper to make."""

T = TypeVar("T")


def chunks(values: Collection[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def upsert(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; where a row with the same primary key stands, it takes the new values."""
    if values:
        session.execute(_upserting(_dialect(session), row, tuple(values[0])), list(values))


def add_up(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]], count: Any) -> None:
    """Insert rows; where a row with the same primary key stands, the new count is added to its own."""
    if values:
        session.execute(_adding_up(_dialect(session), row, count), list(values))


def insert_missing(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; where one stands that must be unique, it is left as it is."""
    if values:
        session.execute(_inserting_missing(_dialect(session), row), list(values))


@cache
def _upserting(dialect: str, row: type[Row], names: tuple[str, ...]) -> sqlite.Insert:
    """Made once: making a statement takes longer than running it on one row."""
    insert, keys = _inserting(dialect, row), _keys(row)
    changed = {name: insert.excluded[name] for name in names if name not in keys}
    return insert.on_conflict_do_update(index_elements=keys, set_=changed)


@cache
def _adding_up(dialect: str, row: type[Row], count: Any) -> sqlite.Insert:
    insert = _inserting(dialect, row)
    added = {count.key: count + insert.excluded[count.key]}
    return insert.on_conflict_do_update(index_elements=_keys(row), set_=added)


@cache
def _inserting_missing(dialect: str, row: type[Row]) -> sqlite.Insert:
    return _inserting(dialect, row).on_conflict_do_nothing()


@cache
def _inserting(dialect: str, row: type[Row]) -> sqlite.Insert:
    """Of the two dialects only the one in use is loaded; they spell what is needed here alike."""
    insert: sqlite.Insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(_table(row))
    return insert


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _keys(row: type[Row]) -> list[str]:
    return [column.name for column in _table(row).primary_key]


def _table(row: type[Row]) -> Table:
    table = row.__table__
    assert isinstance(table, Table)
    return table
