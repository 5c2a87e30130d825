"""`app_mention`: a question put to Kith in a channel, answered in a thread."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.domain.asks import Ask
from bot.domain.messages import moment
from bot.listeners.asks import take
from bot.listeners.envelope import Body, bot_user, happened, tenant
from bot.services.slack_json import ident, text, timestamp
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to mentions of Kith."""

    def app_mention(body: Body) -> None:
        if ask := ask_from(happened(body), bot_user(body)):
            take(services, tenant(body), ask)

    app.event("app_mention")(app_mention)


def ask_from(event: Mapping[str, Any], kith: str) -> Ask | None:
    """The question, without Kith's own name in it; None where no person asked. An empty one asks for help.

    Raises OddObject.
    """
    channel = ident(event.get("channel"), "a mention nowhere")
    if event.get("bot_id") or not event.get("user") or channel.startswith("D"):
        return None
    ts = timestamp(event.get("ts"), "a mention without a usable ts")
    return Ask(
        key=f"{channel}:{ts}",
        asker=ident(event["user"], "a mention by nobody"),
        text=without_mention(text(event.get("text")), kith),
        channel=channel,
        asked_at=moment(ts),
        thread_ts=timestamp(event.get("thread_ts") or ts, "a mention with an odd thread_ts"),
    )


def without_mention(said: str, kith: str) -> str:
    """What was said without Kith's mention, and without the mark that set it off."""
    return re.sub(rf"\s*<@{re.escape(kith)}(?:\|[^>]*)?>[\s:,]*", " ", said).strip() if kith else said.strip()
