"""The app's home tab and its modals."""

from typing import Any

from playground.actions.payloads import interaction
from playground.blockkit import accept_view
from playground.blockkit.elements import interactive_elements
from playground.blockkit.state import entry, initial_values, problems
from playground.changes.channels import open_direct_message
from playground.changes.events import agent_context, publish_event
from playground.changes.views import announce_view, close_modals, push_modal, update_view
from playground.errors import SlackError
from playground.model import Json, View
from playground.objects.views import view_object
from playground.slack import Slack


async def open_home(slack: Slack, *, user: str, tab: str = "home") -> Json:
    """Open the app's home: its `home` tab or its `messages`; returns the home view as it is now."""
    workspace = slack.workspace
    person = workspace.person(user)
    channel = open_direct_message(workspace, [person.id, workspace.app.user_id])
    event: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab}
    view = workspace.homes.get(person.id)
    shown = view_object(workspace, view) if view else None
    seen = {"view": shown} if shown and tab == "home" else {}
    context = agent_context(workspace, person.id)
    publish_event(workspace, event | seen | ({"context": context} if context else {}), channel)
    return {"channel": channel.id, "view": shown}


async def look_at(slack: Slack, *, user: str, channel: str) -> Json:
    """Look at a channel; an agent that asked for it (`app_context_changed`) hears of that."""
    workspace = slack.workspace
    person, where = workspace.person(user), workspace.channel(channel)
    if not workspace.may_read(person.id, where):
        raise SlackError("channel_not_found")
    workspace.looking_at[person.id] = where.id
    if agent_context(workspace, person.id):
        home = open_direct_message(workspace, [person.id, workspace.app.user_id])
        event: Json = {"type": "app_context_changed", "user": person.id, "channel": home.id}
        publish_event(workspace, event | {"context": agent_context(workspace, person.id)}, home)
    return {}


async def submit_view(slack: Slack, *, user: str, view_id: str, values: Json | None = None) -> Json:
    """Submit a modal with what was entered: `values` by block id, action id or label, each a plain value.

    Returns the `errors` that keep it open (by block id), from Slack or from the app, or an empty object.
    """
    workspace = slack.workspace
    view = _top(slack, user, view_id)
    entered = initial_values(view.body["blocks"]) | view.values
    for name, value in (values or {}).items():
        _enter(view, entered, name, value)
    view.values = entered
    if wrong := problems(view.body["blocks"], entered):
        return _refuse(slack, view, wrong)
    person = workspace.person(user)
    payload = interaction(workspace, "view_submission", person)
    payload |= {"trigger_id": slack.triggers.issue(person.id), "response_urls": []}
    payload["view"] = view_object(workspace, view)
    answer = await slack.courier.interact("interactive", payload)
    return _follow(slack, view, answer if isinstance(answer, dict) else {})


async def close_view(slack: Slack, *, user: str, view_id: str, all_views: bool = False) -> Json:
    """Close a modal (or all that are stacked); the app hears of those with `notify_on_close`."""
    person = slack.workspace.person(user)
    _top(slack, user, view_id)
    closed = close_modals(slack.workspace, person.id, None if all_views else 1)
    for view in closed:
        if view.body.get("notify_on_close"):
            payload = interaction(slack.workspace, "view_closed", person)
            shown = view_object(slack.workspace, view)
            await slack.courier.interact("interactive", payload | {"view": shown, "is_cleared": all_views})
    return {}


def _top(slack: Slack, user: str, view_id: str) -> View:
    stack = slack.workspace.modals.get(slack.workspace.person(user).id, [])
    if not stack or stack[-1].id != view_id:
        raise SlackError("view_not_open", view_id=view_id)
    return stack[-1]


def _enter(view: View, entered: dict[str, dict[str, Json]], name: str, value: Any) -> None:
    elements = interactive_elements(view.body["blocks"])
    for block, element in sorted(elements, key=lambda pair: pair[0]["block_id"] != name):
        label = block.get("label", {}).get("text")
        if name in (block["block_id"], element["action_id"], label):
            held = value if _is_entry(value) else entry(element, value)
            entered.setdefault(block["block_id"], {})[element["action_id"]] = held
            return
    raise SlackError("input_not_found", name=name)


def _is_entry(value: Any) -> bool:
    return isinstance(value, dict) and "type" in value and len(value) == 2


def _refuse(slack: Slack, view: View, errors: dict[str, str]) -> Json:
    view.errors = errors
    announce_view(slack.workspace, view)
    return {"errors": errors}


def _follow(slack: Slack, view: View, answer: Json) -> Json:
    workspace = slack.workspace
    match answer.get("response_action"):
        case "errors":
            return _refuse(slack, view, dict(answer["errors"]))
        case "update":
            update_view(workspace, view, accept_view(workspace, answer["view"]))
        case "push":
            push_modal(workspace, view.user_id, accept_view(workspace, answer["view"]))
        case "clear":
            close_modals(workspace, view.user_id)
        case _:
            stack = workspace.modals.get(view.user_id, [])
            if any(one.id == view.id for one in stack):
                close_modals(workspace, view.user_id, 1)
    return {}
