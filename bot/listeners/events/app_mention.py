"""`app_mention`: a question put to Kith in a channel, answered in a thread."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.domain.asks import Ask
from bot.domain.messages import moment
from bot.listeners.asks import take
from bot.listeners.envelope import Body, bot_user, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to mentions of Kith."""

    def app_mention(body: Body) -> None:
        if ask := ask_from(body["event"], bot_user(body)):
            take(services, tenant(body), ask)

    app.event("app_mention")(app_mention)


def ask_from(event: Mapping[str, Any], kith: str) -> Ask | None:
    """The question, without Kith's own name in it; None where no person asked. An empty one asks for help."""
    if event.get("bot_id") or not event.get("user") or str(event["channel"]).startswith("D"):
        return None
    return Ask(
        key=f"{event['channel']}:{event['ts']}",
        asker=event["user"],
        text=without_mention(event.get("text") or "", kith),
        channel=event["channel"],
        asked_at=moment(event["ts"]),
        thread_ts=event.get("thread_ts") or event["ts"],
    )


def without_mention(text: str, kith: str) -> str:
    """The text without Kith's mention, and without the mark that set it off."""
    return re.sub(rf"\s*<@{re.escape(kith)}(?:\|[^>]*)?>[\s:,]*", " ", text).strip() if kith else text.strip()
