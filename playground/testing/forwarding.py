"""An address that passes every request on, and its answer back as it is: what stands before servers in earnest."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from playground.testing.serving import served

Choose = Callable[[str, Mapping[str, str], bytes], str]
"""The address (`http://host:port`) for a request's path, headers and body."""

HOP_BY_HOP = frozenset({"host", "connection", "content-length", "transfer-encoding", "keep-alive"})


@contextmanager
def forwarding(choose: Choose) -> Iterator[str]:
    """The address, without a slash at the end; where nobody answers behind it, it says 502."""

    class Handler(_Handler):
        target = staticmethod(choose)

    with served(Handler) as address:
        yield address


class _Handler(BaseHTTPRequestHandler):
    target: Choose

    def do_GET(self) -> None:
        """Pass on."""
        self._pass_on()

    def do_POST(self) -> None:
        """Pass on."""
        self._pass_on()

    def log_message(self, format: str, *args: object) -> None:
        """Write no log."""

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        connection = HTTPConnection(urlsplit(self.target(self.path, headers, body)).netloc)
        try:
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            self._answer(answer.status, answer.getheaders(), answer.read())
        except (OSError, HTTPException):
            self._answer(502, [], b"")
        finally:
            connection.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
