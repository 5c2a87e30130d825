"""How what Slack sends reaches Bolt: over a WebSocket that Kith opens, or by signed HTTP requests."""

from collections.abc import Mapping
from typing import Protocol
from wsgiref.types import WSGIApplication

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.adapter.wsgi.http_request import WsgiHttpRequest
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.domain.errors import SlackBusy
from bot.services.slack_json import OddObject, reading
from bot.slack.lanes import NOBODY, OVERHEARD, QUEUED, URGENT, LaneObserver, Lanes, Narrows
from bot.slack.refusals import refusals
from bot.web import Site, WebServer

THREADS = URGENT + OVERHEARD + QUEUED
LONGEST_LISTENER = 20.0
RECEIVE_BYTES = 65_536
PATH = "/slack/events"


class Reception(Protocol):
    """Takes in what Slack sends."""

    def open(self) -> None:
        """Begin to receive; returns once it does. Raises SlackRefused, SlackBusy."""

    def is_receiving(self) -> bool:
        """Whether what Slack sends would arrive now."""

    def close(self) -> None:
        """Receive no more; what was not acknowledged, Slack sends again."""


class SocketReception(SocketModeHandler):
    """Receives over Socket Mode, reconnecting as Slack asks."""

    def __init__(self, bolt: App, app_token: str, observer: LaneObserver = NOBODY) -> None:
        super().__init__(bolt, app_token, concurrency=1, receive_buffer_size=RECEIVE_BYTES)
        self._lanes = Lanes(observer)

    def open(self) -> None:
        """Connect to Slack."""
        with refusals():
            self.client.connect()

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Dispatch what Slack sent, unless Kith is about to stop: then Slack sends it again, to whoever comes next."""
        dispatch = super().handle
        self._lanes.run(req.payload, lambda: dispatch(client, req))  # type: ignore[arg-type]

    def close(self) -> None:
        """Take nothing more on, acknowledge what is under way, and disconnect."""
        self._lanes.close(LONGEST_LISTENER)
        self.client.close()

    def is_receiving(self) -> bool:
        """Whether there is a connection."""
        return bool(self.client.is_connected())

    def check(self) -> None:
        """Raises SlackBusy while there is no connection."""
        if not self.is_receiving():
            raise SlackBusy("there is no Socket Mode connection")


class SlackRequests(SlackRequestHandler):
    """Bolt's WSGI application, which answers 400 to what is no request of Slack's at all.

    In a flood it turns overheard events away (503), which Slack sends again.
    """

    def __init__(self, bolt: App, path: str, narrows: Narrows) -> None:
        super().__init__(bolt, path)
        self._narrows = narrows

    def dispatch(self, request: WsgiHttpRequest) -> BoltResponse:
        """Read a request and have it answered."""
        try:
            with reading("a request"):
                sent = BoltRequest(body=request.get_body(), query=request.query_string, headers=request.get_headers())
        except (OddObject, RecursionError):
            return BoltResponse(status=400)
        with self._narrows.passage(sent.body) as may_pass:
            return self.app.dispatch(sent) if may_pass else BoltResponse(status=503)


class HttpReception:
    """Receives signed requests over HTTP; `port` 0 takes any that is free. Raises NotConfigured where none is.

    `pages` are served beside, by their paths.
    """

    def __init__(
        self,
        bolt: App,
        host: str,
        port: int,
        pages: Mapping[str, WSGIApplication] | None = None,
        observer: LaneObserver = NOBODY,
    ) -> None:
        self._narrows = Narrows(observer)
        site = Site(pages or {}, elsewhere=SlackRequests(bolt, PATH, self._narrows))
        self._server = WebServer(site, host, port, THREADS)
        self.url = f"{self._server.address}{PATH}"

    def open(self) -> None:
        """Answer requests; the port was taken before."""
        self._server.open()

    def is_receiving(self) -> bool:
        """Whether nothing was turned away lately; whether Slack can reach the port, Kith cannot know."""
        return not self._narrows.overflowed()

    def close(self) -> None:
        """Answer what is under way, then take no more."""
        self._server.close(LONGEST_LISTENER)
