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
    } | _agent(workspace, viewer, channel, None)


def thread_json(workspace: Workspace, viewer: Person, channel: Channel, ts: str) -> Json:
    """A thread from the message that began it; raises SlackError `message_not_found`."""
    root = workspace.message(channel, ts)
    whispered = [one for one in _whispered(channel, viewer) if one.thread_ts == ts]
    return {"messages": _shown(workspace, [root, *channel.replies(ts), *whispered])} | _agent(
        workspace, viewer, channel, ts
    )


def _whispered(channel: Channel, viewer: Person) -> list[Message]:
    return [one for one in channel.ephemerals.values() if one.ephemeral_to == viewer.id]


def _shown(workspace: Workspace, messages: list[Message]) -> list[Json]:
    in_order = sorted(messages, key=lambda message: message.ts)
    return [
        message_object(workspace, message, with_metadata=False)
        | {"ephemeral": message.ephemeral_to is not None, "state": {"values": message.state}}
        for message in in_order
    ]


def _agent(workspace: Workspace, viewer: Person, channel: Channel, thread_ts: str | None) -> Json:
    return {
        "status": _status(workspace, channel, thread_ts),
        "prompts": _prompts(workspace, viewer, channel, thread_ts),
    }


def _status(workspace: Workspace, channel: Channel, thread_ts: str | None) -> str:
    # A direct message with an agent shows what it does in any of its threads; a channel leaves that to the thread.
    for (where, thread), shown in workspace.statuses.items():
        if where == channel.id and (thread == thread_ts or (thread_ts is None and channel.kind == "im")):
            return str(shown["status"])
    return ""


def _prompts(workspace: Workspace, viewer: Person, channel: Channel, thread_ts: str | None) -> Json | None:
    # What the agent suggested last, until the viewer has said something.
    for one in reversed(workspace.feed.recent("prompts")):
        if one.body["channel"] == channel.id and (one.body["thread_ts"] or None) == thread_ts:
            said_since = any(message.user == viewer.id for message in channel.messages.in_order(after=f"{one.at:.6f}"))
            return None if said_since else {"title": one.body["title"], "prompts": one.body["prompts"]}
    return None
