"""Backups: a file that holds the whole store as it was at one moment, and its way back."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, inspect, select

from bot.domain.errors import TransferFailed
from storage import postgresql_backup, sqlite_backup
from storage.models import ErasedRow, InstallationRow
from storage.moving import count_rows
from storage.schema import Schema, compared, schema_of

Copying = Callable[[int, int], None]
"""Is told how many parts are done, and of how many."""

OWNER_ONLY = 0o600


class BackupTool(Protocol):
    """How one engine is backed up."""

    def write(self, engine: Engine, file: Path, copying: Copying) -> None:
        """Write one snapshot of the database to a file. Raises TransferFailed, NotConfigured."""

    def read(self, engine: Engine, file: Path, copying: Copying) -> None:
        """Replace what the database holds, in one transaction. Raises TransferFailed, NotConfigured."""

    def revisions(self, file: Path) -> set[str]:
        """A backup's schema, none where it is not Kith's. Raises TransferFailed where it is damaged."""


TOOLS: Mapping[str, BackupTool] = {"sqlite": sqlite_backup, "postgresql": postgresql_backup}


def back_up(engine: Engine, file: Path, copying: Copying, *, overwrite: bool) -> None:
    """Write a backup, whoever else reads and writes meanwhile, and check it; only then is it there, under its name.

    Raises TransferFailed where the file is there already (unless it may be overwritten) or cannot be written.
    """
    if file.exists() and not overwrite:
        raise TransferFailed(f"{file} is there already; choose another name, or give --overwrite.")
    if schema_of(engine) is Schema.NONE:
        raise TransferFailed(f"The database {engine.url} holds no store.")
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(OWNER_ONLY)
        TOOLS[engine.dialect.name].write(engine, part, copying)
        _revisions(engine, part)
        _settle(part, file)
    except OSError as error:
        raise TransferFailed(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)


def restore(engine: Engine, file: Path, copying: Copying, *, overwrite: bool) -> list[tuple[str, str]]:
    """Put a backup in the place of what the database holds; all of it, or nothing changes.

    Returns the team and person of everybody who was erased in what it replaced: they are to be erased again. Raises
    TransferFailed where the file is no sound backup, was made by a newer version, or the database holds a store that
    may not be overwritten.
    """
    schema = compared(_revisions(engine, file))
    if schema is Schema.NEWER:
        raise TransferFailed(f"{file} was made by a newer version of Kith; restore it with that one.")
    if not overwrite and not _is_empty(engine):
        raise TransferFailed(f"The database {engine.url} holds a store already; give --overwrite to replace it.")
    erased = _erased(engine)
    TOOLS[engine.dialect.name].read(engine, file, copying)
    return erased


def installed_in(engine: Engine) -> frozenset[str] | None:
    """Where Kith is installed by a store's own word; None where the database holds nothing that could tell."""
    if _is_empty(engine) or not inspect(engine).has_table(InstallationRow.__tablename__):
        return None
    with engine.connect() as connection:
        return frozenset(connection.scalars(select(InstallationRow.team_id)))


def _revisions(engine: Engine, file: Path) -> set[str]:
    """The schema of a backup that is sound. Raises TransferFailed for any other."""
    if not file.is_file():
        raise TransferFailed(f"{file} does not exist.")
    if found := TOOLS[engine.dialect.name].revisions(file):
        return found
    raise TransferFailed(f"{file} is no backup of Kith's.")


def _settle(part: Path, file: Path) -> None:
    """Give a file its name once it is on the disk."""
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.replace(file)


def _is_empty(engine: Engine) -> bool:
    """Whether there is nothing to lose. A schema that is not this version's is taken to hold something."""
    with engine.connect() as connection:
        if not inspect(connection).get_table_names():
            return True
    return schema_of(engine) is Schema.CURRENT and not any(count_rows(engine).values())


def _erased(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        if not inspect(connection).has_table(ErasedRow.__tablename__):
            return []
        return [(team, person) for team, person in connection.execute(select(ErasedRow.team_id, ErasedRow.person_id))]
