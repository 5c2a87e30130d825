"""The messages of a conversation and of a thread, as one person sees them."""

from playground.model import Channel, Json, Message, Person
from playground.objects.messages import message_object
from playground.workspace import Workspace

MOST_SHOWN = 300


def timeline_json(workspace: Workspace, viewer: Person, channel: Channel, opened: str) -> Json:
    """The last messages of a conversation, oldest first, with those that only the viewer sees."""
    said = channel.timeline()[-MOST_SHOWN:]
    whispered = [one for one in _whispered(channel, viewer) if not one.thread_ts or one.thread_ts == one.ts]
    return {
        "messages": _shown(workspace, [*said, *whispered]),
        "last_read": channel.last_read.get(viewer.id, opened),
    } | _agent(workspace, channel, "")


def thread_json(workspace: Workspace, viewer: Person, channel: Channel, ts: str) -> Json:
    """A thread from the message that began it; raises SlackError `message_not_found`."""
    root = workspace.message(channel, ts)
    whispered = [one for one in _whispered(channel, viewer) if one.thread_ts == ts]
    return {"messages": _shown(workspace, [root, *channel.replies(ts), *whispered])} | _agent(workspace, channel, ts)


def _whispered(channel: Channel, viewer: Person) -> list[Message]:
    return [one for one in channel.ephemerals.values() if one.ephemeral_to == viewer.id]


def _shown(workspace: Workspace, messages: list[Message]) -> list[Json]:
    in_order = sorted(messages, key=lambda message: message.ts)
    return [
        message_object(workspace, message, with_metadata=False)
        | {"ephemeral": message.ephemeral_to is not None, "state": {"values": message.state}}
        for message in in_order
    ]


def _agent(workspace: Workspace, channel: Channel, thread_ts: str) -> Json:
    said = workspace.statuses.get((channel.id, thread_ts), {})
    return {"status": said.get("status", ""), "prompts": said.get("prompts")}
