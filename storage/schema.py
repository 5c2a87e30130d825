"""Which schema a database has, told without loading Alembic: most verbs never need more."""

import re
from enum import Enum
from pathlib import Path

from sqlalchemy import Engine, inspect, text

import migrations

_REVISION = re.compile(r'^(?P<what>revision|down_revision)\b.*= "(?P<id>\w+)"$', re.MULTILINE)

UNFINISHED_MOVE = "unfinished_move"
"""A table that is there while a store is moved into a database."""


class Schema(Enum):
    """How a database's schema compares with this version's."""

    NONE = "none"
    UNFINISHED = "unfinished"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest schema."""
    return schema_of(engine) is Schema.CURRENT


def schema_of(engine: Engine) -> Schema:
    """How an open database's schema compares with this version's."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" not in tables:
            return Schema.NONE
        if UNFINISHED_MOVE in tables:
            return Schema.UNFINISHED
        return compared(set(connection.scalars(text("SELECT version_num FROM alembic_version"))))


def compared(revisions: set[str]) -> Schema:
    """How these revisions compare with this version's; one that is not known here came later."""
    known, newest_ = _revisions()
    if not revisions:
        return Schema.NONE
    if revisions - known:
        return Schema.NEWER
    return Schema.CURRENT if revisions == newest_ else Schema.OLDER


def newest() -> set[str]:
    """The revisions that no other follows: one, unless branches await their merge."""
    return _revisions()[1]


def _revisions() -> tuple[set[str], set[str]]:
    """All revisions, and the newest of them."""
    found: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for script in Path(migrations.__path__[0], "versions").glob("*.py"):
        for match in _REVISION.finditer(script.read_text(encoding="utf-8")):
            found[match["what"]].add(match["id"])
    return found["revision"], found["revision"] - found["down_revision"]
