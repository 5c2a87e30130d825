"""Channels renamed, archived, brought back or deleted: each time Slack is asked how the channel is now."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.listeners.envelope import Body, happened, mark, place, tenant
from bot.services.suite import Services

CHANGES = (
    "channel_rename",
    "channel_archive",
    "channel_unarchive",
    "channel_deleted",
    "channel_shared",
    "channel_unshared",
    "group_rename",
    "group_archive",
    "group_unarchive",
    "group_deleted",
)


def register(app: App, services: Services) -> None:
    """Listen to what becomes of channels."""

    def channel(body: Body) -> None:
        event = happened(body)
        services.workspace.channel_changed(tenant(body), channel_of(event), mark(event))

    for change in CHANGES:
        app.event(change)(channel)


def channel_of(event: Mapping[str, Any]) -> str:
    """The channel's id, which a rename gives within an object. Raises OddObject."""
    channel = event.get("channel")
    return place({"channel": channel.get("id") if isinstance(channel, Mapping) else channel})
