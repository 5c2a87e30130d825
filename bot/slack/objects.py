"""Slack's user and conversation objects read as people and channels (https://docs.slack.dev/reference/objects)."""

from collections.abc import Mapping
from typing import Any

from bot.domain.people import Channel, ChannelKind, Person

SLACKBOT = "USLACKBOT"


def person_from(user: Mapping[str, Any]) -> Person:
    """The person that a user object describes; Slackbot is a bot, though its object does not say so."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Person(
        id=user["id"],
        name=name,
        title=profile.get("title") or "",
        tz=user.get("tz") or "",
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        is_deleted=bool(user.get("deleted")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        home_team=user.get("team_id") or profile.get("team") or "",
    )


def channel_from(conversation: Mapping[str, Any]) -> Channel:
    """The channel that a conversation object describes; what is not plainly public is not."""
    return Channel(
        id=conversation["id"],
        name=conversation.get("name") or "",
        kind=_kind(conversation),
        is_archived=bool(conversation.get("is_archived")),
        is_shared=bool(conversation.get("is_shared") or conversation.get("is_ext_shared")),
        is_member=bool(conversation.get("is_member")),
    )


def _kind(conversation: Mapping[str, Any]) -> ChannelKind:
    if conversation.get("is_im") or conversation.get("is_mpim"):
        return ChannelKind.DIRECT
    if conversation.get("is_channel") and not conversation.get("is_private"):
        return ChannelKind.PUBLIC
    return ChannelKind.PRIVATE
