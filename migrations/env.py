"""Alembic's environment: runs migrations on the URL or the connection it is given."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection, Enum
from sqlalchemy.types import TypeDecorator

from storage.engine import WRITES, open_engine
from storage.models import Row


def _render_item(kind: str, item: object, _: object) -> str | Literal[False]:
    """Write column types of ours as what they are to the database, so that migrations import nothing of ours."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Row.metadata,
        render_item=_render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    _migrate(given)
else:
    url = context.get_x_argument(as_dictionary=True).get("url", "sqlite:///kith.sqlite")
    with open_engine(url).execution_options(**{WRITES: True}).connect() as connection:
        _migrate(connection)
        connection.commit()
