"""Writes a workspace as Slack exports one: a folder of JSON files, one per channel and UTC day."""

import json
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from playground.sample.channels import slack_channel
from playground.sample.markup import to_mrkdwn
from playground.sample.people import slack_id, slack_user
from playground.sample.staging import Message
from playground.sample.workspace import Workspace


def write_json(path: Path, value: Any) -> None:
    """Readable JSON, with a newline at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _reactions(message: Message) -> list[dict[str, Any]]:
    return [
        {"name": name, "users": [person.id for person in users], "count": len(users)}
        for name, users in message.reactions
    ]


def _thread(message: Message, replies: list[Message]) -> dict[str, Any]:
    """The fields by which Slack ties a thread together, on its root and on its replies."""
    if message.root:
        return {"thread_ts": message.root.ts, "parent_user_id": message.root.speaker.id}
    if not replies:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len({reply.speaker for reply in replies}),
        "reply_users": sorted({reply.speaker.id for reply in replies}),
        "latest_reply": replies[-1].ts,
        "replies": [{"user": reply.speaker.id, "ts": reply.ts} for reply in replies],
    }


def _sender(message: Message, rng: Random) -> dict[str, Any]:
    person = message.speaker
    if person.is_bot:
        return {"subtype": "bot_message", "bot_id": person.bot_id, "username": person.name}
    if message.subtype:
        return {"subtype": message.subtype, "user": person.id}
    client = str(UUID(int=rng.getrandbits(128), version=4))
    return {"client_msg_id": client, "user": person.id, "team": person.team_id, "user_team": person.team_id}


def slack_message(message: Message, replies: list[Message], text: str, rng: Random) -> dict[str, Any]:
    """The message with Slack's own field names."""
    entry = {"type": "message", "text": text, "ts": message.ts} | _sender(message, rng) | _thread(message, replies)
    if message.edited:
        edited_at = message.at + timedelta(seconds=90)
        entry["edited"] = {"user": message.speaker.id, "ts": f"{int(edited_at.timestamp())}.000000"}
    return entry | ({"reactions": _reactions(message)} if message.reactions else {})


def _write_channels(workspace: Workspace, out: Path) -> None:
    created = workspace.calendar.end - timedelta(days=800)
    creator = workspace.people["ingrid"]
    lists: dict[str, list[Any]] = {"channels": [], "groups": []}
    for channel in workspace.channels.values():
        members = [workspace.people[handle] for handle in workspace.members[channel.name]]
        kind = "groups" if channel.kind == "private" else "channels"
        lists[kind].append(slack_channel(channel, members, created, creator))
    for kind, entries in lists.items():
        write_json(out / f"{kind}.json", entries)
    for kind in ("dms", "mpims", "canvases", "huddle_transcripts"):
        write_json(out / f"{kind}.json", [])


def _write_integrations(workspace: Workspace, out: Path) -> None:
    admin = workspace.people["emeka"]
    added = workspace.calendar.end - timedelta(days=400)
    logs = [
        {
            "user_id": admin.id,
            "user_name": admin.handle,
            "date": str(int(added.timestamp())),
            "change_type": "added",
            "app_type": bot.name,
            "app_id": slack_id("A", bot.handle),
            "scope": "chat:write",
        }
        for bot in workspace.people.values()
        if bot.is_bot
    ]
    write_json(out / "integration_logs.json", logs)


def _write_messages(workspace: Workspace, out: Path) -> None:
    rng = Random(workspace.seed)
    replies: dict[Message, list[Message]] = defaultdict(list)
    for message in workspace.messages:
        if message.root:
            replies[message.root].append(message)
    days: dict[Path, list[dict[str, Any]]] = defaultdict(list)
    for message in workspace.messages:
        text = to_mrkdwn(message.text, workspace.people, workspace.channels)
        entry = slack_message(message, replies[message], text, rng)
        days[out / message.channel / f"{message.at:%Y-%m-%d}.json"].append(entry)
    for path, entries in days.items():
        write_json(path, entries)


def write_export(workspace: Workspace, out: Path) -> None:
    """The export folder of the workspace, in the shape that Slack's own export has."""
    users = [slack_user(person, workspace.calendar.end) for person in workspace.people.values()]
    write_json(out / "users.json", users)
    _write_channels(workspace, out)
    _write_integrations(workspace, out)
    _write_messages(workspace, out)
