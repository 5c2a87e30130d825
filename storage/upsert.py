"""Insert, or settle with what is there: the one statement that both databases spell in a dialect of their own."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
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
    if not values:
        return
    insert = _insert(session, row)
    keys = [column.name for column in _table(row).primary_key]
    changed = {name: insert.excluded[name] for name in values[0] if name not in keys}
    session.execute(insert.on_conflict_do_update(index_elements=keys, set_=changed), list(values))


def add_up(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]], count: Any) -> None:
    """Insert rows; where a row with the same primary key stands, the new count is added to its own."""
    if not values:
        return
    insert = _insert(session, row)
    keys = [column.name for column in _table(row).primary_key]
    added = {count.key: count + insert.excluded[count.key]}
    session.execute(insert.on_conflict_do_update(index_elements=keys, set_=added), list(values))


def insert_missing(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; where one stands that must be unique, it is left as it is."""
    if values:
        session.execute(_insert(session, row).on_conflict_do_nothing(), list(values))


def _insert(session: Session, row: type[Row]) -> postgresql.Insert | sqlite.Insert:
    dialect = session.get_bind().dialect.name
    return postgresql.insert(_table(row)) if dialect == "postgresql" else sqlite.insert(_table(row))


def _table(row: type[Row]) -> Table:
    table = row.__table__
    assert isinstance(table, Table)
    return table
