"""`chat.scheduleMessage` and what belongs to it. Times are workspace time."""

import asyncio
from typing import Any

from playground.api.call import Call, Method
from playground.api.chat import destination, message_fields
from playground.api.contents import read_contents, read_thread
from playground.api.paging import page
from playground.changes.messages import post_app_message
from playground.errors import SlackError
from playground.model import Json
from playground.slack import Slack

FURTHEST = 120 * 24 * 3600


def _schedule(call: Call) -> Json:
    channel = destination(call)
    contents = read_contents(call).needed()
    post_at = call.number("post_at", 0, 10**11)
    now = call.workspace.clock.now()
    if post_at <= now:
        raise SlackError("time_in_past")
    if post_at > now + FURTHEST:
        raise SlackError("time_too_far")
    fields = message_fields(call, contents) | {"thread_ts": read_thread(call, channel)}
    scheduled_id, text = call.workspace.ids.new("Q"), contents.text or ""
    call.slack.scheduled[scheduled_id] = {
        "id": scheduled_id,
        "channel_id": channel.id,
        "post_at": post_at,
        "date_created": int(now),
        "text": text,
    }
    work = _post_when_due(call.slack, scheduled_id, post_at - now, channel.id, text, fields)
    task = asyncio.get_running_loop().create_task(work)
    call.slack.tasks.add(task)
    task.add_done_callback(call.slack.tasks.discard)
    message = {"type": "delayed_message", "user": call.me, "bot_id": call.workspace.app.bot_id, "text": text}
    answer = {"channel": channel.id, "scheduled_message_id": scheduled_id, "post_at": post_at}
    return answer | {"message": message | {"blocks": fields["blocks"]}}


async def _post_when_due(
    slack: Slack, scheduled_id: str, delay: float, channel_id: str, text: str, fields: dict[str, Any]
) -> None:
    await slack.workspace.clock.sleep(delay)
    if slack.scheduled.pop(scheduled_id, None) and channel_id in slack.workspace.channels:
        post_app_message(slack.workspace, channel_id, text, **fields)


def _list(call: Call) -> Json:
    wanted = call.text("channel")
    found = [one for one in call.slack.scheduled.values() if wanted in (None, "", one["channel_id"])]
    shown, cursor = page(call, sorted(found, key=lambda one: one["post_at"]))
    return {"scheduled_messages": shown} | cursor


def _delete(call: Call) -> Json:
    channel, scheduled_id = call.channel(), call.required("scheduled_message_id", "invalid_scheduled_message_id")
    found = call.slack.scheduled.get(scheduled_id)
    if found is None or found["channel_id"] != channel.id:
        raise SlackError("invalid_scheduled_message_id")
    del call.slack.scheduled[scheduled_id]
    return {}


METHODS = (
    Method("chat.scheduleMessage", _schedule, ("chat:write",)),
    Method("chat.scheduledMessages.list", _list),
    Method("chat.deleteScheduledMessage", _delete, ("chat:write",)),
)
