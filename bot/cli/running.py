"""`kith run`: the bot, until it is told to stop."""

import signal
from threading import Event

import structlog

from bot.app import open_store
from bot.monitoring.logs import configure
from bot.settings import LogFormat, SlackSettings, load
from bot.slack.distant_clock import DistantClock
from bot.slack_app import build, monitor_of, reception_of

log = structlog.get_logger(__name__)


def run() -> None:
    """Listen, answer and post, until SIGTERM or Ctrl-C; what is under way then is finished. Raises KithError."""
    serve(load(SlackSettings))


def serve(settings: SlackSettings) -> None:
    """Run on these settings until told to stop. Raises KithError."""
    configure(settings.kith_log_level, as_json=settings.kith_log_format is LogFormat.JSON)
    stopping = _stop_signal()
    with open_store(settings) as store:
        app = build(settings, store, DistantClock(settings.kith_clock_url) if settings.kith_clock_url else None)
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
            reception.close()
            app.stop()
            monitor.stop()


def _stop_signal() -> Event:
    """Set by the first SIGTERM or Ctrl-C; a second one ends the process at once."""
    stopping = Event()

    def stop(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping
