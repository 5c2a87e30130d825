"""`reactions.*`."""

import re

from playground.api.call import Call, Method
from playground.changes.reactions import add_reaction, remove_reaction
from playground.errors import SlackError
from playground.model import Channel, Json, Message
from playground.objects.messages import message_object

EMOJI = re.compile(r"[a-z0-9_'+\-]{1,100}(::skin-tone-[2-6])?")


def _add(call: Call) -> Json:
    add_reaction(call.workspace, _item(call)[1], call.me, _name(call))
    return {}


def _remove(call: Call) -> Json:
    remove_reaction(call.workspace, _item(call)[1], call.me, _name(call))
    return {}


def _get(call: Call) -> Json:
    channel, message = _item(call)
    return {"type": "message", "channel": channel.id, "message": message_object(call.workspace, message)}


def _item(call: Call) -> tuple[Channel, Message]:
    if not call.text("channel") and not call.text("timestamp"):
        raise SlackError("no_item_specified")
    channel = call.channel()
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel, call.workspace.message(channel, call.required("timestamp", "no_item_specified"))


def _name(call: Call) -> str:
    name = call.required("name", "invalid_name").strip(":")
    if not EMOJI.fullmatch(name):
        raise SlackError("invalid_name")
    return name


METHODS = (
    Method("reactions.add", _add, ("reactions:write",)),
    Method("reactions.remove", _remove, ("reactions:write",)),
    Method("reactions.get", _get, ("reactions:read",)),
)
