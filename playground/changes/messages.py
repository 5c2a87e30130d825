"""Posting, editing and deleting messages."""

from dataclasses import replace
from typing import Any

from playground.changes.events import agent_context, publish_event, publish_message_event
from playground.model import Channel, Json, Message
from playground.objects.messages import message_object
from playground.workspace import Workspace


def post_message(workspace: Workspace, message: Message) -> Message:
    """Say something in a channel: everyone there sees it, and the app hears of it even when it is its own."""
    channel = workspace.channels[message.channel_id]
    channel.messages[message.ts] = message
    if message.user:
        channel.last_read[message.user] = message.ts
    publish_message_event(workspace, _as_event(workspace, channel, message), channel)
    if message.subtype in (None, "file_share", "thread_broadcast"):
        _publish_mention(workspace, channel, message)
    return message


def post_app_message(workspace: Workspace, channel_id: str, text: str, **fields: Any) -> Message:
    """Say something as the app, to all or (with `ephemeral_to`) to one; `fields` are fields of Message."""
    app = workspace.app
    message = Message(workspace.clock.next_ts(), channel_id, app.user_id, text, **fields)
    message.bot_id, message.app_id = app.bot_id, app.id
    return (post_ephemeral if message.ephemeral_to else post_message)(workspace, message)


def post_ephemeral(workspace: Workspace, message: Message) -> Message:
    """Say something that only `message.ephemeral_to` sees; no event tells of it."""
    workspace.channels[message.channel_id].ephemerals[message.ts] = message
    _publish_ephemeral(workspace, message)
    return message


def update_ephemeral(workspace: Workspace, message: Message, text: str, blocks: list[Json]) -> None:
    """Replace what an ephemeral message says."""
    message.text, message.blocks = text, blocks
    _publish_ephemeral(workspace, message)


def delete_ephemeral(workspace: Workspace, message: Message) -> None:
    """Take an ephemeral message away."""
    workspace.channels[message.channel_id].ephemerals.pop(message.ts, None)
    workspace.feed.publish("ephemeral_deleted", channel=message.channel_id, user=message.ephemeral_to, ts=message.ts)


def edit_message(workspace: Workspace, message: Message, editor: str, **changes: object) -> Message:
    """Change what a message says; `changes` are fields of Message, `editor` is a user id."""
    channel = workspace.channels[message.channel_id]
    before = message_object(workspace, message)
    mentioned = f"<@{workspace.app.user_id}" in message.text
    ts = workspace.clock.next_ts()
    edited = {"user": editor, "ts": f"{ts.partition('.')[0]}.000000"}
    channel.messages[message.ts] = after = replace(message, edited=edited, **changes)  # type: ignore[arg-type]
    _publish_changed(workspace, channel, ts, before, message_object(workspace, after))
    if not mentioned:
        _publish_mention(workspace, channel, after)
    return after


def append_to_message(workspace: Workspace, message: Message) -> None:
    """Show what was added to a message by streaming or by unfurling, without marking it as edited."""
    channel = workspace.channels[message.channel_id]
    shown = message_object(workspace, message)
    _publish_changed(workspace, channel, workspace.clock.next_ts(), shown, shown)


def delete_message(workspace: Workspace, message: Message) -> None:
    """Take a message away; one with replies leaves a tombstone, as in Slack."""
    channel = workspace.channels[message.channel_id]
    before = message_object(workspace, message)
    ts = workspace.clock.next_ts()
    if channel.replies(message.ts):
        grave = Message(message.ts, channel.id, "USLACKBOT", "This message was deleted.", subtype="tombstone")
        channel.messages[message.ts] = replace(grave, thread_ts=message.ts, extra={"hidden": True})
        after = message_object(workspace, channel.messages[message.ts])
        _publish_changed(workspace, channel, ts, before, after)
        return
    del channel.messages[message.ts]
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts}
    publish_message_event(workspace, event | {"previous_message": before, "ts": ts}, channel)


def post_notice(workspace: Workspace, channel: Channel, user: str, subtype: str, text: str, **extra: str) -> Message:
    """Say what happened to a channel, as Slack does in somebody's name; `extra` are further keys of the message."""
    notice = Message(workspace.clock.next_ts(), channel.id, user, text, subtype=subtype, extra=dict(extra))
    return post_message(workspace, notice)


def mark_read(workspace: Workspace, channel: Channel, user: str, ts: str) -> None:
    """Remember how far somebody has read a channel."""
    channel.last_read[user] = max(ts, channel.last_read.get(user, ""))
    workspace.feed.publish("read", channel=channel.id, user=user, last_read=channel.last_read[user])


def _publish_ephemeral(workspace: Workspace, message: Message) -> None:
    shown = message_object(workspace, message) | {"is_ephemeral": True}
    workspace.feed.publish("ephemeral", channel=message.channel_id, user=message.ephemeral_to, message=shown)


def _as_event(workspace: Workspace, channel: Channel, message: Message) -> Json:
    event = message_object(workspace, message, with_metadata=False)
    if message.broadcast and (root := channel.messages.get(message.thread_ts or "")):
        event["root"] = message_object(workspace, root)
    context = agent_context(workspace, message.user)
    if channel.kind == "im" and workspace.app.user_id in channel.members and context:
        event["app_context"] = context
    return event


def _publish_changed(workspace: Workspace, channel: Channel, ts: str, before: Json, after: Json) -> None:
    event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": ts}
    publish_message_event(workspace, event | {"message": after, "previous_message": before}, channel)


def _publish_mention(workspace: Workspace, channel: Channel, message: Message) -> None:
    by_itself = message.bot_id is not None or message.user == workspace.app.user_id
    if by_itself or channel.kind == "im" or f"<@{workspace.app.user_id}" not in message.text:
        return
    event = message_object(workspace, message) | {"type": "app_mention", "channel": channel.id}
    event.pop("subtype", None)
    event_ts = workspace.clock.next_ts() if message.edited else message.ts
    publish_event(workspace, event | {"event_ts": event_ts}, channel)
