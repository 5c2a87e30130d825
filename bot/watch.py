"""The composition root's eye: what makes a running Kith alive and ready, and where it is asked."""

from collections.abc import Sequence
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine

from bot.app import check_schema, database_errors
from bot.domain.errors import KithError
from bot.domain.outbox import Backlog
from bot.monitoring.database import watch
from bot.monitoring.health import Check, Remembered
from bot.monitoring.metrics import Metrics
from bot.services.ports import Clock
from bot.slack.sender import Sender
from storage.unit_of_work import SqlStore

ASKED_EVERY = {"database": 1.0, "slack": 30.0}
"""Seconds for which the outcome of a readiness check holds."""


def watch_database(store: SqlStore, metrics: Metrics, clock: Clock) -> None:
    """Measure a store's statements and its backlog."""
    watch(store.engine, metrics)
    metrics.watch_backlog(lambda: backlog_of(store.engine, clock()))


def backlog_of(engine: Engine, now: datetime) -> Backlog:
    """What a database's outboxes hold undone. Raises StoreUnavailable."""
    with database_errors(engine):
        return SqlStore(engine).backlog(now)


def aliveness(senders: Sequence[Sender], jobs: BackgroundScheduler) -> dict[str, Check]:
    """Whether the threads live that Kith starts itself."""

    def speak() -> None:
        for sender in senders:
            sender.check()

    def tick() -> None:
        if not jobs.running:
            raise KithError("No job runs any more; restart Kith.")

    return {"sender": speak, "jobs": tick}


def readiness(store: SqlStore, ask_slack: Check) -> dict[str, Check]:
    """Whether the database is there with its schema, and Slack, each asked now and then."""
    return {
        "database": Remembered(lambda: check_schema(store.engine), ASKED_EVERY["database"]),
        "slack": Remembered(ask_slack, ASKED_EVERY["slack"]),
    }
