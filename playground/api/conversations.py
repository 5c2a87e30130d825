"""`conversations.*` about channels and who is in them."""

from playground.api.call import SCOPES_OF_KINDS, Call, Method
from playground.api.paging import page
from playground.changes.channels import join_channel, leave_channel, open_direct_message
from playground.errors import SlackError
from playground.model import Channel, Json
from playground.objects.channels import channel_object
from playground.workspace import Workspace

TYPES = {"public_channel": "channel", "private_channel": "group", "mpim": "mpim", "im": "im"}
WRITERS = ("channels:manage", "groups:write", "im:write", "mpim:write")
MOST_IN_GROUP = 8


def kinds_wanted(call: Call) -> list[str]:
    """The kinds of conversation that `types` names; raises SlackError `invalid_types` or `missing_scope`."""
    types = call.names("types") or ["public_channel"]
    if not set(types) <= TYPES.keys():
        raise SlackError("invalid_types")
    kinds = [TYPES[one] for one in types]
    for kind in kinds:
        call.need_scope(f"{SCOPES_OF_KINDS[kind]}:read")
    return kinds


def team_wanted(call: Call) -> str:
    """The workspace that a list is about; an org-wide token has to say which.

    Raises SlackError `missing_argument` or `team_not_found`. https://docs.slack.dev/enterprise
    """
    team = (call.text("team_id") if call.workspace.enterprise else None) or ""
    if call.workspace.enterprise and team not in call.workspace.teams:
        raise SlackError("team_not_found" if team else "missing_argument")
    return team or call.workspace.team.id


def channels_in(workspace: Workspace, team: str) -> list[Channel]:
    """The conversations of one of its workspaces."""
    return [one for one in workspace.channels.values() if (one.team_id or workspace.team.id) == team]


def _info(call: Call) -> Json:
    channel = call.channel("read")
    shown = channel_object(call.workspace, channel, call.me)
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    if call.flag("include_locale"):
        shown["locale"] = "en-US"
    return {"channel": shown}


def _list(call: Call) -> Json:
    kinds, team, without_archived = kinds_wanted(call), team_wanted(call), call.flag("exclude_archived")
    found = [c for c in channels_in(call.workspace, team) if c.kind in kinds and _may_know(call, c)]
    shown, cursor = page(call, [c for c in found if not (without_archived and c.is_archived)])
    return {"channels": [_listed(call, channel) for channel in shown]} | cursor


def _members(call: Call) -> Json:
    shown, cursor = page(call, call.channel("read").members)
    return {"members": shown} | cursor


def _open(call: Call) -> Json:
    if call.text("channel"):
        channel = call.channel()
        return {"no_op": True, "already_open": True, "channel": _opened(call, channel)}
    users = call.names("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST_IN_GROUP:
        raise SlackError("too_many_users")
    call.need_scope("im:write" if len(users) == 1 else "mpim:write")
    for user in users:
        person = call.workspace.people.get(user)
        if person is None:
            raise SlackError("user_not_found")
        if person.deleted:
            raise SlackError("user_disabled")
    known = set(call.workspace.channels)
    channel = open_direct_message(call.workspace, [call.me, *users])
    answer = {"channel": _opened(call, channel)}
    return answer | ({"no_op": True, "already_open": True} if channel.id in known else {})


def _join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    was_member = call.me in channel.members
    join_channel(call.workspace, channel, call.me)
    answer: Json = {"channel": channel_object(call.workspace, channel, call.me)}
    if was_member:
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return answer


def _leave(call: Call) -> Json:
    channel = call.channel()
    if call.me not in channel.members:
        return {"not_in_channel": True}
    leave_channel(call.workspace, channel, call.me)
    return {}


def _may_know(call: Call, channel: Channel) -> bool:
    return not channel.is_private or call.me in channel.members


def _listed(call: Call, channel: Channel) -> Json:
    shown = channel_object(call.workspace, channel, call.me)
    return shown if channel.kind == "im" else shown | {"num_members": len(channel.members)}


def _opened(call: Call, channel: Channel) -> Json:
    whole = call.flag("return_im")
    return channel_object(call.workspace, channel, call.me) if whole else {"id": channel.id}


METHODS = (
    Method("conversations.info", _info),
    Method("conversations.list", _list),
    Method("conversations.members", _members),
    Method("conversations.open", _open),
    Method("conversations.join", _join, ("channels:join",)),
    Method("conversations.leave", _leave, WRITERS),
)
