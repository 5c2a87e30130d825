"""Reactions to messages."""

from playground.changes.events import publish_event
from playground.errors import SlackError
from playground.model import Json, Message
from playground.workspace import Workspace

MOST_REACTIONS = 50
MOST_OF_ONE_PERSON = 23


def add_reaction(workspace: Workspace, message: Message, user: str, name: str) -> None:
    """React to a message; raises SlackError `already_reacted` or `too_many_emoji` / `too_many_reactions`."""
    users = message.reactions.get(name, [])
    if user in users:
        raise SlackError("already_reacted")
    if not users and len(message.reactions) >= MOST_REACTIONS:
        raise SlackError("too_many_emoji")
    if sum(user in given for given in message.reactions.values()) >= MOST_OF_ONE_PERSON:
        raise SlackError("too_many_reactions")
    message.reactions[name] = [*users, user]
    _publish(workspace, "reaction_added", message, user, name)


def remove_reaction(workspace: Workspace, message: Message, user: str, name: str) -> None:
    """Take a reaction back; raises SlackError `no_reaction`."""
    users = message.reactions.get(name, [])
    if user not in users:
        raise SlackError("no_reaction")
    left = [one for one in users if one != user]
    if left:
        message.reactions[name] = left
    else:
        del message.reactions[name]
    _publish(workspace, "reaction_removed", message, user, name)


def _publish(workspace: Workspace, event_type: str, message: Message, user: str, name: str) -> None:
    channel = workspace.channels[message.channel_id]
    item = {"type": "message", "channel": channel.id, "ts": message.ts, "channel_type": channel.kind}
    event: Json = {"type": event_type, "user": user, "reaction": name, "item": item}
    if message.user in workspace.people:
        event["item_user"] = message.user
    publish_event(workspace, event, channel)
