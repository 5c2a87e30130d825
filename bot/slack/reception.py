"""How what Slack sends reaches Bolt: over a WebSocket that Kith opens, or by signed HTTP requests."""

from threading import Condition, Event, Thread
from typing import Any, Protocol

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from waitress import create_server, wasyncore

from bot.domain.errors import NotConfigured
from bot.slack.refusals import refusals

THREADS = 10
LONGEST_LISTENER = 20.0
RECEIVE_BYTES = 65_536
PATH = "/slack/events"


class Reception(Protocol):
    """Takes in what Slack sends."""

    def open(self) -> None:
        """Begin to receive; returns once it does. Raises SlackRefused, SlackBusy."""

    def close(self) -> None:
        """Receive no more; what was not acknowledged, Slack sends again."""


class SocketReception(SocketModeHandler):
    """Receives over Socket Mode, reconnecting as Slack asks."""

    def __init__(self, bolt: App, app_token: str) -> None:
        super().__init__(bolt, app_token, concurrency=THREADS, receive_buffer_size=RECEIVE_BYTES)
        self._under_way = 0
        self._is_closing = False
        self._changed = Condition()

    def open(self) -> None:
        """Connect to Slack."""
        with refusals():
            self.client.connect()

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Dispatch what Slack sent, unless Kith is about to stop: then Slack sends it again, to whoever comes next."""
        with self._changed:
            if self._is_closing:
                return
            self._under_way += 1
        try:
            super().handle(client, req)  # type: ignore[arg-type]
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def close(self) -> None:
        """Take nothing more on, acknowledge what is under way, and disconnect."""
        with self._changed:
            self._is_closing = True
            self._changed.wait_for(lambda: not self._under_way, LONGEST_LISTENER)
        self.client.close()


class HttpReception:
    """Receives signed requests over HTTP; `port` 0 takes any that is free. Raises NotConfigured where none is."""

    def __init__(self, bolt: App, host: str, port: int) -> None:
        self._sockets: dict[int, Any] = {}
        application = SlackRequestHandler(bolt, PATH)
        try:
            self._server = create_server(application, map=self._sockets, host=host, port=port, threads=THREADS)
        except OSError as error:
            raise NotConfigured(
                f"Kith cannot listen on {host}:{port} ({error}); change KITH_HOST or KITH_PORT."
            ) from error
        self._is_closing = Event()
        self._thread = Thread(target=self._run, name="kith-http")
        self.url = f"http://{host}:{self._server.effective_port}{PATH}"

    def open(self) -> None:
        """Answer requests; the port was taken before."""
        self._thread.start()

    def close(self) -> None:
        """Answer what is under way, then take no more."""
        self._server.task_dispatcher.shutdown(timeout=LONGEST_LISTENER)
        self._is_closing.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_closing.is_set():
            wasyncore.loop(timeout=0.2, map=self._sockets, count=1)
        wasyncore.close_all(self._sockets)
