"""The port on which a running Kith is watched."""

from dataclasses import dataclass, field
from threading import Event, Thread

import structlog

from bot.domain.errors import NotConfigured
from bot.web import Site, WebServer

THREADS = 6
AGAIN_AFTER = 5.0
CLOSES_WITHIN = 2.0

log = structlog.get_logger(__name__)


@dataclass
class MonitorServer:
    """Serves the monitoring site; with port 0 it does not.

    While another process has the port, as in a rolling restart, Kith runs unwatched.
    """

    site: Site
    host: str
    port: int
    again_after: float = AGAIN_AFTER
    _stopping: Event = field(default_factory=Event, init=False)
    _thread: Thread | None = field(default=None, init=False)

    @property
    def is_off(self) -> bool:
        """Whether there is nothing to serve on."""
        return not self.port

    def start(self) -> None:
        """Begin to serve, as soon as the port is free."""
        if self.is_off:
            return
        self._thread = Thread(target=self._run, name="kith-monitor")
        self._thread.start()

    def stop(self) -> None:
        """Serve no more."""
        self._stopping.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        server = self._server()
        if server is None:
            log.warning("the monitoring port is in use; set KITH_MONITOR_PORT", host=self.host, port=self.port)
        while server is None and not self._stopping.wait(self.again_after):
            server = self._server()
        if server:
            server.open()
            self._stopping.wait()
            server.close(CLOSES_WITHIN)

    def _server(self) -> WebServer | None:
        try:
            return WebServer(self.site, self.host, self.port, THREADS)
        except NotConfigured:
            return None
