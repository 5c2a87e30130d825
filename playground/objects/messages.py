"""The message object (https://docs.slack.dev/reference/events/message), as histories and events show it."""

from playground.model import Channel, Json, Message, Person
from playground.objects.files import file_object
from playground.objects.people import bot_profile
from playground.workspace import Workspace


def message_object(workspace: Workspace, message: Message, with_metadata: bool = True) -> Json:
    """A message with its reactions and, where it began a thread, the thread's figures."""
    shown: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    shown |= {
        key: value
        for key, value in (
            ("subtype", message.subtype),
            ("client_msg_id", message.client_msg_id),
            ("blocks", message.blocks),
            ("attachments", message.attachments),
            ("edited", message.edited),
            ("username", message.username),
            ("icons", message.icons),
            ("metadata", message.metadata if with_metadata else None),
        )
        if value
    }
    if message.subtype != "tombstone" and message.user in workspace.people:
        shown |= _organisation(workspace, workspace.people[message.user])
    shown |= _of_the_app(workspace, message) | _files(workspace, message) | message.extra
    if message.reactions:
        shown["reactions"] = reactions_object(message)
    return shown | _thread(workspace.channels[message.channel_id], message)


def reactions_object(message: Message) -> list[Json]:
    """The reactions of a message, in the order in which each was first given."""
    return [{"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()]


def _organisation(workspace: Workspace, person: Person) -> Json:
    if not workspace.is_stranger(person):
        return {"team": person.team_id}
    profile = {
        "avatar_hash": f"g{person.id.lower()}",
        "display_name": person.display_name,
        "first_name": person.real_name.partition(" ")[0],
        "image_72": person.image or "",
        "is_restricted": person.is_guest,
        "is_ultra_restricted": person.is_single_channel_guest,
        "name": person.name,
        "real_name": person.real_name,
        "team": person.team_id,
    }
    teams = dict.fromkeys(("team", "user_team", "source_team"), person.team_id)
    return {**teams, "user_profile": profile}


def _of_the_app(workspace: Workspace, message: Message) -> Json:
    if message.bot_id is None:
        return {}
    return {"bot_id": message.bot_id, "app_id": message.app_id, "bot_profile": bot_profile(workspace)}


def _files(workspace: Workspace, message: Message) -> Json:
    if not message.file_ids:
        return {}
    files = [file_object(workspace, workspace.files[file_id]) for file_id in message.file_ids]
    return {"files": files, "upload": False, "display_as_bot": False}


def _thread(channel: Channel, message: Message) -> Json:
    if message.is_reply:
        return {"thread_ts": message.thread_ts} | _parent(channel, message)
    replies = channel.replies(message.ts)
    if not replies:
        return {"thread_ts": message.thread_ts} if message.thread_ts else {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users[:5],
        "is_locked": False,
        "subscribed": False,
    }


def _parent(channel: Channel, message: Message) -> Json:
    parent = channel.messages.get(message.thread_ts or "")
    return {"parent_user_id": parent.user} if parent else {}
