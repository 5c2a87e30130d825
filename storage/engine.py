"""Opening a database: SQLite embedded, PostgreSQL for several processes."""

from dataclasses import dataclass
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, InvalidatePoolError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from bot.domain.errors import NotConfigured

WRITES = "kith_writes"
"""The execution option of connections whose transactions write."""

ACROSS_TEAMS = "kith_across_teams"
"""The execution option of the few statements that are about all teams; every other one says which it is about."""

LOCK_SECONDS = 30.0
"""For how long SQLite waits until others have written, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Memory:
    """How much of a SQLite database is held in memory, in MB: in each connection's cache, and mapped by the process.

    What is mapped is read where the system holds it anyway, and not copied.
    """

    cached: int
    mapped: int


ANSWERING = Memory(cached=16, mapped=2_047)
"""Most of what an answer reads is a page that none before it needed: a tenth of its time went into copying them."""

IMPORTING = Memory(cached=128, mapped=0)
"""An import writes all over the index of terms: what is kept of it need not be read again from the disk."""

PATIENCE = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""When a PostgreSQL that does not answer is given up (https://www.postgresql.org/docs/current/libpq-connect.html)."""


def open_engine(url: str, lock_seconds: float | None = None, memory: Memory = ANSWERING) -> Engine:
    """An engine for a `sqlite:///` or `postgresql://` URL. Raises NotConfigured for any other.

    What waits longer than `lock_seconds` for a lock fails; PostgreSQL waits for ever where nothing is said. The
    `memory` is for SQLite; PostgreSQL has a cache of its own.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return _postgresql(parsed, lock_seconds)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(str(parsed), lock_seconds or LOCK_SECONDS, memory)
    except (ArgumentError, NoSuchModuleError) as error:
        raise NotConfigured("KITH_DATABASE_URL is no database URL; give sqlite:///FILE or postgresql://…") from error
    raise NotConfigured("KITH_DATABASE_URL names neither SQLite nor PostgreSQL; give sqlite:///FILE or postgresql://…")


def _postgresql(url: URL, lock_seconds: float | None) -> Engine:
    """What the URL says itself of patience holds. The limit is set by a statement, which every pooler passes on.

    A connection that was cut off is replaced before it is used.
    """
    patience = {name: value for name, value in PATIENCE.items() if name not in url.query}
    driven = url.set(drivername="postgresql+psycopg")
    engine = create_engine(driven, connect_args=patience, hide_parameters=True)

    def limit(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {round((lock_seconds or 0) * 1000)}")
        connection.autocommit = False

    def check(connection: Any, _: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
        if _is_cut_off(connection):
            raise InvalidatePoolError

    if lock_seconds:
        event.listen(engine, "connect", limit)
    event.listen(engine, "checkout", check)
    return engine


def _is_cut_off(connection: Any) -> bool:
    """Whether a connection at rest has ended: then there is its end to read, as from a server that ends or crashes.

    Asking the server itself, as SQLAlchemy's `pool_pre_ping` does, takes a round trip for each transaction.
    """
    if connection.closed:
        return True
    with DefaultSelector() as selector:
        selector.register(connection.fileno(), EVENT_READ)
        return bool(selector.select(timeout=0))


def _sqlite(url: str, lock_seconds: float, memory: Memory) -> Engine:
    """SQLAlchemy, not the driver, begins transactions: else a failed unit with a savepoint keeps its rows."""
    engine = create_engine(url, connect_args={"timeout": lock_seconds}, hide_parameters=True)

    def connect(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        _pragmas(connection, memory)

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)
    return engine


def _pragmas(connection: DBAPIConnection, memory: Memory) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        f"cache_size = {-1024 * memory.cached}",
        f"mmap_size = {2**20 * memory.mapped}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
