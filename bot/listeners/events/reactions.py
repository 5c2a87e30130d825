"""`reaction_added` and `reaction_removed`: help logged with an emoji, and taken back."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.domain.events import Reacted
from bot.domain.messages import MessageKey
from bot.listeners.envelope import Body, happened, place, tenant
from bot.services.slack_json import ident, reaction_name, reading, timestamp
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to reactions."""

    def reaction(body: Body) -> None:
        if reacted := reacted_from(happened(body)):
            services.overhearer.overhear(tenant(body), [reacted])

    app.event("reaction_added")(reaction)
    app.event("reaction_removed")(reaction)


@reading("a reaction")
def reacted_from(event: Mapping[str, Any]) -> Reacted | None:
    """The reaction, where it is on a message that a person wrote (https://docs.slack.dev/reference/events).

    Raises OddObject.
    """
    item = event["item"]
    if item["type"] != "message" or not event.get("item_user"):
        return None
    return Reacted(
        message=MessageKey(place(item), timestamp(item["ts"], "a reaction to nothing")),
        author=ident(event["item_user"], "a reaction to nobody"),
        reactor=ident(event["user"], "a reaction by nobody"),
        reaction=reaction_name(event["reaction"]),
        event_ts=timestamp(event["event_ts"], "a reaction at no time"),
        given=event["type"] == "reaction_added",
    )
