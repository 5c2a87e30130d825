"""`/playground/...`; every answer is JSON, refusals are `{"error": code}` with status 400."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from playground.actions import ACTIONS
from playground.errors import NotAcknowledgedError, SlackError
from playground.faults import Fault
from playground.model import Json
from playground.objects.channels import channel_object
from playground.objects.messages import message_object
from playground.objects.people import user_object
from playground.slack import SLACK, Slack

Handler = Callable[[Slack, web.Request, Json], Awaitable[object]]


def add_routes(app: web.Application) -> None:
    """Serve the control API."""
    for method, path, handler in (
        ("POST", "/playground/do/{action}", _do),
        ("GET", "/playground/clock", _clock),
        ("POST", "/playground/clock", _advance),
        ("GET", "/playground/faults", _pending_faults),
        ("POST", "/playground/faults", _add_fault),
        ("DELETE", "/playground/faults", _clear_faults),
        ("POST", "/playground/sockets", _refresh_sockets),
        ("POST", "/playground/request-url", _use_request_url),
        ("GET", "/playground/state", _state),
        ("GET", "/playground/messages/{channel}", _messages),
        ("GET", "/playground/feed", _feed),
    ):
        app.router.add_route(method, path, _served(handler))


def _served(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def serve(request: web.Request) -> web.Response:
        try:
            result = await handler(request.app[SLACK], request, await _body(request))
        except SlackError as error:
            return web.json_response({"error": error.code, "details": error.details}, status=400)
        except NotAcknowledgedError as error:
            return web.json_response({"error": "not_acknowledged", "reason": str(error)}, status=504)
        except (TypeError, ValueError, KeyError) as error:
            return web.json_response({"error": "invalid_arguments", "details": str(error)}, status=400)
        return web.json_response(result)

    return serve


async def _body(request: web.Request) -> Json:
    text = await request.text()
    body = json.loads(text) if text else {}
    if not isinstance(body, dict):
        raise SlackError("invalid_arguments", need="a JSON object")
    return body


async def _do(slack: Slack, request: web.Request, body: Json) -> object:
    action = ACTIONS.get(request.match_info["action"])
    if action is None:
        raise SlackError("unknown_action", known=sorted(ACTIONS))
    return await action(slack, **body)


async def _clock(slack: Slack, _: web.Request, __: Json) -> object:
    return {"now": slack.workspace.clock.now(), "offset": slack.workspace.clock.offset}


async def _advance(slack: Slack, request: web.Request, body: Json) -> object:
    slack.workspace.clock.advance(float(body["seconds"]))
    return await _clock(slack, request, body)


async def _pending_faults(slack: Slack, _: web.Request, __: Json) -> object:
    return {"faults": slack.faults.pending()}


async def _add_fault(slack: Slack, _: web.Request, body: Json) -> object:
    slack.faults.add(Fault(**body))
    return {"faults": slack.faults.pending()}


async def _clear_faults(slack: Slack, _: web.Request, __: Json) -> object:
    slack.faults.clear()
    return {"faults": []}


async def _refresh_sockets(slack: Slack, _: web.Request, body: Json) -> object:
    if body.get("abrupt"):
        await slack.sockets.disconnect()
    else:
        await slack.sockets.refresh(body.get("reason", "refresh_requested"))
    return {"connections": slack.sockets.connections}


async def _use_request_url(slack: Slack, _: web.Request, body: Json) -> object:
    await slack.request_urls.verify(body["url"])
    slack.use_http()
    return {}


async def _state(slack: Slack, _: web.Request, __: Json) -> object:
    workspace = slack.workspace
    return {
        "team": workspace.team.id,
        "app": {"id": workspace.app.id, "user_id": workspace.app.user_id},
        "connections": slack.sockets.connections,
        "people": [user_object(workspace, person) for person in workspace.people.values()],
        "channels": [
            channel_object(workspace, channel, channel.creator) | {"members": channel.members}
            for channel in workspace.channels.values()
        ],
        "underway": slack.courier.underway,
    }


async def _messages(slack: Slack, request: web.Request, _: Json) -> object:
    channel = slack.workspace.channel(request.match_info["channel"])
    return {
        "messages": [message_object(slack.workspace, message) for message in channel.in_order()],
        "ephemerals": [
            message_object(slack.workspace, message) | {"ephemeral_to": message.ephemeral_to}
            for message in channel.ephemerals.values()
        ],
    }


async def _feed(slack: Slack, request: web.Request, _: Json) -> object:
    after, kind = int(request.query.get("after", "0")), request.query.get("kind")
    return {"occurrences": [one.as_json() for one in slack.workspace.feed.recent(kind, after)]}
