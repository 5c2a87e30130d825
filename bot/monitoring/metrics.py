"""The instruments of one running Kith, in Prometheus' terms (https://prometheus.io/docs/practices/naming)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.metadata import version
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.domain.errors import KithError, Paused, SlackBusy, StoreUnavailable
from bot.domain.outbox import Backlog
from bot.services.slack_json import OddObject

QUICK = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10)
"""Seconds: statements, and acknowledgements, for which Slack allows three."""

PATIENT = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900)
"""Seconds: what people wait for, Slack's calls and jobs."""


class Metrics:
    """Counts what happens. Labels are kinds of things alone: no workspace, channel or person."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        Info("kith_build", "The version that runs.", registry=self.registry).info({"version": version("kith")})
        self._deliveries = self._counter("deliveries", "What Slack sent, by what came of it.", "type", "outcome")
        self._redeliveries = self._counter("redeliveries", "What Slack sent again.", "type")
        self._waited = self._seconds("lane_wait", "From receipt until a thread takes it up.", QUICK, "lane")
        self._turned_away = self._counter("turned_away", "What Slack sent while too much waited already.")
        self._acknowledged = self._seconds("acknowledgement", "From then on to the answer to Slack.", QUICK, "type")
        self._answered = self._seconds("answer", "From a question in Slack to its answer.", PATIENT)
        self._outbox = self._counter("outbox_items", "Items of the outbox taken up, by outcome.", "kind", "outcome")
        self._statements = self._seconds("database", "Statements, by their first word.", QUICK, "operation")
        self._database_errors = self._counter("database_errors", "Statements that failed, by error.", "error")
        self._calls = self._counter("slack_calls", "Calls of the Web API, by outcome.", "method", "outcome")
        self._call_seconds = self._seconds("slack_call", "Calls with all their repetitions.", PATIENT, "method")
        self._held_back = self._counter("slack_rate_limited", "Answers of the Web API to wait.", "method")
        self._jobs = self._counter("jobs", "Runs of scheduled jobs, by outcome.", "job", "outcome")
        self._job_seconds = self._seconds("job", "Runs of scheduled jobs.", PATIENT, "job")

    def delivered(self, type_: str, outcome: str, seconds: float, *, again: bool) -> None:
        """Slack was answered something it sent, `again` where it had sent it before."""
        self._deliveries.labels(type_, outcome).inc()
        self._acknowledged.labels(type_).observe(seconds)
        if again:
            self._redeliveries.labels(type_).inc()

    def waited(self, lane: str, seconds: float) -> None:
        """A thread took up what Slack had sent."""
        self._waited.labels(lane).observe(seconds)

    def turned_away(self) -> None:
        """Something that Slack sent was given back unread."""
        self._turned_away.inc()

    def answered(self, after: timedelta) -> None:
        """An answer was posted, so long after its question."""
        self._answered.observe(after.total_seconds())

    @contextmanager
    def sending(self, kind: str) -> Iterator[None]:
        """Count an item of the outbox, by how it goes."""
        outcome = "done"
        try:
            yield
        except (SlackBusy, Paused):
            outcome = "postponed"
            raise
        except (KithError, OddObject):
            outcome = "given_up"
            raise
        except Exception:
            outcome = "failed"
            raise
        finally:
            self._outbox.labels(kind, outcome).inc()

    def queried(self, operation: str, seconds: float) -> None:
        """A statement was executed."""
        self._statements.labels(operation).observe(seconds)

    def query_failed(self, error: str) -> None:
        """A statement failed, or a connection."""
        self._database_errors.labels(error).inc()

    def called(self, method: str, outcome: str, seconds: float) -> None:
        """A method of the Web API answered, or was given up."""
        self._calls.labels(method, outcome).inc()
        self._call_seconds.labels(method).observe(seconds)

    def held_back(self, method: str) -> None:
        """Slack said to wait with a method."""
        self._held_back.labels(method).inc()

    @contextmanager
    def running(self, job: str) -> Iterator[None]:
        """Time a job, and count it by how it ends."""
        began, outcome = perf_counter(), "failed"
        try:
            yield
            outcome = "done"
        finally:
            self._jobs.labels(job, outcome).inc()
            self._job_seconds.labels(job).observe(perf_counter() - began)

    def watch_backlog(self, read: Callable[[], Backlog]) -> None:
        """Report the outbox' backlog, read at each scrape. `read` raises StoreUnavailable where it cannot be."""
        self.registry.register(_BacklogCollector(read))

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"kith_{name}", what, labels, registry=self.registry)

    def _seconds(self, name: str, what: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"kith_{name}_seconds", what, labels, buckets=buckets, registry=self.registry)


class _BacklogCollector(Collector):
    def __init__(self, read: Callable[[], Backlog]) -> None:
        self._read = read

    def describe(self) -> list[Metric]:
        """Nothing beforehand: registering must not read the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The backlog as it is now; of a database that is down, only that it is."""
        try:
            backlog = self._read()
        except StoreUnavailable:
            yield GaugeMetricFamily("kith_database_up", "Whether the database can be read.", value=0)
            return
        yield GaugeMetricFamily("kith_database_up", "Whether the database can be read.", value=1)
        yield GaugeMetricFamily("kith_outbox_waiting", "Items not done yet.", value=backlog.waiting)
        yield GaugeMetricFamily("kith_outbox_due", "Items that should be done by now.", value=backlog.due)
        age = backlog.overdue.total_seconds()
        yield GaugeMetricFamily("kith_outbox_overdue_seconds", "How long the oldest of these has been due.", value=age)
