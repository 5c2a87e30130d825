"""`app_mention`: a question put to Kith in a channel, answered in a thread."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.domain.asks import Ask
from bot.listeners.asks import take
from bot.listeners.envelope import Body, bot_user, happened, tenant
from bot.services.mentions import ask_in
from bot.services.slack_json import ident
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to mentions of Kith."""

    def app_mention(body: Body) -> None:
        if ask := ask_from(happened(body), bot_user(body)):
            take(services, tenant(body), ask)

    app.event("app_mention")(app_mention)


def ask_from(event: Mapping[str, Any], kith: str) -> Ask | None:
    """The question; None where no person asked. An empty one asks for help. Raises OddObject."""
    return ask_in(event, ident(event.get("channel"), "a mention nowhere"), kith)
