"""The composition root of what administrators do to a store as a whole: migrate, move, back up, restore."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.app import check_schema, open_database
from bot.domain.errors import NotConfigured
from bot.services.erasing import Eraser
from bot.settings import Settings
from storage import backups, moving
from storage.migrating import migrate
from storage.unit_of_work import SqlStore


def migrate_database(settings: Settings) -> str:
    """Bring the database to the newest schema; returns its URL without the password. Raises as `open_database` does."""
    with open_database(settings) as engine:
        migrate(engine)
        return str(engine.url)


def count_rows(settings: Settings) -> int:
    """How many rows a move is going to move. Raises as `open_database` does."""
    with open_database(settings) as engine:
        check_schema(engine)
        return sum(moving.count_rows(engine).values())


def move_store(settings: Settings, to: str, told: Callable[[str, int], None]) -> dict[str, int]:
    """Move the store into another database; returns its rows by table. Raises TransferFailed, NotConfigured."""
    target_settings = settings.model_copy(update={"kith_database_url": to})
    with open_database(settings) as source, open_database(target_settings) as target:
        if source.url == target.url:
            raise NotConfigured("This is the database that Kith uses already; give another one.")
        check_schema(source)
        migrate(target)
        return moving.move(source, target, told)


def back_up(settings: Settings, file: Path, copying: Callable[[int, int], None], *, overwrite: bool) -> None:
    """Write a backup of the store, which may be in use. Raises TransferFailed, NotConfigured."""
    with open_database(settings) as engine:
        backups.back_up(engine, file, copying, overwrite=overwrite)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup would have revived and is erased again; `unsure` are installations that may have ended unknown."""

    people: int
    workspaces: int
    unsure: int


def restore(settings: Settings, file: Path, copying: Callable[[int, int], None], *, overwrite: bool) -> Restored:
    """Put a backup in the store's place, with this version's schema; who and what was erased since is erased again.

    Raises TransferFailed, NotConfigured.
    """
    with open_database(settings) as engine:
        installed = backups.installed_in(engine)
        erased = backups.restore(engine, file, copying, overwrite=overwrite)
        migrate(engine)
        store, revived = SqlStore(engine), backups.installed_in(engine) or frozenset()
        gone = frozenset[str]() if installed is None else revived - installed
        for team in gone:
            with store.writing(team) as work:
                work.tenancy.erase()
        for team, person in erased:
            Eraser(store).erase(team, person)
        return Restored(len(erased), len(gone), len(revived) if installed is None else 0)
