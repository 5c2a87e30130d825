"""The composition root without Slack: settings and store, light enough for the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.domain.errors import NotConfigured, StoreUnavailable
from bot.settings import Settings
from storage.engine import open_engine
from storage.schema import Schema, schema_of
from storage.unit_of_work import SqlStore


@contextmanager
def open_database(settings: Settings) -> Iterator[Engine]:
    """The database that the settings name, closed again at the end.

    Raises NotConfigured, and StoreUnavailable where the database cannot be used, at the start or in the middle.
    """
    engine = open_engine(settings.kith_database_url)
    try:
        with database_errors(engine):
            yield engine
    finally:
        engine.dispose()


@contextmanager
def database_errors(engine: Engine) -> Iterator[None]:
    """Turns errors of a database that cannot be used into StoreUnavailable; others are faults of ours."""
    try:
        yield
    except DatabaseError as error:
        if type(error) not in (OperationalError, DatabaseError):
            raise
        reason = next(iter(str(error.orig).splitlines()), "no reason given").rstrip(".")
        raise StoreUnavailable(f"The database {engine.url} cannot be used: {reason}.") from error


def migrate_database(settings: Settings) -> str:
    """Bring the database to the newest schema; returns its URL without the password. Raises as `open_database` does."""
    with open_database(settings) as engine:
        _migrate(engine)
        return str(engine.url)


def check_schema(engine: Engine) -> None:
    """Raises NotConfigured where a database's schema is older than this version's, StoreUnavailable where none is read.

    A newer one is well: migrations only add what running versions do not need to know.
    """
    with database_errors(engine):
        if schema_of(engine) in (Schema.NONE, Schema.OLDER):
            raise NotConfigured("The database does not have this version's schema; run kith migrate.")


@contextmanager
def open_store(settings: Settings) -> Iterator[SqlStore]:
    """The store: an embedded database is brought to the newest schema, a server's must have it already.

    Raises as `open_database` does.
    """
    with open_database(settings) as engine:
        if engine.dialect.name != "sqlite":
            check_schema(engine)
        elif schema_of(engine) in (Schema.NONE, Schema.OLDER):
            _migrate(engine)
        yield SqlStore(engine)


def _migrate(engine: Engine) -> None:
    """Alembic is loaded only where something is to be migrated."""
    import_module("storage.migrating").migrate(engine)
