"""`kith run`: the bot, until it is told to stop."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer

import structlog

from bot.app import open_store
from bot.monitoring.logs import configure
from bot.services.ports import Clock
from bot.settings import LogFormat, SlackSettings, load
from bot.slack.distant_clock import DistantClock
from bot.slack_app import build, monitor_of, reception_of

LOCK_SECONDS = 2.0
"""For so long Kith waits for what others write: Slack wants its acknowledgement, and a person a word, within three."""

BROKEN_OFF = 1
"""The exit code of a process that did not stop in time."""

log = structlog.get_logger(__name__)


def run() -> None:
    """Listen, answer and post, until SIGTERM or Ctrl-C; what is under way then is finished. Raises KithError.

    What does not end within the time that the settings allow is broken off: all of it survives a crash.
    """
    serve(load(SlackSettings))


def serve(settings: SlackSettings) -> None:
    """Run on these settings until told to stop. Raises KithError."""
    configure(settings.kith_log_level, as_json=settings.kith_log_format is LogFormat.JSON)
    stopping = _stop_signal()
    with open_store(settings, LOCK_SECONDS) as store:
        app = build(settings, store, _clock(settings))
        reception = reception_of(app, settings)
        monitor = monitor_of(app, reception, settings)
        app.start()
        monitor.start()
        try:
            reception.open()
            app.hear_through(reception)
            log.info("Kith is running; Ctrl-C stops it", mode=settings.kith_mode.value)
            stopping.wait()
        finally:
            with _limited(settings.kith_stop_within):
                reception.close()
                app.stop()
                monitor.stop()


def _clock(settings: SlackSettings) -> Clock | None:
    """The workspace's own clock, if it has one; it must be there. Raises NotConfigured."""
    if not settings.kith_clock_url:
        return None
    clock = DistantClock(settings.kith_clock_url)
    clock()
    return clock


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """End the process where what is within takes longer."""
    limit = Timer(seconds, _break_off)
    limit.daemon = True
    limit.start()
    yield
    limit.cancel()


def _break_off() -> None:
    log.error("what was under way did not end in time and is broken off")
    os._exit(BROKEN_OFF)


def _stop_signal() -> Event:
    """Set by the first SIGTERM or Ctrl-C; a second one ends the process at once."""
    stopping = Event()

    def stop(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping
