"""Column types of ours: aware UTC times, word lists, numpy rows."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import lru_cache
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

BigId = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key that SQLite, too, counts up by itself."""

LINES = 8_192
"""So many of the lines of words read last are kept apart as words: the helps with one question all have its line."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC. Raises ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; SQLite gets them without the zone that it cannot keep."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give it in UTC."""
        return value and value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """SQLite's text is read at once, with the zone that it lacks: an answer reads hundreds."""
        return _utc if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


class Words(TypeDecorator[tuple[str, ...]]):
    """A list of words without white space, stored as one line."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Collection[str] | None, dialect: Dialect) -> str | None:
        """Join them. Raises ValueError for a word that would come back as two."""
        return _line(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Split them."""
        return _words(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """As above, with one call less for each: of helps and messages, words are most."""
        return _line

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """The same."""
        return _words


class Array(TypeDecorator[NDArray[np.generic]]):
    """A one-dimensional numpy array of one little-endian type, stored as bytes."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, dtype: str) -> None:
        super().__init__()
        self.dtype = dtype

    def process_bind_param(self, value: NDArray[np.generic] | None, dialect: Dialect) -> bytes | None:
        """The array's bytes."""
        return None if value is None else np.asarray(value, self.dtype).tobytes()

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> NDArray[np.generic] | None:
        """A read-only array over the bytes read."""
        return None if value is None else np.frombuffer(value, self.dtype)


def _line(words: Collection[str] | None) -> str | None:
    if not words:
        return None if words is None else ""
    line = " ".join(words)
    if len(line.split()) != len(words):
        raise ValueError("a word must be neither empty nor hold white space")
    return line


@lru_cache(maxsize=LINES)
def _words(line: str | None) -> tuple[str, ...] | None:
    """The words of a line; a word is one object, however many rows hold it, and so are the words of one question."""
    return None if line is None else tuple(map(intern, line.split()))


def _utc(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")
