"""Statements that are made once, when their module is loaded, and run with ever new values.

To make a statement takes longer than to run it, so what every delivery reads is not made anew each time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from json import dumps
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Dialect,
    Executable,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.domain.messages import MessageKey
from storage.upsert import chunks

TEAM: BindParameter[str] = bindparam("team")
CHANNELS: BindParameter[Any] = bindparam("channels", expanding=True)
SOME: BindParameter[Any] = bindparam("some", expanding=True)

CROSSED = 1_000
"""Pairs of a channel and a `ts` looked for by one statement, which looks for each with each."""


class among(FunctionElement[bool]):  # noqa: N801 - named as the function that it is in SQL
    """Whether a whole number is among many, given as one value: `IN` would be a statement of its own for each count.

    SQLite is given them as JSON, PostgreSQL as an array. Without a type: of a Boolean SQLAlchemy would ask SQLite
    whether it `= 1`, and no index would serve that.
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[int], name: str) -> None:
        """`name` is that of the value."""
        super().__init__(column, bindparam(name, type_=_Numbers()))


class _Numbers(TypeDecorator[Collection[int]]):
    """Many whole numbers as one value."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """An array where there is one."""
        return dialect.type_descriptor(ARRAY(Integer()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        """A list, or its JSON."""
        listed = list(value or ())
        return listed if dialect.name == "postgresql" else dumps(listed)


@compiles(among)
def _among_json(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, many = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({many}))"


@compiles(among, "postgresql")
def _among_array(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, many = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY ({many})"


def each(session: Session, statement: Executable, some: Collection[str | int], **values: object) -> Iterator[Any]:
    """The rows of a statement about SOME of these, run for as many at a time as a statement may name."""
    for part in chunks(some):
        yield from session.execute(statement, {**values, "some": part}).all()


def delete_each(session: Session, team: str, columns: Sequence[Any], keys: Sequence[Sequence[Any]]) -> None:
    """Delete the rows in which these columns have these values, key by key.

    For tuples of values SQLite would read every row of the team.
    """
    table: Table = columns[0].table
    names = [f"key_{place}" for place in range(len(columns))]
    here = (column == bindparam(name) for column, name in zip(columns, names, strict=True))
    if keys:
        rows = [{"team": team, **dict(zip(names, key, strict=True))} for key in keys]
        session.execute(delete(table).where(table.c.team_id == TEAM, *here), rows)


def of_messages(session: Session, statement: Executable, keys: Collection[MessageKey], team: str) -> Iterator[Any]:
    """The rows of a statement about SOME `ts` in CHANNELS, of these messages alone.

    It selects the channel first, and last the `ts` that was asked for, which is left out of the rows.
    """
    wanted = set(keys)
    for channels, stamps in _crossings(wanted):
        rows = each(session, statement, stamps, team=team, channels=channels)
        yield from (row[:-1] for row in rows if (row[0], row[-1]) in wanted)


def _crossings(keys: Collection[MessageKey]) -> Iterator[tuple[list[str], list[str]]]:
    """The channels and stamps of these messages, as many together as one statement may look for."""
    stamps: dict[str, list[str]] = defaultdict(list)
    for channel, ts in keys:
        stamps[channel].append(ts)
    channels: list[str] = []
    some: list[str] = []
    for channel, here in stamps.items():
        if channels and (len(channels) + 1) * (len(some) + len(here)) > CROSSED:
            yield channels, some
            channels, some = [], []
        channels.append(channel)
        some.extend(here)
    if channels:
        yield channels, some
