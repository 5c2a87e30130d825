"""Channels that people make, join and leave, and people who come and change."""

from collections.abc import Sequence
from typing import Any

from playground.changes import channels, people
from playground.errors import SlackError
from playground.model import Channel, Json, Person, Team
from playground.objects.channels import channel_object
from playground.objects.people import user_object
from playground.slack import Slack
from playground.workspace import Workspace


async def open_direct_message(slack: Slack, *, user: str, users: Sequence[str]) -> Json:
    """Open the DM with somebody, or the group DM with several."""
    workspace = slack.workspace
    opener = workspace.person(user).id
    members = [opener, *(workspace.person(one).id for one in users)]
    channel = channels.open_direct_message(workspace, members)
    return channel_object(workspace, channel, opener)


async def create_channel(
    slack: Slack, *, user: str, name: str, is_private: bool = False, members: Sequence[str] = ()
) -> Json:
    """Make a public or private channel, with those people in it."""
    workspace = slack.workspace
    creator = workspace.person(user).id
    invited = [workspace.person(one).id for one in members]
    channel = channels.create_channel(workspace, name, creator, "group" if is_private else "channel")
    for member in invited:
        channels.join_channel(workspace, channel, member, inviter=creator)
    return channel_object(workspace, channel, creator)


async def join_channel(slack: Slack, *, user: str, channel: str) -> Json:
    """Join a public channel."""
    workspace = slack.workspace
    person, where = workspace.person(user), workspace.channel(channel)
    if not workspace.may_read(person.id, where):
        raise SlackError("channel_not_found")
    channels.join_channel(workspace, where, person.id)
    return channel_object(workspace, where, person.id)


async def leave_channel(slack: Slack, *, user: str, channel: str) -> Json:
    """Leave a channel."""
    workspace = slack.workspace
    channels.leave_channel(workspace, workspace.channel(channel), workspace.person(user).id)
    return {}


async def invite(slack: Slack, *, user: str, channel: str, users: Sequence[str]) -> Json:
    """Bring people, or the app, into a channel."""
    workspace = slack.workspace
    inviter, where = _member(workspace, user, channel)
    for one in [workspace.person(one).id for one in users]:
        channels.join_channel(workspace, where, one, inviter=inviter.id)
    return channel_object(workspace, where, inviter.id)


async def kick(slack: Slack, *, user: str, channel: str, users: Sequence[str]) -> Json:
    """Take people, or the app, out of a channel."""
    workspace = slack.workspace
    actor, where = _member(workspace, user, channel)
    for one in [workspace.person(one).id for one in users]:
        channels.leave_channel(workspace, where, one, actor=actor.id)
    return channel_object(workspace, where, actor.id)


async def rename_channel(slack: Slack, *, user: str, channel: str, name: str) -> Json:
    """Give a channel another name."""
    workspace = slack.workspace
    actor, where = _member(workspace, user, channel)
    channels.rename_channel(workspace, where, name, actor.id)
    return channel_object(workspace, where, actor.id)


async def archive_channel(slack: Slack, *, user: str, channel: str) -> Json:
    """Archive a channel."""
    actor, where = _member(slack.workspace, user, channel)
    channels.archive_channel(slack.workspace, where, actor.id)
    return channel_object(slack.workspace, where, actor.id)


async def unarchive_channel(slack: Slack, *, user: str, channel: str) -> Json:
    """Take a channel back out of the archive."""
    actor, where = _member(slack.workspace, user, channel)
    channels.unarchive_channel(slack.workspace, where, actor.id)
    return channel_object(slack.workspace, where, actor.id)


async def delete_channel(slack: Slack, *, user: str, channel: str) -> Json:
    """Delete a channel with all that was said in it."""
    actor, where = _member(slack.workspace, user, channel)
    channels.delete_channel(slack.workspace, where, actor.id)
    return {}


async def share_channel(slack: Slack, *, user: str, channel: str, users: Sequence[str]) -> Json:
    """Share a channel with people of another organisation (Slack Connect)."""
    workspace = slack.workspace
    actor, where = _member(workspace, user, channel)
    channels.share_channel(workspace, where, [workspace.person(one) for one in users])
    return channel_object(workspace, where, actor.id)


async def add_person(slack: Slack, *, name: str, real_name: str = "", organisation: str = "", **fields: Any) -> Json:
    """Let somebody new join; `fields` are those of Person; `organisation` names another workspace's."""
    workspace = slack.workspace
    if any(person.name == name for person in workspace.people.values()):
        raise SlackError("name_taken", name=name)
    team = _organisation(workspace, organisation) if organisation else workspace.team
    person = Person(workspace.ids.new("U"), team.id, name, real_name or name.title(), **fields)
    if team is workspace.team:
        people.join_team(workspace, person)
    else:
        workspace.add_person(person)
    return user_object(workspace, person)


async def change_person(slack: Slack, *, user: str, **fields: Any) -> Json:
    """Change somebody's profile or account: the fields of Person, for example `title` or `deleted`."""
    workspace = slack.workspace
    return user_object(workspace, people.change_person(workspace, workspace.person(user), **fields))


async def add_usergroup(slack: Slack, *, handle: str, name: str, users: Sequence[str]) -> Json:
    """Make a user group of these people."""
    workspace = slack.workspace
    return workspace.add_usergroup(handle, name, [workspace.person(one).id for one in users])


async def uninstall_app(slack: Slack) -> Json:
    """Remove the app from the workspace; its tokens are worth nothing until it is installed again."""
    people.uninstall_app(slack.workspace)
    return {}


def _member(workspace: Workspace, user: str, channel: str) -> tuple[Person, Channel]:
    person, where = workspace.person(user), workspace.channel(channel)
    if person.id not in where.members:
        raise SlackError("not_in_channel", channel=where.name, user=person.name)
    return person, where


def _organisation(workspace: Workspace, name: str) -> Team:
    for team in workspace.teams.values():
        if team.name == name:
            return team
    team = Team(workspace.ids.new("T"), name, name.lower().replace(" ", "-"))
    workspace.teams[team.id] = team
    return team
