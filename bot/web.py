"""WSGI applications, joined and served by waitress in a thread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waitress import create_server, wasyncore

from bot.domain.errors import NotConfigured

LARGEST_BODY = 2_000_000
"""Bytes of a request that are taken: Slack's largest message is 40,000 characters, told twice where it is edited."""


def not_found(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The page of all paths that lead nowhere."""
    start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "9")])
    return [b"Not Found"]


@dataclass(frozen=True, slots=True)
class Site:
    """A page for each path, and another application for all other paths."""

    pages: Mapping[str, WSGIApplication]
    elsewhere: WSGIApplication = not_found

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with the path's page."""
        return self.pages.get(str(environ.get("PATH_INFO")), self.elsewhere)(environ, start_response)


class WebServer:
    """Serves one application; `port` 0 takes any that is free. Raises NotConfigured where the port is in use."""

    def __init__(self, application: WSGIApplication, host: str, port: int, threads: int) -> None:
        self._sockets: dict[int, Any] = {}
        try:
            self._server = create_server(
                application,
                map=self._sockets,
                host=host,
                port=port,
                threads=threads,
                max_request_body_size=LARGEST_BODY,
                ident="",
            )
        except OSError as error:
            wasyncore.close_all(self._sockets, ignore_all=True)
            raise NotConfigured(
                f"Kith cannot listen on {host}:{port} ({error}); change KITH_HOST or KITH_PORT."
            ) from error
        self._is_closing = Event()
        self._thread = Thread(target=self._run, name=f"kith-web-{self._server.effective_port}")
        self.address = f"http://{host}:{self._server.effective_port}"

    def open(self) -> None:
        """Answer requests; the port was taken before."""
        self._thread.start()

    def close(self, within: float) -> None:
        """Answer what is under way, for so many seconds at most, then take no more."""
        self._server.task_dispatcher.shutdown(timeout=within)
        self._is_closing.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_closing.is_set():
            wasyncore.loop(timeout=0.2, map=self._sockets, count=1)
        wasyncore.close_all(self._sockets)
