"""The composition root without Slack: settings and store, light enough for the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.domain.errors import NotConfigured, StoreUnavailable
from bot.settings import Settings
from storage.engine import ANSWERING, IMPORTING, open_engine
from storage.schema import Schema, schema_of
from storage.unit_of_work import SqlStore


@contextmanager
def open_database(
    settings: Settings, lock_seconds: float | None = None, *, importing: bool = False
) -> Iterator[Engine]:
    """The database that the settings name, closed again at the end; `lock_seconds` as `open_engine` takes them.

    How SQLite is held in memory is chosen for answers, or for `importing`.

    Raises NotConfigured, and StoreUnavailable where the database cannot be used, at the start or in the middle.
    """
    engine = open_engine(settings.kith_database_url, lock_seconds, IMPORTING if importing else ANSWERING)
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


def check_schema(engine: Engine) -> None:
    """Raises NotConfigured where a database is not ready for this version, StoreUnavailable where it cannot be read.

    A newer schema is well: migrations only add what running versions do not need to know.
    """
    with database_errors(engine):
        schema = schema_of(engine)
    if schema in (Schema.NONE, Schema.OLDER):
        raise NotConfigured("The database does not have this version's schema; run kith migrate.")
    if schema is Schema.UNFINISHED:
        raise NotConfigured("A store is being moved into this database; run kith migrate --to again to finish that.")


@contextmanager
def open_store(settings: Settings, lock_seconds: float | None = None, *, importing: bool = False) -> Iterator[SqlStore]:
    """The store: an embedded database is brought to the newest schema, a server's must have it already.

    Raises as `open_database` does.
    """
    with open_database(settings, lock_seconds, importing=importing) as engine:
        if engine.dialect.name == "sqlite" and schema_of(engine) in (Schema.NONE, Schema.OLDER):
            _migrate(settings)
        check_schema(engine)
        yield SqlStore(engine)


def _migrate(settings: Settings) -> None:
    """Alembic is loaded only where something is to be migrated, and whoever comes second waits for whoever does it."""
    with open_database(settings) as engine:
        import_module("storage.migrating").migrate(engine)
