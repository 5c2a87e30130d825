"""Where response URLs lead."""

import json

from aiohttp import web

from playground.errors import SlackError
from playground.model import Json
from playground.slack import SLACK


def add_routes(app: web.Application) -> None:
    """Take answers at `/hooks/<kind>/<team>/<secret>`."""
    app.router.add_post("/hooks/{kind}/{team}/{secret}", _answer)


async def _answer(request: web.Request) -> web.Response:
    slack, secret = request.app[SLACK], request.match_info["secret"]
    answer = await _body(request)
    status, result = 200, "ok"
    try:
        slack.response_urls.use(secret, answer)
    except SlackError as error:
        status, result = 404 if error.code in ("used_url", "expired_url") else 400, error.code
    shown = {"kind": request.match_info["kind"], "url": "response_url"} | answer
    slack.workspace.feed.publish(
        "api_call",
        method="response_url",
        arguments=shown,
        status=status,
        response={"ok": result == "ok", "error": result},
        seconds=0.0,
    )
    if status == 200:
        return web.Response(text="ok")
    return web.json_response({"ok": False, "error": result}, status=status)


async def _body(request: web.Request) -> Json:
    try:
        if request.content_type == "application/json":
            body = await request.json()
        else:
            body = json.loads(str((await request.post()).get("payload", "")))
    except json.JSONDecodeError as error:
        raise web.HTTPBadRequest(text="invalid_payload") from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="invalid_payload")
    return body
