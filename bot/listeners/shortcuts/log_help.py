"""The message shortcut "Log help given": opens the modal, filled in as far as the message says."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import log_help
from bot.blocks.kit import Block
from bot.listeners.envelope import Body, by, response_url, trigger
from bot.services.slack_json import ident, reading, timestamp


def register(app: App) -> None:
    """Listen to the shortcut."""

    def shortcut(ack: Ack, body: Body, client: WebClient) -> None:
        client.views_open(trigger_id=trigger(body), view=dict(view_for(body)))
        ack()

    app.shortcut(log_help.SHORTCUT)(shortcut)


@reading("a message")
def view_for(body: Mapping[str, Any]) -> Block:
    """The modal for a message: its author helped whoever opened it, unless they wrote it or a bot did.

    Raises OddObject.
    """
    message, user = body["message"], by(body)
    author = "" if message.get("bot_id") or not message.get("user") else ident(message["user"], "an odd author")
    origin = log_help.Origin(
        channel=ident(body["channel"]["id"], "a message nowhere"),
        ts=timestamp(message["ts"], "a message at no time"),
        thread_ts=timestamp(message["thread_ts"], "a message with an odd thread") if message.get("thread_ts") else "",
        response_url=response_url(body),
    )
    return log_help.view(origin, helper=author, seeker="" if author == user else user)
