"""Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode): the app's websockets."""

import asyncio
import contextlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from playground.delivery.envelope import Envelope
from playground.errors import NotAcknowledgedError, SlackError
from playground.feed import Feed
from playground.model import Json

MOST_SOCKETS = 10
LIFETIME = 3_600
WARN_BEFORE = 10
GRACE = 1.0


@dataclass(eq=False)
class Socket:
    """One websocket of the app, with the acknowledgements it still owes."""

    connection: web.WebSocketResponse
    request: web.Request
    owed: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    closing: asyncio.Future[bool] | None = None

    def settle(self, message: Json) -> None:
        """Take an acknowledgement; one that is unknown or late is ignored, as Slack does."""
        future = self.owed.pop(str(message.get("envelope_id")), None)
        if future and not future.done():
            future.set_result(message.get("payload"))


class SocketPool:
    """Up to ten websockets, each envelope to one of them; `lifetime`, `warn_before` in seconds."""

    def __init__(self, feed: Feed, app_id: str, lifetime: float = LIFETIME, warn_before: float = WARN_BEFORE) -> None:
        self._feed = feed
        self._app_id = app_id
        self._lifetime = lifetime
        self._warn_before = warn_before
        self._tickets: set[str] = set()
        self._sockets: list[Socket] = []
        self._retired: set[Socket] = set()

    @property
    def connections(self) -> int:
        """How many websockets are open."""
        return len(self._sockets)

    def ticket(self) -> str:
        """What allows one websocket to be opened; raises SlackError when ten are open."""
        if len(self._sockets) >= MOST_SOCKETS:
            raise SlackError("too_many_websockets")
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    async def send(self, envelope: Envelope, timeout: float) -> Any:
        """Send an envelope down one socket and wait for its acknowledgement; raises NotAcknowledgedError."""
        if not self._sockets:
            raise NotAcknowledgedError("no_connection")
        self._sockets.append(socket := self._sockets.pop(0))
        future = socket.owed[envelope.id] = asyncio.get_running_loop().create_future()
        try:
            await socket.connection.send_json(envelope.as_json())
            return await asyncio.wait_for(future, timeout)
        except (TimeoutError, ConnectionError) as error:
            raise NotAcknowledgedError("timeout") from error
        finally:
            socket.owed.pop(envelope.id, None)

    async def disconnect(self) -> None:
        """Cut the sockets off without a word, as a broken line does."""
        for socket in [*self._sockets, *self._retired]:
            if transport := socket.request.transport:
                transport.abort()

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew: `warning` only announces it, else the sockets are closed a second later."""
        await asyncio.gather(*(self._say_goodbye(socket, reason) for socket in list(self._sockets)))

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one websocket open until either side ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="a websocket address can be used once only")
        self._tickets.discard(ticket)
        connection = web.WebSocketResponse(heartbeat=10, autoping=True)
        await connection.prepare(request)
        socket = Socket(connection, request)
        self._sockets.append(socket)
        refresher = asyncio.get_running_loop().create_task(self._expire(socket))
        try:
            await connection.send_json(self._hello())
            self._feed.publish("socket", connections=self.connections)
            await self._listen(socket)
        finally:
            refresher.cancel()
            self._forget(socket)
        return connection

    async def _listen(self, socket: Socket) -> None:
        with contextlib.suppress(ConnectionError):
            async for message in socket.connection:
                if message.type is WSMsgType.TEXT:
                    socket.settle(_as_object(message.data))

    def _forget(self, socket: Socket) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
        self._retired.discard(socket)
        for future in socket.owed.values():
            if not future.done():
                future.set_exception(ConnectionError("the socket was closed"))
        self._feed.publish("socket", connections=self.connections)

    async def _expire(self, socket: Socket) -> None:
        await asyncio.sleep(max(self._lifetime - self._warn_before, 0))
        await self._say_goodbye(socket, "warning")
        await asyncio.sleep(self._warn_before)
        await self._say_goodbye(socket, "refresh_requested")

    async def _say_goodbye(self, socket: Socket, reason: str) -> None:
        debug_info = {"host": "playground"}
        await socket.connection.send_json({"type": "disconnect", "reason": reason, "debug_info": debug_info})
        if reason != "warning":
            self._retire(socket)

    def _retire(self, socket: Socket) -> None:
        self._sockets.remove(socket)
        self._retired.add(socket)
        asyncio.get_running_loop().call_later(GRACE, self._close, socket)

    def _close(self, socket: Socket) -> None:
        if socket in self._retired:
            socket.closing = asyncio.ensure_future(socket.connection.close())

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connections,
            "debug_info": {
                "host": "playground",
                "build_number": 1,
                "approximate_connection_time": int(self._lifetime),
            },
            "connection_info": {"app_id": self._app_id},
        }


def _as_object(text: str) -> Json:
    try:
        message = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return message if isinstance(message, dict) else {}
