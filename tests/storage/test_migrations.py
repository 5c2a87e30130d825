"""Migrations build exactly what the models say, and go down as well as up, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, select, text

import migrations
from bot.domain.events import MessagePosted
from bot.domain.people import Channel, ChannelKind
from bot.services.recording import HelpRecorder
from storage.migrating import downgrade, migrate
from storage.models import PostingRow, Row
from storage.schema import is_current, newest
from storage.unit_of_work import SqlStore


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


def test_rows_of_threads_are_made_from_the_messages_and_counted_again_on_the_way_down(engine: Engine) -> None:
    store = SqlStore(engine)
    with store.writing("T1") as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])
    said = ((0, "ana", 0, "C1"), (1, "ben", 0, "C1"), (2, "ana", 0, "C1"), (3, "cal", 3, "G1"))
    HelpRecorder(store).record("T1", [MessagePosted(c, ts(at), who, "kafka", ts(root)) for at, who, root, c in said])
    before = read(store)
    downgrade(engine, "5a7e21c94b06")
    with engine.connect() as connection:
        lengths = text("SELECT scope, root_ts, messages FROM postings WHERE team_id = 'T1' AND term = ''")
        assert sorted(map(tuple, connection.execute(lengths))) == [("G1", ts(3), 1), ("public", ts(0), 3)]
    migrate(engine)
    assert read(store) == before
    with store.reading("T1") as work:
        assert {row.term for row in work.session.scalars(select(PostingRow).where(PostingRow.team_id == "T1"))} == {
            "kafka"
        }


def ts(second: int) -> str:
    return f"{1700000000 + second}.000000"


def read(store: SqlStore) -> list[tuple[str, str, float, float, float]]:
    """Who took which part in what."""
    with store.reading("T1") as work:
        seen = work.traces.elsewhere(ts(9), {"public", "G1"}, "", 100)
    columns = (seen.person, seen.thread, seen.first, seen.last, seen.messages)
    parts = zip(*(column.tolist() for column in columns), strict=True)
    return sorted((seen.people[who], seen.threads[where][1], *at) for who, where, *at in parts)
