"""The workspace as one person sees it, without its messages."""

from playground.changes.channels import open_direct_message
from playground.model import Channel, Json, Message, Person
from playground.slack import Slack
from playground.workspace import Workspace

QUIET = ("join", "leave", "topic", "purpose", "name", "archive", "unarchive")


def workspace_snapshot(slack: Slack, viewer: Person, opened: str) -> Json:
    """People, conversations, the app and the clock; `opened` is the ts from which on messages can be unread."""
    workspace = slack.workspace
    open_direct_message(workspace, [viewer.id, workspace.app.user_id])
    seen = [channel for channel in workspace.channels.values() if _sees(workspace, viewer, channel)]
    return {
        "me": viewer.id,
        "team": {"id": workspace.team.id, "name": workspace.team.name},
        "clock_ahead": workspace.clock.offset,
        "people": [person_json(workspace, person) for person in workspace.people.values()],
        "conversations": [conversation_json(workspace, viewer, channel, opened) for channel in seen],
        "usergroups": list(workspace.usergroups.values()),
        "app": _app_json(slack),
    }


def person_json(workspace: Workspace, person: Person) -> Json:
    """Somebody as the page shows them."""
    return {
        "id": person.id,
        "name": person.name,
        "display": person.shown_name,
        "real_name": person.real_name,
        "title": person.title,
        "image": person.image,
        "is_bot": person.is_bot,
        "is_stranger": workspace.is_stranger(person),
        "team": workspace.teams[person.team_id].name if person.team_id in workspace.teams else "",
        "deleted": person.deleted,
        "presence": person.presence,
    }


def conversation_json(workspace: Workspace, viewer: Person, channel: Channel, opened: str) -> Json:
    """A conversation as the sidebar and the header show it, with the viewer's unread messages and mentions."""
    peer = _peer(channel, viewer.id)
    unread = _unread(channel, viewer.id, opened) if viewer.id in channel.members else []
    return {
        "id": channel.id,
        "name": channel.name,
        "title": _title(workspace, channel, viewer.id),
        "kind": channel.kind,
        "peer": peer,
        "member": viewer.id in channel.members,
        "is_app": peer == workspace.app.user_id,
        "is_general": channel.is_general,
        "is_archived": channel.is_archived,
        "topic": channel.topic,
        "purpose": channel.purpose,
        "member_ids": channel.members,
        "app_member": workspace.app.user_id in channel.members,
        "shared": _shared_with(workspace, channel),
        "last_read": channel.last_read.get(viewer.id, opened),
        "unread": len(unread),
        "mentions": sum(f"<@{viewer.id}>" in message.text for message in unread),
    }


def _sees(workspace: Workspace, viewer: Person, channel: Channel) -> bool:
    if channel.is_archived and viewer.id not in channel.members:
        return False
    return workspace.may_read(viewer.id, channel)


def _unread(channel: Channel, viewer: str, opened: str) -> list[Message]:
    since = channel.last_read.get(viewer, opened)
    later = channel.messages.in_order(after=since)
    return [message for message in later if message.user != viewer and _counts(message)]


def _counts(message: Message) -> bool:
    notice = (message.subtype or "").rpartition("_")[2] in QUIET or message.subtype == "tombstone"
    return not notice and (not message.is_reply or message.broadcast)


def _peer(channel: Channel, viewer: str) -> str | None:
    if channel.kind != "im":
        return None
    return next((member for member in channel.members if member != viewer), viewer)


def _title(workspace: Workspace, channel: Channel, viewer: str) -> str:
    if channel.kind not in ("im", "mpim"):
        return channel.name
    others = [member for member in channel.members if member != viewer] or [viewer]
    return ", ".join(workspace.people[member].shown_name for member in others)


def _shared_with(workspace: Workspace, channel: Channel) -> str:
    return ", ".join(workspace.teams[team].name for team in channel.shared_team_ids if team in workspace.teams)


def _app_json(slack: Slack) -> Json:
    app, manifest = slack.workspace.app, slack.workspace.app.manifest
    return {
        "id": app.id,
        "name": manifest.bot_name,
        "user": app.user_id,
        "description": manifest.description,
        "home_tab": manifest.home_tab,
        "connected": slack.courier.transport is slack.request_urls or slack.sockets.connections > 0,
        "commands": [
            {"command": one.command, "description": one.description, "usage_hint": one.usage_hint}
            for one in manifest.commands
        ],
        "shortcuts": [
            {"name": one.name, "callback_id": one.callback_id, "type": one.type, "description": one.description}
            for one in manifest.shortcuts
        ],
    }
