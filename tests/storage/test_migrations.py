"""Migrations build exactly what the models say, and go down as well as up, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

import migrations
from storage.migrating import downgrade, migrate
from storage.models import Row
from storage.schema import is_current, newest


def test_the_migrations_build_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_down_to_the_base_and_up_again(engine: Engine) -> None:
    downgrade(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    assert not is_current(engine)
    migrate(engine)
    migrate(engine)
    assert is_current(engine)


def test_the_newest_schema_is_the_one_alembic_ends_at() -> None:
    assert newest() == set(ScriptDirectory(migrations.__path__[0]).get_heads())
