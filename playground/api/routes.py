"""`/api/<method>`: who calls, may they, what goes wrong, and the answer."""

import asyncio
import inspect
import json
import math
import time
from email.utils import formatdate
from typing import Any

from aiohttp import BasicAuth, web

from playground.api import METHODS
from playground.api.call import Call, Method
from playground.errors import SlackError
from playground.model import Json
from playground.slack import SLACK, Slack
from playground.slack_app import SlackApp

SECRET_ARGUMENTS = {"token", "client_secret", "refresh_token"}


def add_routes(app: web.Application) -> None:
    """Serve the Web API."""
    app.router.add_route("*", "/api/{method}", _serve)


async def _serve(request: web.Request) -> web.StreamResponse:
    slack, name, started = request.app[SLACK], request.match_info["method"], time.monotonic()
    arguments, unreadable = await _arguments(request)
    arguments |= _basic_credentials(request)
    status, headers = 200, {"Date": formatdate(slack.workspace.clock.now(), usegmt=True)}
    if fault := slack.faults.take("slow_answer", name):
        await asyncio.sleep(fault.seconds)
    if fault := slack.faults.take("rate_limit", name):
        status, answer = 429, {"ok": False, "error": "ratelimited"}
        headers["Retry-After"] = str(max(1, round(fault.seconds)))
    elif slack.faults.take("server_error", name):
        status, answer = 500, {"ok": False, "error": "internal_error"}
    elif unreadable:
        answer = {"ok": False, "error": unreadable}
    else:
        answer = await _answer(slack, name, arguments, _token(request, arguments))
    slack.workspace.feed.publish(
        "api_call",
        method=name,
        arguments={key: value for key, value in arguments.items() if key not in SECRET_ARGUMENTS},
        status=status,
        response=answer,
        seconds=time.monotonic() - started,
    )
    if slack.faults.take("lost_answer", name) and request.transport:
        request.transport.abort()
    headers["X-OAuth-Scopes"] = ",".join(sorted(slack.workspace.app.manifest.bot_scopes))
    return web.json_response(answer, status=status, headers=headers)


async def _answer(slack: Slack, name: str, arguments: dict[str, Any], token: str | None) -> Json:
    try:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        _authenticate(slack, method, token)
        call = Call(slack, arguments)
        if method.token == "bot":
            call.need_scope(*method.scopes)
        result = method.handle(call)
        return {"ok": True} | (await result if inspect.isawaitable(result) else result)
    except SlackError as error:
        return {"ok": False, "error": error.code} | error.details


def _authenticate(slack: Slack, method: Method, token: str | None) -> None:
    app = slack.workspace.app
    if method.token == "none":
        return
    if not token:
        raise SlackError("not_authed")
    kind = _kind(app, token)
    if kind is None:
        raise SlackError("invalid_auth")
    if not app.is_installed:
        raise SlackError("account_inactive")
    if app.rotating.expiring.get(token, math.inf) <= slack.workspace.clock.now():
        raise SlackError("token_expired")
    if kind != method.token:
        raise SlackError("not_allowed_token_type")


def _kind(app: SlackApp, token: str) -> str | None:
    if token == app.credentials.app_token:
        return "app"
    lasting = not app.manifest.token_rotation and token == app.credentials.bot_token
    return "bot" if lasting or token in app.rotating.expiring else None


def _token(request: web.Request, arguments: dict[str, Any]) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token
    given = arguments.get("token")
    return str(given) if given else None


def _basic_credentials(request: web.Request) -> dict[str, str]:
    if not request.headers.get("Authorization", "").startswith("Basic "):
        return {}
    given = BasicAuth.decode(request.headers["Authorization"])
    return {"client_id": given.login, "client_secret": given.password}


async def _arguments(request: web.Request) -> tuple[dict[str, Any], str | None]:
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        text = await request.text()
        try:
            body = json.loads(text) if text else {}
        except json.JSONDecodeError:
            return arguments, "invalid_json"
        if not isinstance(body, dict):
            return arguments, "json_not_object"
        return arguments | body, None
    form = await request.post()
    return arguments | {key: value for key, value in form.items() if isinstance(value, str)}, None
