"""`chat.*`, but for streams and schedules."""

from typing import Any

from playground.api.call import Call, Method
from playground.api.contents import Contents, read_contents, read_thread
from playground.changes.channels import open_direct_message
from playground.changes.messages import delete_message, edit_message, post_app_message
from playground.errors import SlackError
from playground.model import Channel, Json, Message
from playground.objects.messages import message_object

LONGEST_UPDATE = 4_000


def destination(call: Call) -> Channel:
    """The channel to write to: an id, a public channel's name, or a person's id for their DM with the app.

    Raises SlackError `channel_not_found`, `is_archived`, `not_in_channel` or `messages_tab_disabled`.
    """
    workspace, wanted = call.workspace, call.required("channel", "channel_not_found")
    if wanted in workspace.people and wanted != call.me:
        channel = open_direct_message(workspace, [call.me, wanted])
    elif wanted in workspace.channels:
        channel = call.channel()
    else:
        channel = workspace.channel(wanted)
        if channel.is_private and call.me not in channel.members:
            raise SlackError("channel_not_found")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.me not in channel.members and not call.has_scope("chat:write.public"):
        raise SlackError("not_in_channel")
    if channel.kind == "im" and not workspace.app.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return channel


def own_message(call: Call, refusal: str) -> Message:
    """A message of the app's own; raises SlackError `message_not_found` or `refusal`."""
    message = call.workspace.message(call.channel(), call.required("ts", "message_not_found"))
    if message.user != call.me:
        raise SlackError(refusal)
    return message


def message_fields(call: Call, contents: Contents) -> dict[str, Any]:
    """The fields of Message, beside its text, that postMessage and scheduleMessage set."""
    fields: dict[str, Any] = {
        "blocks": contents.blocks or [],
        "attachments": contents.attachments or [],
        "metadata": contents.metadata,
    }
    if username := call.text("username"):
        call.need_scope("chat:write.customize")
        fields |= {"username": username, "subtype": "bot_message"}
    if emoji := call.text("icon_emoji"):
        call.need_scope("chat:write.customize")
        fields["icons"] = {"emoji": emoji}
    return fields


def _post_message(call: Call) -> Json:
    channel = destination(call)
    contents = read_contents(call).needed()
    thread_ts = read_thread(call, channel)
    fields = message_fields(call, contents) | {"thread_ts": thread_ts}
    if thread_ts and call.flag("reply_broadcast"):
        fields |= {"broadcast": True, "subtype": "thread_broadcast"}
    message = post_app_message(call.workspace, channel.id, contents.text or "", **fields)
    end_status(call, channel.id, thread_ts)
    return {"channel": channel.id, "ts": message.ts, "message": message_object(call.workspace, message)}


def _update(call: Call) -> Json:
    message = own_message(call, "cant_update_message")
    contents = read_contents(call, LONGEST_UPDATE)
    if contents.text is None and contents.blocks is None and contents.attachments is None:
        raise SlackError("no_text")
    given = {
        "text": contents.text,
        "blocks": contents.blocks,
        "attachments": contents.attachments,
        "metadata": contents.metadata,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if contents.text is not None and contents.blocks is None and message.blocks and _only_text(message):
        changes["blocks"] = []
    edited = edit_message(call.workspace, message, call.me, **changes)
    shown = message_object(call.workspace, edited)
    return {"channel": message.channel_id, "ts": message.ts, "text": edited.text, "message": shown}


def _delete(call: Call) -> Json:
    message = own_message(call, "cant_delete_message")
    delete_message(call.workspace, message)
    return {"channel": message.channel_id, "ts": message.ts}


def _post_ephemeral(call: Call) -> Json:
    channel, user = destination(call), call.user()
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    contents = read_contents(call).needed()
    fields = message_fields(call, contents) | {"thread_ts": read_thread(call, channel), "ephemeral_to": user}
    message = post_app_message(call.workspace, channel.id, contents.text or "", **fields)
    return {"message_ts": message.ts}


def _get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.message(channel, call.required("message_ts", "message_not_found"))
    link = f"https://{call.workspace.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def end_status(call: Call, channel_id: str, thread_ts: str | None) -> None:
    """Take away the status that an app shows in a thread until it answers there."""
    if thread_ts and call.workspace.statuses.pop((channel_id, thread_ts), None):
        call.workspace.feed.publish("status", channel=channel_id, thread_ts=thread_ts, status="")


def _only_text(message: Message) -> bool:
    return all(block["type"] == "markdown" for block in message.blocks)


METHODS = (
    Method("chat.postMessage", _post_message, ("chat:write",)),
    Method("chat.update", _update, ("chat:write",)),
    Method("chat.delete", _delete, ("chat:write",)),
    Method("chat.postEphemeral", _post_ephemeral, ("chat:write",)),
    Method("chat.getPermalink", _get_permalink),
)
