"""Watching statements: each is timed, counted, and logged under the request it belongs to."""

from time import perf_counter
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import ExceptionContext

from bot.monitoring.metrics import Metrics

SLOW_SECONDS = 1.0
BEGAN = "kith_began"

log = structlog.get_logger(__name__)


def watch(engine: Engine, metrics: Metrics) -> None:
    """Watch every statement of an engine. What is logged of one has placeholders where values go."""

    def begins(connection: Connection, *_: Any) -> None:
        connection.info.setdefault(BEGAN, []).append(perf_counter())

    def ends(connection: Connection, _: Any, statement: str, *__: Any) -> None:
        seconds = perf_counter() - connection.info[BEGAN].pop()
        metrics.queried(_operation(statement), seconds)
        if seconds >= SLOW_SECONDS:
            log.warning("slow query", seconds=round(seconds, 3), statement=statement)
        else:
            log.debug("query", ms=round(seconds * 1000, 1), statement=statement)

    def fails(failure: ExceptionContext) -> None:
        if failure.connection and failure.connection.info.get(BEGAN) and failure.statement:
            failure.connection.info[BEGAN].pop()
        metrics.query_failed(type(failure.sqlalchemy_exception or failure.original_exception).__name__)

    event.listen(engine, "before_cursor_execute", begins)
    event.listen(engine, "after_cursor_execute", ends)
    event.listen(engine, "handle_error", fails)


def _operation(statement: str) -> str:
    return statement.split(None, 1)[0].upper()
