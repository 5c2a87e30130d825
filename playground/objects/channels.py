"""The conversation object (https://docs.slack.dev/reference/objects/conversation-object)."""

from playground.model import Channel, Json
from playground.workspace import Workspace


def channel_object(workspace: Workspace, channel: Channel, viewer: str) -> Json:
    """A conversation as `conversations.info` shows it to `viewer` (a user id)."""
    if channel.kind == "im":
        return _direct_message(workspace, channel, viewer)
    is_member = viewer in channel.members
    shown: Json = _kind_flags(channel) | {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": channel.creator,
        "updated": channel.created * 1000,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "is_frozen": False,
        "is_member": is_member,
        "is_private": channel.is_private,
        "unlinked": 0,
        "parent_conversation": None,
        "context_team_id": channel.team_id or workspace.team.id,
        "topic": _said(channel.topic, channel),
        "purpose": _said(channel.purpose, channel),
        "properties": {},
        "previous_names": channel.previous_names,
    }
    shown |= _sharing(workspace, channel)
    if is_member:
        shown["last_read"] = channel.last_read.get(viewer, "0000000000.000000")
    return shown


def _kind_flags(channel: Channel) -> Json:
    return {
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
    }


def _sharing(workspace: Workspace, channel: Channel) -> Json:
    teams = [workspace.team.id, *channel.shared_team_ids] if channel.is_shared else [workspace.team.id]
    sharing: Json = {
        "is_shared": channel.is_shared,
        "is_org_shared": False,
        "is_ext_shared": channel.is_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "shared_team_ids": teams,
    }
    if channel.is_shared:
        sharing |= {"connected_team_ids": channel.shared_team_ids, "internal_team_ids": []}
        sharing |= {"conversation_host_id": workspace.team.id}
    return sharing


def _said(value: str, channel: Channel) -> Json:
    known = bool(value)
    return {
        "value": value,
        "creator": channel.creator if known else "",
        "last_set": channel.created if known else 0,
    }


def _direct_message(workspace: Workspace, channel: Channel, viewer: str) -> Json:
    others = [member for member in channel.members if member != viewer] or channel.members
    return {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": True,
        "is_org_shared": False,
        "is_channel": False,
        "is_group": False,
        "is_mpim": False,
        "is_private": True,
        "context_team_id": workspace.team.id,
        "updated": channel.created * 1000,
        "user": others[0],
        "is_user_deleted": workspace.people[others[0]].deleted,
        "last_read": channel.last_read.get(viewer, "0000000000.000000"),
        "is_open": True,
        "priority": 0,
        "properties": {},
    }
