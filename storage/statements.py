"""Statements that are made once, when their module is loaded, and run with ever new values.

To make a statement takes longer than to run it, so what every delivery reads is not made anew each time.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from json import dumps
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
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

TEAM: BindParameter[str] = bindparam("team")
BEFORE: BindParameter[str] = bindparam("before")

AT_ONCE = 1_000
"""Rows held at a time, of however many are read or written."""


class among(FunctionElement[bool]):  # noqa: N801 - named as the function that it is in SQL
    """Whether a whole number or a text is among many, given as one value: `IN` would be a statement for each count.

    SQLite is given them as JSON, PostgreSQL as the text of an array, which psycopg takes thrice as long to write.
    Without a type: of a Boolean SQLAlchemy would ask SQLite whether it `= 1`, and no index would serve that.
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str = "some") -> None:
        """`name` is that of the value."""
        super().__init__(column, bindparam(name, type_=_Many(isinstance(column.type, Integer))))


class _Many(TypeDecorator[Collection[int] | Collection[str]]):
    """Many whole numbers, or many texts, as one value."""

    impl = Text
    cache_ok = True

    def __init__(self, are_numbers: bool) -> None:
        super().__init__()
        self.are_numbers = are_numbers

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """An array where there is one."""
        item = BigInteger() if self.are_numbers else Text()
        return dialect.type_descriptor(ARRAY(item) if dialect.name == "postgresql" else Text())

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str]:
        """What writes them down."""
        if dialect.name != "postgresql":
            return lambda many: dumps(list(many))
        return _numbers_line if self.are_numbers else _array_line


class among_pairs(FunctionElement[bool]):  # noqa: N801 - as above
    """Whether two texts are one of many pairs, given as one value.

    As the rows of a query: where they are written out as tuples, SQLite reads every row of the team.
    """

    inherit_cache = True

    def __init__(self, first: ColumnElement[str], second: ColumnElement[str], name: str = "some") -> None:
        """`name` is that of the value."""
        super().__init__(first, second, bindparam(name, type_=_Pairs()))


class _Pairs(TypeDecorator[Collection[tuple[str, str]]]):
    """Many pairs as one value."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """An array where there is one."""
        return dialect.type_descriptor(ARRAY(Text(), dimensions=2) if dialect.name == "postgresql" else Text())

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str]:
        """What writes down all that are first and all that are second, or the JSON of each first's seconds."""
        return _pairs_line if dialect.name == "postgresql" else _seconds


def _numbers_line(numbers: Iterable[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"


def _array_line(texts: Iterable[str]) -> str:
    """An array as PostgreSQL reads it (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO)."""
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    return '{"' + '","'.join(quoted) + '"}' if quoted else "{}"


def _pairs_line(pairs: Collection[tuple[str, str]]) -> str:
    ends = (_array_line(pair[end] for pair in pairs) for end in (0, 1))
    return f"{{{','.join(ends)}}}" if pairs else "{}"


def _seconds(pairs: Iterable[tuple[str, str]]) -> str:
    seconds: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        seconds[first].append(second)
    return dumps(seconds)


@compiles(among)
def _among_json(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, many = compiled(element, compiler, options)
    return f"{column} IN (SELECT value FROM json_each({many}))"


@compiles(among, "postgresql")
def _among_array(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, many = compiled(element, compiler, options)
    return f"{column} = ANY ({many})"


@compiles(among_pairs)
def _pairs_json(element: among_pairs, compiler: SQLCompiler, **options: Any) -> str:
    first, second, many = compiled(element, compiler, options)
    return f"({first}, {second}) IN (SELECT a.key, b.value FROM json_each({many}) AS a, json_each(a.value) AS b)"


@compiles(among_pairs, "postgresql")
def _pairs_array(element: among_pairs, compiler: SQLCompiler, **options: Any) -> str:
    first, second, many = compiled(element, compiler, options)
    return f"({first}, {second}) IN (SELECT * FROM unnest(({many})[1:1], ({many})[2:2]))"


def compiled(element: FunctionElement[Any], compiler: SQLCompiler, options: dict[str, Any]) -> list[str]:
    """The clauses of an element in SQL."""
    return [compiler.process(clause, **options) for clause in element.clauses]


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


def of_some(session: Session, statement: Executable, some: Collection[Any], **values: object) -> Sequence[Any]:
    """The rows of a statement about what is `among` some, or `among_pairs`, of these."""
    return session.execute(statement, {**values, "some": some}).all() if some else ()
