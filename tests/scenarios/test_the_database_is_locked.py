"""Somebody holds the database: whoever asks is told in time, and what was said comes again."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from sqlalchemy import Engine

from bench.crashes import RETRIES, kith_process, rest
from bot.blocks.sorry import SORRY
from playground.testing import running_playground
from storage.unit_of_work import SqlStore
from tests.scenarios.conftest import MANIFEST


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Another process writes, and does not end."""
    with SqlStore(engine).writing("TELSEWHERE") as work:
        work.settings.set("tone", "calm")
        yield


def test_a_locked_database_is_told_of_within_three_seconds_and_loses_nothing(sqlite_engine: Engine) -> None:
    with (
        running_playground(MANIFEST, acknowledge_within=3.0, retry_delays=RETRIES) as playground,
        kith_process(playground, str(sqlite_engine.url)),
    ):
        playground.wait_until_connected(timeout=60)
        rest(playground, SqlStore(sqlite_engine))
        priya = playground.person("priya")
        with locked(sqlite_engine):
            began = monotonic()
            assert SORRY in str(priya.runs("/kith", "who knows terraform?"))
            assert monotonic() - began < 3
            asked = priya.posts("general", "@kith who knows terraform?")
            assert not [reply for reply in playground.thread(asked) if reply.by_app]
        playground.wait_for_reply(asked, "I know nobody", timeout=30)
        rest(playground, SqlStore(sqlite_engine))
        assert len([reply for reply in playground.thread(asked) if reply.by_app]) == 1
