"""Making channels and changing who is in them and what they are called."""

from playground.changes.events import CHANNEL_LETTERS, publish_event
from playground.changes.messages import post_notice
from playground.errors import SlackError
from playground.model import Channel, ChannelKind, Json, Person
from playground.objects.channels import channel_object
from playground.workspace import Workspace

PREFIXES = {"channel": "C", "group": "C", "im": "D", "mpim": "C"}


def create_channel(workspace: Workspace, name: str, creator: str, kind: ChannelKind = "channel") -> Channel:
    """Make a channel with its creator in it; raises SlackError `name_taken`."""
    if any(channel.name == name for channel in workspace.channels.values() if channel.kind != "im"):
        raise SlackError("name_taken")
    channel = _new_channel(workspace, name, creator, kind)
    if kind == "channel":
        shown = channel_object(workspace, channel, creator)
        publish_event(workspace, {"type": "channel_created", "channel": shown})
    join_channel(workspace, channel, creator)
    return channel


def open_direct_message(workspace: Workspace, users: list[str]) -> Channel:
    """The DM between two people, or the group DM between more: the one there is, or a new one."""
    members = list(dict.fromkeys(users))
    for channel in workspace.channels.values():
        if channel.kind in ("im", "mpim") and sorted(channel.members) == sorted(members):
            return channel
    if len(members) <= 2:
        channel = _new_channel(workspace, "", members[0], "im")
    else:
        names = "--".join(workspace.people[user].name for user in members)
        channel = _new_channel(workspace, f"mpdm-{names}-1", members[0], "mpim")
    channel.members = members
    if channel.kind == "im":
        created = {
            "type": "im_created",
            "user": members[0],
            "channel": channel_object(workspace, channel, members[0]),
        }
        publish_event(workspace, created, channel)
    return channel


def join_channel(workspace: Workspace, channel: Channel, user: str, inviter: str | None = None) -> None:
    """Let somebody into a channel, by themselves or invited; nothing happens to those already in it."""
    if channel.is_archived:
        raise SlackError("is_archived")
    if user in channel.members:
        return
    channel.members.append(user)
    channel.last_read[user] = workspace.clock.next_ts()
    event = _membership(workspace, "member_joined_channel", channel, user)
    invited = {"inviter": inviter} if inviter else {}
    publish_event(workspace, event | invited, channel)
    subtype = "channel_join" if channel.kind == "channel" else "group_join"
    post_notice(workspace, channel, user, subtype, f"<@{user}> has joined the channel", **invited)


def leave_channel(workspace: Workspace, channel: Channel, user: str, actor: str | None = None) -> None:
    """Take somebody out of a channel; raises SlackError `not_in_channel`."""
    if user not in channel.members:
        raise SlackError("not_in_channel")
    is_public = channel.kind == "channel"
    subtype = "channel_leave" if is_public else "group_leave"
    post_notice(workspace, channel, user, subtype, f"<@{user}> has left the channel")
    publish_event(workspace, _membership(workspace, "member_left_channel", channel, user), channel)
    if user == workspace.app.user_id:
        left = {"type": "channel_left" if is_public else "group_left", "channel": channel.id}
        publish_event(workspace, left | {"actor_id": actor or user}, channel)
    channel.members.remove(user)


def rename_channel(workspace: Workspace, channel: Channel, name: str, user: str) -> None:
    """Give a channel another name."""
    old, channel.name = channel.name, name
    channel.previous_names.append(old)
    shown = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
    shown |= {"is_channel": channel.kind == "channel", "is_mpim": False}
    publish_event(workspace, {"type": f"{channel.kind}_rename", "channel": shown}, channel)
    text = f'has renamed the channel from "{old}" to "{name}"'
    post_notice(workspace, channel, user, f"{channel.kind}_name", text, name=name, old_name=old)


def archive_channel(workspace: Workspace, channel: Channel, user: str) -> None:
    """Close a channel for everyone."""
    post_notice(workspace, channel, user, f"{channel.kind}_archive", "archived the channel")
    channel.is_archived = True
    event = {"type": f"{channel.kind}_archive", "channel": channel.id, "user": user, "is_moved": 0}
    publish_event(workspace, event, channel)


def unarchive_channel(workspace: Workspace, channel: Channel, user: str) -> None:
    """Open an archived channel again."""
    channel.is_archived = False
    actor = "user" if channel.kind == "channel" else "actor_id"
    event = {"type": f"{channel.kind}_unarchive", "channel": channel.id, actor: user}
    publish_event(workspace, event, channel)
    post_notice(workspace, channel, user, f"{channel.kind}_unarchive", "un-archived the channel")


def delete_channel(workspace: Workspace, channel: Channel, user: str) -> None:
    """Take a channel away with everything in it."""
    event: Json = {"type": f"{channel.kind}_deleted", "channel": channel.id, "actor_id": user}
    event["date_deleted"] = int(workspace.clock.now())
    publish_event(workspace, event, channel)
    del workspace.channels[channel.id]


def share_channel(workspace: Workspace, channel: Channel, people: list[Person]) -> None:
    """Let people of another organisation into a channel: Slack Connect."""
    for team_id in dict.fromkeys(person.team_id for person in people):
        if team_id not in channel.shared_team_ids:
            channel.shared_team_ids.append(team_id)
            event: Json = {"type": "channel_shared", "connected_team_id": team_id, "channel": channel.id}
            publish_event(workspace, event, channel)
    for person in people:
        join_channel(workspace, channel, person.id)


def _new_channel(workspace: Workspace, name: str, creator: str, kind: ChannelKind) -> Channel:
    created = int(workspace.clock.now())
    channel = Channel(workspace.ids.new(PREFIXES[kind]), name, kind, creator, created)
    return workspace.add_channel(channel)


def _membership(workspace: Workspace, event_type: str, channel: Channel, user: str) -> Json:
    return {
        "type": event_type,
        "user": user,
        "channel": channel.id,
        "channel_type": CHANNEL_LETTERS[channel.kind],
        "team": workspace.people[user].team_id,
    }
