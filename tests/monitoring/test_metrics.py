"""What is counted, and under which labels."""

from contextlib import suppress
from datetime import timedelta

import pytest
from prometheus_client import generate_latest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from bot.domain.errors import NotAllowed, SlackBusy, StoreUnavailable
from bot.domain.outbox import Backlog, OutboxItem
from bot.monitoring.database import watch
from bot.monitoring.metrics import Metrics
from bot.monitoring.watching import watched, watched_job
from bot.services.slack_json import OddObject
from tests.fakes import FakeClock


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def value(metrics: Metrics, name: str, **labels: str) -> float:
    """A sample, 0 where it was never counted."""
    return metrics.registry.get_sample_value(f"kith_{name}", labels) or 0.0


def test_deliveries_are_counted_by_type_and_redeliveries_beside(metrics: Metrics) -> None:
    metrics.delivered("message", "acknowledged", 0.002, again=False)
    metrics.delivered("message", "given_back", 0.5, again=True)
    assert value(metrics, "deliveries_total", type="message", outcome="acknowledged") == 1
    assert value(metrics, "deliveries_total", type="message", outcome="given_back") == 1
    assert value(metrics, "redeliveries_total", type="message") == 1
    assert value(metrics, "acknowledgement_seconds_count", type="message") == 2
    assert value(metrics, "acknowledgement_seconds_bucket", type="message", le="0.0025") == 1


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, "done"),
        (SlackBusy("ratelimited"), "postponed"),
        (NotAllowed("no"), "given_up"),
        (OddObject("odd"), "given_up"),
        (ZeroDivisionError(), "failed"),
    ],
)
def test_items_of_the_outbox_are_counted_by_how_they_go(
    metrics: Metrics, error: Exception | None, outcome: str
) -> None:
    def deliver(team: str, _: OutboxItem) -> None:
        assert team == "T1"
        if error:
            raise error

    item = OutboxItem("answer:C1:1.0", "answer", {}, FakeClock()())
    with suppress(Exception):
        watched({"answer": deliver}, metrics)["answer"]("T1", item)
    assert value(metrics, "outbox_items_total", kind="answer", outcome=outcome) == 1


def test_jobs_are_timed_and_those_that_fail_are_counted_as_failed(metrics: Metrics) -> None:
    with watched_job(metrics, "digests"):
        pass
    with pytest.raises(ZeroDivisionError), watched_job(metrics, "digests"):
        raise ZeroDivisionError
    assert value(metrics, "jobs_total", job="digests", outcome="done") == 1
    assert value(metrics, "jobs_total", job="digests", outcome="failed") == 1
    assert value(metrics, "job_seconds_count", job="digests") == 2


def test_statements_are_timed_by_their_first_word_and_failures_counted_by_error(
    metrics: Metrics, engine: Engine
) -> None:
    watch(engine, metrics)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        connection.execute(text("SELECT 2"))
    with pytest.raises(DatabaseError), engine.connect() as connection:
        connection.execute(text("SELECT salary FROM nowhere"))
    with engine.connect() as connection:
        connection.execute(text("SELECT 3"))
    assert value(metrics, "database_seconds_count", operation="SELECT") == 3
    failed = [s for m in metrics.registry.collect() if m.name == "kith_database_errors" for s in m.samples]
    assert [s.value for s in failed if s.name.endswith("_total")] == [1]


def test_the_backlog_is_read_at_each_scrape(metrics: Metrics) -> None:
    backlogs = [Backlog(3, 2, timedelta(seconds=90)), Backlog(0, 0, timedelta(0))]
    metrics.watch_backlog(lambda: backlogs.pop(0))
    assert b"kith_outbox_overdue_seconds 90.0" in generate_latest(metrics.registry)
    assert value(metrics, "outbox_waiting") == 0


def test_a_database_that_is_down_is_told_and_everything_else_still_counted(metrics: Metrics) -> None:
    def read() -> Backlog:
        raise StoreUnavailable("no")

    metrics.watch_backlog(read)
    metrics.answered(timedelta(seconds=2))
    scraped = generate_latest(metrics.registry).decode()
    assert "kith_database_up 0.0" in scraped
    assert "kith_answer_seconds_sum 2.0" in scraped
