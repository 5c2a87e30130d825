"""Kith invited to a channel or removed from it.

Other people's comings and goings are not followed: Slack is asked who is where when it matters.
"""

from slack_bolt import App

from bot.listeners.envelope import Body, bot_user, happened, mark, place, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to who joins and leaves."""

    def joined(body: Body) -> None:
        event = happened(body)
        if event.get("user") == bot_user(body):
            services.workspace.joined(tenant(body), place(event), mark(event))

    def left(body: Body) -> None:
        event = happened(body)
        if event.get("user") == bot_user(body):
            services.workspace.left(tenant(body), place(event))

    def removed(body: Body) -> None:
        services.workspace.left(tenant(body), place(happened(body)))

    app.event("member_joined_channel")(joined)
    app.event("member_left_channel")(left)
    app.event("channel_left")(removed)
    app.event("group_left")(removed)
