"""Messages, reactions and files of people."""

import base64
import uuid
from collections.abc import Sequence

from playground.changes import messages, reactions
from playground.changes.files import announce_file, complete_file, store_content
from playground.composer import compose, rich_text
from playground.errors import SlackError
from playground.model import Channel, Json, Message
from playground.objects.files import file_object
from playground.objects.messages import message_object
from playground.slack import Slack
from playground.workspace import Workspace

LONGEST_MESSAGE = 12_000


async def post_message(
    slack: Slack,
    *,
    user: str,
    channel: str,
    text: str = "",
    thread_ts: str | None = None,
    broadcast: bool = False,
    files: Sequence[str] = (),
    is_encoded: bool = False,
) -> Json:
    """Type a message (`@name` mentions, `#channel` links) and send it, to a thread if one is given.

    `is_encoded` says that `text` is already as Slack keeps it: tokens for mentions and links, all else escaped.
    """
    workspace = slack.workspace
    author, where = workspace.person(user), _place(workspace, channel, user)
    if not text.strip() and not files:
        raise SlackError("no_text")
    if len(text) > LONGEST_MESSAGE:
        raise SlackError("msg_too_long")
    if thread_ts:
        thread_ts = _root(where, thread_ts)
    composed = text if is_encoded else compose(workspace, text)
    message = Message(workspace.clock.next_ts(), where.id, author.id, composed, thread_ts=thread_ts)
    message.blocks, message.client_msg_id = rich_text(workspace, composed), str(uuid.uuid4())
    message.file_ids, message.broadcast = list(files), bool(broadcast and thread_ts)
    message.subtype = "file_share" if files else "thread_broadcast" if message.broadcast else None
    return _placed(workspace, messages.post_message(workspace, message))


async def edit_message(slack: Slack, *, user: str, channel: str, ts: str, text: str, is_encoded: bool = False) -> Json:
    """Change one's own message (text as in `post_message`); raises `cant_update_message` for another's."""
    workspace = slack.workspace
    message = _own(workspace, user, channel, ts, "cant_update_message")
    composed = text if is_encoded else compose(workspace, text)
    if composed == message.text:
        return _placed(workspace, message)
    blocks = rich_text(workspace, composed)
    edited = messages.edit_message(workspace, message, message.user, text=composed, blocks=blocks)
    return _placed(workspace, edited)


async def delete_message(slack: Slack, *, user: str, channel: str, ts: str) -> Json:
    """Delete one's own message, or dismiss an ephemeral one; raises `cant_delete_message` for another's."""
    workspace = slack.workspace
    ephemeral = workspace.channel(channel).ephemerals.get(ts)
    if ephemeral and ephemeral.ephemeral_to == workspace.person(user).id:
        messages.delete_ephemeral(workspace, ephemeral)
    else:
        messages.delete_message(workspace, _own(workspace, user, channel, ts, "cant_delete_message"))
    return {}


async def react(slack: Slack, *, user: str, channel: str, ts: str, emoji: str) -> Json:
    """Add a reaction to a message."""
    workspace = slack.workspace
    message = workspace.message(_place(workspace, channel, user), ts)
    reactions.add_reaction(workspace, message, workspace.person(user).id, emoji.strip(":"))
    return _placed(workspace, message)


async def unreact(slack: Slack, *, user: str, channel: str, ts: str, emoji: str) -> Json:
    """Take one's own reaction back."""
    workspace = slack.workspace
    message = workspace.message(_place(workspace, channel, user), ts)
    reactions.remove_reaction(workspace, message, workspace.person(user).id, emoji.strip(":"))
    return _placed(workspace, message)


async def mark_read(slack: Slack, *, user: str, channel: str, ts: str) -> Json:
    """Say that a channel was read up to that message."""
    workspace = slack.workspace
    messages.mark_read(workspace, workspace.channel(channel), workspace.person(user).id, ts)
    return {}


async def upload_file(slack: Slack, *, user: str, name: str, content: bytes | str, channel: str) -> Json:
    """Upload a file (bytes, or base64 text) for a message in `channel`; post it with `files=[id]`."""
    workspace = slack.workspace
    where = _place(workspace, channel, user)
    raw = base64.b64decode(content) if isinstance(content, str) else content
    file = announce_file(workspace, workspace.person(user).id, name, len(raw))
    store_content(file, raw)
    return file_object(workspace, complete_file(workspace, file, [where.id]))


def _placed(workspace: Workspace, message: Message) -> Json:
    return message_object(workspace, message) | {"channel": message.channel_id}


def _place(workspace: Workspace, channel: str, user: str) -> Channel:
    where, person = workspace.channel(channel), workspace.person(user)
    if person.id not in where.members:
        raise SlackError("not_in_channel", channel=where.name, user=person.name)
    if where.is_archived:
        raise SlackError("is_archived")
    if where.kind == "im" and workspace.app.user_id in where.members and not workspace.app.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return where


def _root(channel: Channel, ts: str) -> str:
    if ts not in channel.messages:
        raise SlackError("thread_not_found")
    return channel.messages[ts].thread_ts or ts


def _own(workspace: Workspace, user: str, channel: str, ts: str, refusal: str) -> Message:
    message = workspace.message(workspace.channel(channel), ts)
    if message.user != workspace.person(user).id:
        raise SlackError(refusal)
    return message
