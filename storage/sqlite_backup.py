"""Backups of SQLite by its online backup API (https://sqlite.org/backup.html): others may write meanwhile."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine

from bot.domain.errors import TransferFailed

PAGES = 2048
"""Pages copied at a time: 8 MiB."""


def write(engine: Engine, file: Path, copying: Callable[[int, int], None]) -> None:
    """Write a file that holds one snapshot. A read transaction keeps it: without one, a write would begin it anew."""
    with _failures(file), _connection(engine) as live, closing(sqlite3.connect(file, isolation_level=None)) as copy:
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        try:
            live.backup(copy, pages=PAGES, progress=_told(copying))
        finally:
            live.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE")


def read(engine: Engine, file: Path, copying: Callable[[int, int], None]) -> None:
    """Replace what the database holds, in one transaction."""
    with _failures(file), _opened(file) as backup, _connection(engine) as live:
        backup.backup(live, pages=PAGES, progress=_told(copying))


def revisions(file: Path) -> set[str]:
    """The schema's revisions, none where it is not Kith's. Raises TransferFailed for a file that is damaged."""
    with _failures(file), _opened(file) as backup:
        if (said := backup.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
            raise TransferFailed(f"{file} is damaged: {said}.")
        if not backup.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return set()
        return {version for (version,) in backup.execute("SELECT version_num FROM alembic_version")}


@contextmanager
def _failures(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise TransferFailed(f"{file} cannot be used: {error}.") from error


@contextmanager
def _connection(engine: Engine) -> Iterator[sqlite3.Connection]:
    with closing(engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        yield connection


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as backup:
        yield backup


def _told(copying: Callable[[int, int], None]) -> Callable[[int, int, int], None]:
    return lambda _, remaining, total: copying(total - remaining, total)
