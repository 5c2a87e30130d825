"""What the page asks to draw itself: the workspace, messages, views, files."""

from aiohttp import web

from playground.changes.views import shown_modals
from playground.errors import SlackError
from playground.model import Channel, Person
from playground.objects.views import view_object
from playground.page.messages import thread_json, timeline_json
from playground.page.refusals import explained
from playground.page.snapshot import workspace_snapshot
from playground.page.viewer import viewer_of
from playground.slack import SLACK
from playground.workspace import Workspace

OPENED: web.AppKey[str] = web.AppKey("opened", str)


def add_routes(app: web.Application) -> None:
    """Answer `/page/workspace`, `/page/messages`, `/page/thread`, `/page/home`, `/page/modals`, `/page/files/…`."""
    app[OPENED] = app[SLACK].workspace.clock.next_ts()
    handlers = {"workspace": _workspace, "messages": _messages, "thread": _thread, "home": _home, "modals": _modals}
    for name, handler in handlers.items():
        app.router.add_get(f"/page/{name}", explained(handler))
    app.router.add_get("/page/files/{file}", explained(_file))


async def _workspace(request: web.Request) -> web.Response:
    return web.json_response(workspace_snapshot(request.app[SLACK], viewer_of(request), request.app[OPENED]))


async def _messages(request: web.Request) -> web.Response:
    workspace, viewer = request.app[SLACK].workspace, viewer_of(request)
    channel = _readable(workspace, viewer, request.query["channel"])
    return web.json_response(timeline_json(workspace, viewer, channel, request.app[OPENED]))


async def _thread(request: web.Request) -> web.Response:
    workspace, viewer = request.app[SLACK].workspace, viewer_of(request)
    channel = _readable(workspace, viewer, request.query["channel"])
    return web.json_response(thread_json(workspace, viewer, channel, request.query["ts"]))


async def _home(request: web.Request) -> web.Response:
    workspace = request.app[SLACK].workspace
    view = workspace.homes.get(viewer_of(request).id)
    return web.json_response({"view": view_object(workspace, view) if view else None})


async def _modals(request: web.Request) -> web.Response:
    workspace = request.app[SLACK].workspace
    return web.json_response({"modals": shown_modals(workspace, viewer_of(request).id)})


async def _file(request: web.Request) -> web.Response:
    workspace, viewer = request.app[SLACK].workspace, viewer_of(request)
    file = workspace.files.get(request.match_info["file"])
    if file is None or file.content is None:
        raise SlackError("file_not_found")
    places = [workspace.channels[channel] for channel in file.channels]
    if file.user != viewer.id and not any(workspace.may_read(viewer.id, place) for place in places):
        raise SlackError("file_not_found")
    shown = file.mimetype.startswith("image/") and "svg" not in file.mimetype
    disposition = "inline" if shown else "attachment"
    return web.Response(body=file.content, content_type=file.mimetype, headers={"Content-Disposition": disposition})


def _readable(workspace: Workspace, viewer: Person, channel_id: str) -> Channel:
    channel = workspace.channel(channel_id)
    if not workspace.may_read(viewer.id, channel):
        raise SlackError("channel_not_found", channel=channel_id)
    return channel
