"""A running Kith is ready when its database and Slack are, and alive when its threads are."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from bot.domain.errors import SlackRefused
from bot.domain.outbox import OutboxItem
from bot.monitoring.health import Health, faults
from bot.monitoring.metrics import Metrics
from bot.slack.sender import Sender
from bot.watch import aliveness, backlog_of, readiness, watch_database
from storage.migrating import downgrade
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock


@pytest.fixture
def sender(sqlite_store: SqlStore) -> Iterator[Sender]:
    sender = Sender(sqlite_store, {}, FakeClock(), idle=timedelta(seconds=0.01))
    sender.start()
    yield sender
    sender.stop()


@pytest.fixture
def jobs() -> Iterator[BackgroundScheduler]:
    jobs = BackgroundScheduler(timezone="UTC")
    jobs.start()
    yield jobs
    if jobs.running:
        jobs.shutdown()


def healthy() -> None:
    """Slack answers."""


@pytest.fixture
def health(sqlite_store: SqlStore, sender: Sender, jobs: BackgroundScheduler) -> Health:
    return Health(aliveness([sender], jobs), readiness(sqlite_store, healthy))


def test_a_kith_that_runs_is_alive_and_ready(health: Health) -> None:
    assert faults(health.alive) == faults(health.ready) == {}


def test_one_whose_threads_have_ended_is_not_alive_but_its_database_is_ready(
    health: Health, sender: Sender, jobs: BackgroundScheduler
) -> None:
    sender.stop()
    jobs.shutdown()
    assert set(faults(health.alive)) == {"sender", "jobs"}
    assert faults(health.ready) == {}


def test_one_whose_schema_is_older_is_not_ready(health: Health, sqlite_store: SqlStore, sender: Sender) -> None:
    sender.stop()
    downgrade(sqlite_store.engine, "-1")
    assert "run kith migrate" in faults(health.ready)["database"]


def test_one_whose_schema_is_newer_is_ready_since_others_roll_out(health: Health, sqlite_store: SqlStore) -> None:
    with sqlite_store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'f0f0f0f0f0f0'")
    assert faults(health.ready) == {}


def test_one_that_slack_refuses_is_not_ready(sqlite_store: SqlStore) -> None:
    def revoked() -> None:
        raise SlackRefused("token_revoked")

    assert faults(readiness(sqlite_store, revoked)) == {"slack": "Slack refused: token_revoked."}


def test_the_backlog_is_what_is_due_of_all_teams_and_since_when(store: SqlStore) -> None:
    clock = FakeClock()
    for team, key, minutes in (("T1", "old", -5), ("T2", "new", -1), ("T1", "later", 60)):
        with store.writing(team) as work:
            work.outbox.put(OutboxItem(key, "answer", {}, clock() + timedelta(minutes=minutes)))
    backlog = backlog_of(store.engine, clock())
    assert (backlog.waiting, backlog.due, backlog.overdue) == (3, 2, timedelta(minutes=5))
    for team, item in store.take(clock(), 90, 10):
        with store.writing(team) as work:
            work.outbox.done(item.id, clock())
    backlog = backlog_of(store.engine, clock())
    assert (backlog.waiting, backlog.due, backlog.overdue) == (1, 0, timedelta(0))


def test_a_watched_database_tells_its_backlog(sqlite_store: SqlStore) -> None:
    metrics = Metrics()
    watch_database(sqlite_store, metrics, FakeClock())
    assert metrics.registry.get_sample_value("kith_outbox_waiting") == 0
    assert metrics.registry.get_sample_value("kith_database_seconds_count", {"operation": "SELECT"}) == 1
