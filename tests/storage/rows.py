"""Rows for every table, made up from the columns' types, so that a new table is covered by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import JSON, Boolean, Column, DateTime, Engine, Enum, Float, Integer, LargeBinary, Table, select
from sqlalchemy.types import TypeDecorator

from storage.engine import WRITES
from storage.models import Row
from storage.types import Array, UtcDateTime, Words

Dump = dict[str, list[tuple[Any, ...]]]


def fill(engine: Engine, rows: int) -> None:
    """Put so many rows into every table of a database."""
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        for table in Row.metadata.sorted_tables:
            connection.execute(table.insert(), [_row(table, number) for number in range(1, rows + 1)])


def dump(engine: Engine) -> Dump:
    """Everything in a database, as the models read it."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(map(_comparable, row)) for row in connection.execute(select(table))), key=str)
            for table in Row.metadata.sorted_tables
        }


def _row(table: Table, number: int) -> dict[str, Any]:
    return {column.name: value for column in table.columns for value in _value(column, number)}


def _value(column: Column[Any], number: int) -> Iterator[Any]:
    """A value that shows what engines keep differently; null, now and then, where that may be."""
    if column.nullable and number % 3 == 0:
        yield None
        return
    match column.type:
        case Words():
            yield ("größe", f"w{number}")
        case Array():
            yield np.array([number, 7], column.type.dtype)
        case UtcDateTime():
            yield datetime(2026, 3, 29, 1, 30, 0, 123456, UTC) + timedelta(hours=number)
        case DateTime():
            yield datetime(2026, 3, 29, 1, 30, 0, 123456) + timedelta(hours=number)  # noqa: DTZ001
        case Enum():
            yield list(column.type.enum_class or ())[number % len(column.type.enums)]
        case JSON():
            yield {"n": number, "list": [1.5, None, "größe"], "nothing": None}
        case _:
            yield _simple(column, number)


def _simple(column: Column[Any], number: int) -> Any:
    type_ = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    match type_:
        case Boolean():
            return number % 2 == 0
        case Integer():
            return number
        case Float():
            return number / 3
        case LargeBinary():
            return bytes([0, 255, number % 256])
        case _:
            return f"{column.name}-{number}-'ö\"\\"


def _comparable(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value
