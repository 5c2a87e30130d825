"""Reads a folder in the shape of a Slack export as a workspace's history."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from playground.composer import rich_text
from playground.model import Channel, ChannelKind, File, Json, Message, Person, Team
from playground.workspace import Workspace

LISTS: dict[str, ChannelKind] = {
    "channels.json": "channel",
    "groups.json": "group",
    "dms.json": "im",
    "mpims.json": "mpim",
}
KEPT = ("topic", "purpose", "name", "old_name", "inviter", "root", "upload")


class ExportError(ValueError):
    """The folder is not a Slack export."""


def read_export(workspace: Workspace, folder: Path) -> None:
    """Fill a workspace from `users.json`, the channel lists and `<channel>/<day>.json`; raises ExportError.

    `teams.json`, where there is one, names the organisations: the workspace's own first, then those it shares
    channels with. Nothing that is read is sent to the app.
    """
    users = _read(folder / "users.json")
    own_team = _read_teams(workspace, folder, users)
    for user in users:
        workspace.add_person(_person(user, own_team))
    for file_name, kind in LISTS.items():
        for listed in _read(folder / file_name) if (folder / file_name).exists() else []:
            channel = workspace.add_channel(_channel(workspace, listed, kind))
            _read_days(workspace, folder / (listed.get("name") or listed["id"]), channel)


def last_message_at(workspace: Workspace) -> float | None:
    """When the latest message was written, in seconds; None when there is none."""
    latest = [max(channel.messages) for channel in workspace.channels.values() if channel.messages]
    return float(max(latest)) if latest else None


def _read(path: Path) -> list[Json]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise ExportError(f"cannot read {path}: {error}") from error
    if not isinstance(content, list):
        raise ExportError(f"{path} must hold a list")
    return content


def _read_teams(workspace: Workspace, folder: Path, users: list[Json]) -> str:
    if (folder / "teams.json").exists():
        teams = [Team(one["id"], one["name"], one["domain"]) for one in _read(folder / "teams.json")]
    else:
        counted = Counter(user["team_id"] for user in users if user.get("team_id"))
        teams = [Team(team_id, workspace.team.name, workspace.team.domain) for team_id, _ in counted.most_common(1)]
    if teams:
        workspace.team = teams[0]
        workspace.teams = {team.id: team for team in teams}
        workspace.bot.team_id = teams[0].id
    return workspace.team.id


def _person(user: Json, own_team: str) -> Person:
    profile: Json = user.get("profile") or {}
    real_name = profile.get("real_name") or user.get("real_name") or user["name"]
    person = Person(user["id"], user.get("team_id") or own_team, user["name"], real_name)
    person.display_name = profile.get("display_name") or ""
    person.email, person.title = profile.get("email"), profile.get("title") or ""
    person.image = profile.get("image_72") or profile.get("image_192")
    person.tz = user.get("tz") or person.tz
    person.tz_label, person.tz_offset = (
        user.get("tz_label", person.tz_label),
        user.get("tz_offset", person.tz_offset),
    )
    person.color = user.get("color") or person.color
    person.is_admin, person.is_owner = bool(user.get("is_admin")), bool(user.get("is_owner"))
    person.is_bot, person.deleted = bool(user.get("is_bot")), bool(user.get("deleted"))
    person.is_single_channel_guest = bool(user.get("is_ultra_restricted"))
    person.is_guest = bool(user.get("is_restricted"))
    person.updated = int(user.get("updated") or 0)
    return person


def _channel(workspace: Workspace, listed: Json, kind: ChannelKind) -> Channel:
    members = [member for member in listed.get("members") or () if member in workspace.people]
    channel = Channel(listed["id"], listed.get("name") or "", kind, listed.get("creator") or "", members=members)
    channel.created = int(listed.get("created") or 0)
    channel.topic = (listed.get("topic") or {}).get("value", "")
    channel.purpose = (listed.get("purpose") or {}).get("value", "")
    channel.is_general = bool(listed.get("is_general"))
    channel.is_archived = bool(listed.get("is_archived"))
    teams = {workspace.people[member].team_id for member in members} | set(listed.get("shared_team_ids") or ())
    channel.shared_team_ids = sorted(teams - {workspace.team.id})
    return channel


def _read_days(workspace: Workspace, folder: Path, channel: Channel) -> None:
    for day in sorted(folder.glob("*.json")):
        for said in _read(day):
            if said.get("type", "message") == "message" and "ts" in said:
                channel.messages[said["ts"]] = _message(workspace, channel, said)
                workspace.clock.not_before(said["ts"])
    if channel.messages:
        latest = max(channel.messages)
        channel.last_read |= dict.fromkeys(channel.members, latest)


def _message(workspace: Workspace, channel: Channel, said: Json) -> Message:
    message = Message(said["ts"], channel.id, said.get("user") or said.get("bot_id") or "", said.get("text") or "")
    message.blocks = said.get("blocks") or rich_text(workspace, message.text)
    message.attachments = said.get("attachments") or []
    message.thread_ts, message.subtype = said.get("thread_ts"), said.get("subtype")
    message.bot_id, message.username = said.get("bot_id"), said.get("username")
    message.client_msg_id, message.edited = said.get("client_msg_id"), said.get("edited")
    message.broadcast = message.subtype == "thread_broadcast"
    message.reactions = {one["name"]: list(one["users"]) for one in said.get("reactions") or ()}
    message.extra = {key: said[key] for key in KEPT if key in said}
    message.file_ids = [_file(workspace, channel, one).id for one in said.get("files") or () if "name" in one]
    return message


def _file(workspace: Workspace, channel: Channel, listed: Json) -> File:
    given: dict[str, Any] = {key: listed[key] for key in ("mimetype", "filetype", "size") if listed.get(key)}
    name = listed["name"]
    file = File(listed["id"], name, listed.get("title") or name, listed.get("user") or "", 0, **given)
    file.created, file.is_complete, file.channels = int(listed.get("created") or 0), True, [channel.id]
    workspace.files[file.id] = file
    return file
