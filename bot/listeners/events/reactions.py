"""`reaction_added` and `reaction_removed`: help logged with an emoji, and taken back."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.domain.events import Reacted
from bot.domain.messages import MessageKey
from bot.listeners.envelope import Body, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to reactions."""

    def reaction(body: Body) -> None:
        if reacted := reacted_from(body["event"]):
            services.overhearer.overhear(tenant(body), [reacted])

    app.event("reaction_added")(reaction)
    app.event("reaction_removed")(reaction)


def reacted_from(event: Mapping[str, Any]) -> Reacted | None:
    """The reaction, where it is on a message that a person wrote (https://docs.slack.dev/reference/events)."""
    item = event["item"]
    if item["type"] != "message" or not event.get("item_user"):
        return None
    return Reacted(
        message=MessageKey(item["channel"], item["ts"]),
        author=event["item_user"],
        reactor=event["user"],
        reaction=event["reaction"],
        event_ts=event["event_ts"],
        given=event["type"] == "reaction_added",
    )
