"""Buttons, menus, shortcuts and slash commands."""

from typing import Any

from playground.actions.payloads import channel_name, channel_reference, interaction, message_source
from playground.blockkit.elements import find_element
from playground.blockkit.state import STATELESS, entry, initial_values
from playground.changes.views import announce_view
from playground.composer import compose
from playground.errors import SlackError
from playground.model import Channel, Json, Message, Person, View
from playground.objects.messages import message_object
from playground.objects.views import view_object
from playground.responses import respond
from playground.slack import Slack

Place = tuple[Channel, Message] | View


async def press(
    slack: Slack,
    *,
    user: str,
    action_id: str,
    block_id: str | None = None,
    channel: str | None = None,
    ts: str | None = None,
    view_id: str | None = None,
    value: str | None = None,
) -> Json:
    """Press a button in a message or view; `value` says which of two feedback buttons."""
    place = _place(slack, user, channel, ts, view_id)
    block, element = find_element(_blocks(place), action_id, block_id)
    action = {"action_id": action_id, "block_id": block["block_id"], "type": element["type"]}
    if element["type"] == "feedback_buttons":
        sides = (element["positive_button"], element["negative_button"])
        chosen = next((side for side in sides if side.get("value") == value), sides[0])
        action |= {"text": chosen["text"], "value": chosen.get("value", "")}
    else:
        action |= {key: element[key] for key in ("text", "value", "style", "url", "confirm") if key in element}
    return await _send(slack, user, place, action)


async def choose(
    slack: Slack,
    *,
    user: str,
    action_id: str,
    value: Any,
    block_id: str | None = None,
    channel: str | None = None,
    ts: str | None = None,
    view_id: str | None = None,
) -> Json:
    """Pick in a menu or fill an input; an input tells the app only if it has `dispatch_action`."""
    place = _place(slack, user, channel, ts, view_id)
    block, element = find_element(_blocks(place), action_id, block_id)
    suggested = await _suggestions(slack, user, element, value, place)
    held = entry(element, value, suggested)
    if element["type"] not in STATELESS:
        values = _values(place)
        values.setdefault(block["block_id"], {})[action_id] = held
    if block["type"] == "input" and not block.get("dispatch_action"):
        return {}
    shown = {key: element[key] for key in element if key in ("placeholder", "confirm") or key.startswith("initial_")}
    return await _send(slack, user, place, shown | {"action_id": action_id, "block_id": block["block_id"]} | held)


async def suggest(
    slack: Slack,
    *,
    user: str,
    action_id: str,
    typed: str = "",
    channel: str | None = None,
    ts: str | None = None,
    view_id: str | None = None,
) -> Json:
    """Type into an external select: what the app answers, as `options` or `option_groups`."""
    place = _place(slack, user, channel, ts, view_id)
    block, _ = find_element(_blocks(place), action_id)
    payload = interaction(slack.workspace, "block_suggestion", slack.workspace.person(user))
    payload |= {"action_id": action_id, "block_id": block["block_id"], "value": typed} | _source(slack, place)
    answer = await slack.courier.interact("interactive", payload)
    return answer if isinstance(answer, dict) else {"options": []}


async def run_command(slack: Slack, *, user: str, channel: str, command: str, text: str = "") -> Json:
    """Run a slash command; what the app acknowledges with is shown to the person who ran it."""
    workspace = slack.workspace
    person, where = workspace.person(user), workspace.channel(channel)
    known = next((one for one in workspace.app.manifest.commands if one.command == command), None)
    if known is None:
        raise SlackError("unknown_command", command=command)
    payload = {
        "token": workspace.app.credentials.verification_token,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": where.id,
        "channel_name": channel_name(where),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": compose(workspace, text) if known.should_escape else text,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "true" if workspace.enterprise else "false",
        "response_url": slack.response_urls.issue(where.id, person.id, kind="commands"),
        "trigger_id": slack.triggers.issue(person.id),
    }
    if org := workspace.enterprise:
        payload |= {"enterprise_id": org.id, "enterprise_name": org.name}
    answer = await slack.courier.interact("slash_commands", payload)
    if isinstance(answer, str):
        answer = {"text": answer}
    if answer and any(answer.get(key) for key in ("text", "blocks", "attachments")):
        respond(workspace, where.id, person.id, answer)
    return answer or {}


async def global_shortcut(slack: Slack, *, user: str, callback_id: str) -> Json:
    """Run a shortcut from the message field or the search."""
    person = slack.workspace.person(user)
    _check_shortcut(slack, callback_id, "global")
    payload = interaction(slack.workspace, "shortcut", person)
    payload |= {"callback_id": callback_id, "action_ts": slack.workspace.clock.next_ts()}
    await slack.courier.interact("interactive", payload | {"trigger_id": slack.triggers.issue(person.id)})
    return {}


async def message_shortcut(slack: Slack, *, user: str, callback_id: str, channel: str, ts: str) -> Json:
    """Run a shortcut on a message."""
    workspace = slack.workspace
    person, where = workspace.person(user), workspace.channel(channel)
    _check_shortcut(slack, callback_id, "message")
    message = workspace.message(where, ts)
    payload = interaction(workspace, "message_action", person) | {
        "callback_id": callback_id,
        "action_ts": workspace.clock.next_ts(),
        "trigger_id": slack.triggers.issue(person.id),
        "response_url": slack.response_urls.issue(where.id, person.id, message),
        "channel": channel_reference(where),
        "message_ts": ts,
        "message": message_object(workspace, message),
    }
    await slack.courier.interact("interactive", payload)
    return {}


def _place(slack: Slack, user: str, channel: str | None, ts: str | None, view_id: str | None) -> Place:
    if view_id:
        return slack.workspace.find_view(view_id)
    if channel is None or ts is None:
        raise SlackError("invalid_arguments", need="channel and ts, or view_id")
    where = slack.workspace.channel(channel)
    ephemeral = where.ephemerals.get(ts)
    if ephemeral and ephemeral.ephemeral_to == slack.workspace.person(user).id:
        return where, ephemeral
    return where, slack.workspace.message(where, ts)


def _blocks(place: Place) -> list[Json]:
    if isinstance(place, View):
        return list(place.body["blocks"])
    message = place[1]
    in_attachments = [block for one in message.attachments for block in one.get("blocks") or ()]
    return [*message.blocks, *in_attachments]


def _values(place: Place) -> dict[str, dict[str, Json]]:
    return place.values if isinstance(place, View) else place[1].state


def _source(slack: Slack, place: Place) -> Json:
    if isinstance(place, View):
        shown = view_object(slack.workspace, place)
        shown["state"] = {"values": initial_values(_blocks(place)) | place.values}
        return {"container": {"type": "view", "view_id": place.id}, "view": shown}
    return message_source(slack.workspace, *place)


async def _send(slack: Slack, user: str, place: Place, action: Json) -> Json:
    person: Person = slack.workspace.person(user)
    payload = interaction(slack.workspace, "block_actions", person)
    payload |= {"trigger_id": slack.triggers.issue(person.id)} | _source(slack, place)
    if not isinstance(place, View):
        channel, message = place
        payload["response_url"] = slack.response_urls.issue(channel.id, person.id, message)
        payload["state"] = {"values": initial_values(_blocks(place)) | message.state}
    payload["actions"] = [action | {"action_ts": slack.workspace.clock.next_ts()}]
    await slack.courier.interact("interactive", payload)
    if isinstance(place, View):
        announce_view(slack.workspace, slack.workspace.find_view(place.id))
    return {}


async def _suggestions(slack: Slack, user: str, element: Json, value: Any, place: Place) -> list[Json] | None:
    if "external_select" not in element["type"]:
        return None
    chosen = value if isinstance(value, list) else [value]
    if chosen and all(isinstance(one, dict) for one in chosen):
        return chosen
    where: dict[str, str] = (
        {"view_id": place.id} if isinstance(place, View) else {"channel": place[0].id, "ts": place[1].ts}
    )
    typed = value if isinstance(value, str) else ""
    answer = await suggest(slack, user=user, action_id=element["action_id"], typed=typed, **where)
    grouped = [option for group in answer.get("option_groups") or () for option in group["options"]]
    return [*(answer.get("options") or ()), *grouped, *(element.get("initial_options") or ())]


def _check_shortcut(slack: Slack, callback_id: str, kind: str) -> None:
    known = slack.workspace.app.manifest.shortcuts
    if not any(one.callback_id == callback_id and one.type == kind for one in known):
        raise SlackError("unknown_shortcut", callback_id=callback_id)
