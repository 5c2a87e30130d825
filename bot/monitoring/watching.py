"""Work that nobody waits for, watched: its log lines name it, and its outcome is counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from threading import Event

import structlog
from structlog.contextvars import bound_contextvars

from bot.domain.outbox import OutboxItem
from bot.monitoring.metrics import Metrics
from bot.services.ports import Delivery, Note

log = structlog.get_logger(__name__)


def told_of_queued(woken: Iterable[Event], keys: Sequence[str]) -> None:
    """Say under which keys a request goes on in the outbox, and wake those who empty it."""
    log.info("queued", keys=keys)
    for event in woken:
        event.set()


def watched(deliveries: Mapping[str, Delivery], metrics: Metrics) -> dict[str, Delivery]:
    """The same deliveries, watched."""
    return {kind: partial(_deliver, metrics, delivery) for kind, delivery in deliveries.items()}


@contextmanager
def watched_job(metrics: Metrics, name: str) -> Iterator[None]:
    """Within this a job runs, watched."""
    with bound_contextvars(request=f"job:{name}"), metrics.running(name):
        yield


def _deliver(metrics: Metrics, delivery: Delivery, team: str, item: OutboxItem) -> Note | None:
    with bound_contextvars(request=item.key), metrics.sending(item.kind):
        return delivery(team, item)
