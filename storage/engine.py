"""Opening a database: SQLite embedded, PostgreSQL for several processes."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.domain.errors import NotConfigured

WRITES = "kith_writes"
"""The execution option of connections whose transactions write."""

ACROSS_TEAMS = "kith_across_teams"
"""The execution option of the few statements that are about all teams; every other one says which it is about."""

BUSY_SECONDS = 30

PATIENCE = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""When a PostgreSQL that does not answer is given up (https://www.postgresql.org/docs/current/libpq-connect.html)."""


def open_engine(url: str) -> Engine:
    """An engine for a `sqlite:///` or `postgresql://` URL. Raises NotConfigured for any other."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return _postgresql(parsed)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(str(parsed))
    except (ArgumentError, NoSuchModuleError) as error:
        raise NotConfigured("KITH_DATABASE_URL is no database URL; give sqlite:///FILE or postgresql://…") from error
    raise NotConfigured("KITH_DATABASE_URL names neither SQLite nor PostgreSQL; give sqlite:///FILE or postgresql://…")


def _postgresql(url: URL) -> Engine:
    """What the URL says itself of patience holds."""
    patience = {name: value for name, value in PATIENCE.items() if name not in url.query}
    driven = url.set(drivername="postgresql+psycopg")
    return create_engine(driven, connect_args=patience, pool_pre_ping=True, hide_parameters=True)


def _sqlite(url: str) -> Engine:
    """SQLAlchemy, not the driver, begins transactions: else a failed unit with a savepoint keeps its rows."""
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)

    def connect(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        _pragmas(connection)

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)
    return engine


def _pragmas(connection: DBAPIConnection) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -16384",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
