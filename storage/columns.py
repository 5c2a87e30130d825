"""Columns fetched whole: thousands of short rows take longer to fetch and to sort out than to find.

What is asked about goes the same way, as one value: a table of arrays, each with its number.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    String,
    TableValuedAlias,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from bot.domain.columns import Numbers
from storage.statements import compiled

_PLACES: tuple[ColumnElement[Any], ...] = (literal_column("0"), literal_column("1"))
_SPACE: Any = literal_column("' '")
_BAR = literal_column("'|'", String)


class element(FunctionElement[str]):  # noqa: N801 - named as the function that it is in SQL
    """The first or the second text of a JSON array."""

    type = String()
    inherit_cache = True

    def __init__(self, array: ColumnElement[Any], place: int) -> None:
        """`place` is 0 or 1."""
        super().__init__(array, _PLACES[place])


@compiles(element)
def _by_path(element: element, compiler: SQLCompiler, **options: Any) -> str:
    array, place = compiled(element, compiler, options)
    return f"json_extract({array}, '$[{place}]')"


@compiles(element, "postgresql")
def _by_place(element: element, compiler: SQLCompiler, **options: Any) -> str:
    array, place = compiled(element, compiler, options)
    return f"({array} ->> {place})"


def listed(name: str) -> TableValuedAlias:
    """A table of what is given as one value by `numbered`: the `key` that each has, and its `value`, an array."""
    return func.json_each(bindparam(name, type_=JSON)).table_valued("key", "value")


def numbered(many: Iterable[Sequence[str]]) -> dict[int, Sequence[str]]:
    """Many arrays as the one value of a `listed` table; the keys count from 0."""
    return dict(enumerate(many))


def in_one_value(rows: Select[Any]) -> ColumnElement[str | None]:
    """Both columns of the rows as one text, for `unrolled`; null where there are no rows.

    No value may be empty or have a space or a bar in it, as ids, times and counts have none.
    """
    first, second = rows.subquery().c
    return select(_joined(first) + _BAR + _joined(second)).scalar_subquery()


def unrolled(values: Iterable[tuple[float, str | None]]) -> tuple[Numbers, list[str], str]:
    """The rows of several values that were made by `in_one_value`: each one's number, (n,), and both columns.

    The first column comes as its n values, the second as the text that `numbers_in` reads.
    """
    parted = [(number, *value.partition("|")) for number, value in values if value]
    firsts = [texts_in(first) for _, first, _, _ in parted]
    numbers = np.repeat([float(number) for number, *_ in parted], [len(some) for some in firsts])
    return numbers, [*chain.from_iterable(firsts)], " ".join(second for *_, second in parted)


def texts_in(column: str | None) -> list[str]:
    """The values of a joined column."""
    return column.split() if column else []


def numbers_in(column: str | None) -> Numbers:
    """The values of a joined column of numbers, (n,)."""
    return np.fromstring(column or "", sep=" ")


def _joined(column: ColumnElement[Any]) -> ColumnElement[str]:
    return func.aggregate_strings(cast(column, String), _SPACE)
