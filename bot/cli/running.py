"""`kith run`: the bot, until it is told to stop."""

import logging
import signal
import sys
from threading import Event

import structlog
from rich.console import Console

from bot.app import open_store
from bot.settings import SlackSettings, load
from bot.slack.distant_clock import DistantClock
from bot.slack_app import build, reception_of

QUIET = ("apscheduler", "waitress.queue")


def run() -> None:
    """Listen, answer and post, until SIGTERM or Ctrl-C; what is under way then is finished. Raises KithError."""
    serve(load(SlackSettings))


def serve(settings: SlackSettings) -> None:
    """Run on these settings until told to stop. Raises KithError."""
    _log(settings.kith_log_level)
    stopping = _stop_signal()
    with open_store(settings) as store:
        app = build(settings, store, DistantClock(settings.kith_clock_url) if settings.kith_clock_url else None)
        reception = reception_of(app, settings)
        app.start()
        try:
            reception.open()
            Console(highlight=False, stderr=True).print(f"Kith is running ({settings.kith_mode}). Ctrl-C stops it.")
            stopping.wait()
        finally:
            reception.close()
            app.stop()


def _stop_signal() -> Event:
    """Set by the first SIGTERM or Ctrl-C; a second one ends the process at once."""
    stopping = Event()

    def stop(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping


def _log(level: str) -> None:
    """Log to stderr. Slack's libraries log payloads when they debug, so they never do: no text is logged."""
    number = logging.getLevelNamesMapping()[level]
    logging.basicConfig(level=max(number, logging.INFO), format="%(asctime)s %(levelname)-7s %(name)s %(message)s")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
