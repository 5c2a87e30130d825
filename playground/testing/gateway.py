"""Several workspaces behind one address, as Slack's are: whose a request is follows from its team, code or token."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from playground.testing.client import Playground

PASSED_ON = ("Authorization", "Content-Type")


@contextmanager
def one_address(playgrounds: Sequence[Playground]) -> Iterator[str]:
    """The address of all these workspaces together, without a slash at the end.

    `/oauth/v2/authorize` leads to the workspace of its `team`; what is nobody's leads to the first.
    """

    class Handler(_Handler):
        workspaces = playgrounds

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Passes a request on, and its answer back as it is."""

    workspaces: Sequence[Playground]

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
        connection = HTTPConnection(urlsplit(self._workspace(body).address).netloc)
        headers = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _workspace(self, body: bytes) -> Playground:
        told = parse_qs(urlsplit(self.path).query) | parse_qs(body.decode(errors="replace"))
        _, _, token = self.headers.get("Authorization", "").partition("Bearer ")
        secrets = [token, *told.get("code", ()), *told.get("refresh_token", ()), *told.get("token", ())]
        named = told.get("team", [""])[0]
        for workspace in self.workspaces:
            if workspace.team_id == named or any(secret and workspace.knows(secret) for secret in secrets):
                return workspace
        return self.workspaces[0]
