"""Bringing a database to the newest schema, safely also when several processes start at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

import migrations
from storage.engine import WRITES

LOCK = 0x6B697468
"""The advisory lock under which PostgreSQL is migrated."""


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to a revision; whoever comes second waits and finds it done."""
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        _lock(connection)
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the database down to a revision."""
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        _lock(connection)
        command.downgrade(_config(connection), revision)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    config.attributes["connection"] = connection
    return config


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
