"""Whether a database has the newest schema, told without loading Alembic: most verbs never need more."""

import re
from pathlib import Path

from sqlalchemy import Engine, inspect, text

import migrations

_REVISION = re.compile(r'^(?P<what>revision|down_revision)\b.*= "(?P<id>\w+)"$', re.MULTILINE)


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest schema."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return set(connection.scalars(text("SELECT version_num FROM alembic_version"))) == newest()


def newest() -> set[str]:
    """The revisions that no other follows: one, unless branches await their merge."""
    found: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for script in Path(migrations.__path__[0], "versions").glob("*.py"):
        for match in _REVISION.finditer(script.read_text(encoding="utf-8")):
            found[match["what"]].add(match["id"])
    return found["revision"] - found["down_revision"]
