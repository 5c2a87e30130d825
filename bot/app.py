"""The composition root without Slack: settings and store, light enough for the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.domain.errors import NotConfigured, StoreUnavailable
from bot.settings import Settings
from storage.engine import open_engine
from storage.schema import is_current
from storage.unit_of_work import SqlStore


@contextmanager
def open_database(settings: Settings) -> Iterator[Engine]:
    """The database that the settings name, closed again at the end.

    Raises NotConfigured, and StoreUnavailable where the database cannot be used, at the start or in the middle.
    """
    engine = open_engine(settings.kith_database_url)
    try:
        yield engine
    except DatabaseError as error:
        if type(error) not in (OperationalError, DatabaseError):
            raise
        reason = next(iter(str(error.orig).splitlines()), "no reason given").rstrip(".")
        raise StoreUnavailable(f"The database {engine.url} cannot be used: {reason}.") from error
    finally:
        engine.dispose()


def migrate_database(settings: Settings) -> str:
    """Bring the database to the newest schema; returns its URL without the password. Raises as `open_database` does."""
    with open_database(settings) as engine:
        _migrate(engine)
        return str(engine.url)


def schema_is_current(engine: Engine) -> bool:
    """Whether an open database has this version's schema."""
    return is_current(engine)


@contextmanager
def open_store(settings: Settings) -> Iterator[SqlStore]:
    """The store: an embedded database is brought to the newest schema, a server's must have it already.

    Raises as `open_database` does.
    """
    with open_database(settings) as engine:
        if not is_current(engine):
            if engine.dialect.name != "sqlite":
                raise NotConfigured("The database does not have this version's schema; run kith migrate.")
            _migrate(engine)
        yield SqlStore(engine)


def _migrate(engine: Engine) -> None:
    """Alembic is loaded only where something is to be migrated."""
    import_module("storage.migrating").migrate(engine)
