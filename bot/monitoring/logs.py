"""The log: structured, on stderr, with request ids, and without a word of what people write or are called.

What Kith logs itself are facts by name (ids, kinds, counts, times). What libraries log, and what exceptions say, may
quote what they were given: of these only what surely quotes nothing is kept.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from structlog.types import EventDict, Processor

from bot.domain.errors import SlackBusy, SlackRefused, StoreUnavailable
from bot.services.slack_json import OddObject

QUIET = ("alembic.runtime.plugins", "apscheduler", "waitress.queue")
"""Libraries that say nothing of interest below a warning."""

QUOTING = ("slack_bolt", "slack_sdk")
"""Libraries whose messages go on with what they were given, after the first bracket or colon."""

SPEAKABLE = (SlackBusy, SlackRefused, StoreUnavailable, OddObject, OSError, SQLAlchemyError)
"""Errors whose first line is of our making, or the system's; engines hide parameters."""

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure(level: str, *, as_json: bool) -> None:
    """Log from here on: one line of JSON for each event, or lines to read. Libraries never log below INFO."""
    number = logging.getLevelNamesMapping()[level]
    shared = _shared()
    finish: list[Processor] = (
        [structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    structlog.configure(
        processors=[*shared, *finish],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, _unquoted, *shared],
            processors=[remove_meta, *finish],
        )
    )
    logging.basicConfig(level=max(number, logging.INFO), handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def traceback_of(exc_info: ExceptionInfo) -> str:
    """Where an exception and its causes came from: frames and classes, and messages only where they quote nobody."""
    parts = []
    for error in reversed(list(_causes(exc_info[1]))):
        said = f": {str(error).splitlines()[0]}" if isinstance(error, SPEAKABLE) and str(error) else ""
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{frames}{type(error).__qualname__}{said}")
    return "\n\n".join(parts)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(traceback_of),
    ]


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _causes(one)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _unquoted(_: Any, __: str, event: EventDict) -> EventDict:
    """A library's message up to where it begins to quote."""
    if str(event.get("logger")).startswith(QUOTING):
        said = str(event["event"])
        event["event"] = said[: min((place for mark in "({:\n\"'" if (place := said.find(mark)) > 0), default=None)]
    return event
