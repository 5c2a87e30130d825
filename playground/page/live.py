"""The websocket that tells the page what happened, and what of it a person may see."""

import asyncio

from aiohttp import web

from playground.feed import Occurrence
from playground.model import Person
from playground.page.refusals import explained
from playground.page.viewer import viewer_of
from playground.slack import SLACK
from playground.workspace import Workspace

HEARTBEAT = 20.0
REPLAYED = 200
INSPECTED = {"envelope", "api_call"}
SOCKETS: web.AppKey[set[web.WebSocketResponse]] = web.AppKey("page_sockets")


def add_routes(app: web.Application) -> None:
    """Answer `/page/live`."""
    app[SOCKETS] = set()
    app.router.add_get("/page/live", explained(_live))
    app.on_shutdown.append(_close_all)


async def _live(request: web.Request) -> web.WebSocketResponse:
    workspace, viewer = request.app[SLACK].workspace, viewer_of(request)
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
    await socket.prepare(request)
    waiting: asyncio.Queue[Occurrence] = asyncio.Queue()
    for occurrence in workspace.feed.recent()[-REPLAYED:]:
        waiting.put_nowait(occurrence)
    end = workspace.feed.subscribe(waiting.put_nowait)
    request.app[SOCKETS].add(socket)
    telling = asyncio.create_task(_tell(socket, workspace, viewer, waiting))
    try:
        async for _ in socket:
            pass
    finally:
        end()
        telling.cancel()
        request.app[SOCKETS].discard(socket)
    return socket


async def _tell(
    socket: web.WebSocketResponse, workspace: Workspace, viewer: Person, waiting: "asyncio.Queue[Occurrence]"
) -> None:
    while True:
        occurrence = await waiting.get()
        if concerns(workspace, viewer, occurrence):
            await socket.send_json(occurrence.as_json())


def concerns(workspace: Workspace, viewer: Person, occurrence: Occurrence) -> bool:
    """Whether the page of that person changes by it, or its inspector shows it."""
    body = occurrence.body
    if occurrence.kind in INSPECTED or ("channel" not in body and "user" not in body):
        return True
    if "user" in body:
        return bool(body["user"] == viewer.id)
    channel = workspace.channels.get(body["channel"] or "")
    return channel is None or occurrence.kind == "event" or workspace.may_read(viewer.id, channel)


async def _close_all(app: web.Application) -> None:
    sockets = app[SOCKETS]
    for socket in list(sockets):
        await socket.close(code=1001, message=b"The playground stops")
