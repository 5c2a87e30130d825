"""The message shortcut "Log help given": opens the modal, filled in as far as the message says."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import log_help
from bot.blocks.kit import Block
from bot.listeners.envelope import Body


def register(app: App) -> None:
    """Listen to the shortcut."""

    def shortcut(ack: Ack, body: Body, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=dict(view_for(body)))
        ack()

    app.shortcut(log_help.SHORTCUT)(shortcut)


def view_for(body: Mapping[str, Any]) -> Block:
    """The modal for a message: its author helped whoever opened it, unless they wrote it or a bot did."""
    message, user = body["message"], body["user"]["id"]
    author = "" if message.get("bot_id") else message.get("user") or ""
    origin = log_help.Origin(
        channel=body["channel"]["id"],
        ts=message["ts"],
        thread_ts=message.get("thread_ts") or "",
        response_url=body.get("response_url") or "",
    )
    return log_help.view(origin, helper=author, seeker="" if author == user else user)
