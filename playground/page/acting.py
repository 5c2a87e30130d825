"""What the page does in a person's name."""

import json
from typing import Any

from aiohttp import web

from playground.actions import ACTIONS
from playground.changes.files import announce_file, complete_file, store_content
from playground.errors import SlackError
from playground.model import Json
from playground.objects.files import file_object
from playground.page.refusals import explained
from playground.page.viewer import viewer_of
from playground.slack import SLACK


def add_routes(app: web.Application) -> None:
    """Answer `POST /page/act/<action>` and `POST /page/upload`."""
    app.router.add_post("/page/act/{action}", explained(_act))
    app.router.add_post("/page/upload", explained(_upload))


async def _act(request: web.Request) -> web.Response:
    action = ACTIONS.get(request.match_info["action"])
    if action is None:
        raise SlackError("unknown_action", action=request.match_info["action"])
    arguments = await _json(request) | {"user": viewer_of(request).id}
    try:
        result = await action(request.app[SLACK], **arguments)
    except TypeError as error:
        raise SlackError("invalid_arguments", why=str(error)) from error
    return web.json_response(result)


async def _upload(request: web.Request) -> web.Response:
    workspace, viewer = request.app[SLACK].workspace, viewer_of(request)
    field = (await request.post()).get("file")
    if not isinstance(field, web.FileField):
        raise SlackError("invalid_arguments", need="file")
    content = field.file.read()
    file = announce_file(workspace, viewer.id, field.filename, len(content))
    store_content(file, content)
    complete_file(workspace, file, request.query.getall("channel", []))
    return web.json_response(file_object(workspace, file))


async def _json(request: web.Request) -> Json:
    try:
        body: Any = await request.json()
    except json.JSONDecodeError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(body, dict):
        raise SlackError("invalid_json")
    return body
