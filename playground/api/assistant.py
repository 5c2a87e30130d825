"""`assistant.threads.*`: what an agent shows while it works, and what it suggests to ask."""

from playground.api.call import Call, Method
from playground.errors import SlackError
from playground.model import Channel, Json

MOST_PROMPTS = 4
WRITE = ("assistant:write", "chat:write")


def _set_status(call: Call) -> Json:
    channel, thread_ts = _channel(call), call.required("thread_ts", "invalid_thread_ts")
    if thread_ts not in channel.messages:
        raise SlackError("invalid_thread_ts")
    status = call.text("status") or ""
    key = (channel.id, thread_ts)
    if status:
        call.workspace.statuses[key] = {"status": status, "loading_messages": call.json("loading_messages") or []}
    else:
        call.workspace.statuses.pop(key, None)
    call.workspace.feed.publish("status", channel=channel.id, thread_ts=thread_ts, status=status)
    return {}


def _set_suggested_prompts(call: Call) -> Json:
    channel, prompts = _channel(call), call.json("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= MOST_PROMPTS:
        raise SlackError("invalid_arguments")
    if not all(isinstance(one, dict) and one.get("title") and one.get("message") for one in prompts):
        raise SlackError("invalid_arguments")
    thread_ts = call.text("thread_ts")
    if thread_ts and call.workspace.app.manifest.agent_view is not None:
        return {}
    call.workspace.feed.publish(
        "prompts", channel=channel.id, thread_ts=thread_ts, title=call.text("title"), prompts=prompts
    )
    return {}


def _set_title(call: Call) -> Json:
    channel = _channel(call)
    if call.required("thread_ts", "invalid_thread_ts") not in channel.messages:
        raise SlackError("invalid_thread_ts")
    call.required("title")
    return {}


def _channel(call: Call) -> Channel:
    channel = call.channel(name="channel_id")
    if call.me not in channel.members:
        raise SlackError("channel_not_found")
    return channel


METHODS = (
    Method("assistant.threads.setStatus", _set_status, WRITE),
    Method("assistant.threads.setSuggestedPrompts", _set_suggested_prompts, ("assistant:write",)),
    Method("assistant.threads.setTitle", _set_title, ("assistant:write",)),
)
