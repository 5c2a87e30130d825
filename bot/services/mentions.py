"""What is put to Kith: a mention in a channel, however it becomes known, and whether it asks for anybody at all."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.asks import Ask
from bot.domain.messages import moment
from bot.services.slack_json import ident, text, timestamp

HELP_WORDS = frozenset({"", "help", "hi", "hello", "hey", "?"})


def wants_help(text: str) -> bool:
    """Whether a request is only a greeting, or asks what Kith can do."""
    return text.strip(" .!").lower() in HELP_WORDS


def ask_in(message: Mapping[str, Any], channel: str, kith: str) -> Ask | None:
    """The question in a message that mentions Kith, without Kith's own name; None where no person asked.

    Raises OddObject.
    """
    if message.get("bot_id") or not message.get("user") or channel.startswith("D"):
        return None
    ts = timestamp(message.get("ts"), "a mention without a usable ts")
    return Ask(
        key=f"{channel}:{ts}",
        asker=ident(message["user"], "a mention by nobody"),
        text=without_mention(text(message.get("text")), kith),
        channel=channel,
        asked_at=moment(ts),
        thread_ts=timestamp(message.get("thread_ts") or ts, "a mention with an odd thread_ts"),
    )


def without_mention(said: str, kith: str) -> str:
    """What was said without Kith's mention, and without the mark that set it off."""
    return re.sub(rf"\s*<@{re.escape(kith)}(?:\|[^>]*)?>[\s:,]*", " ", said).strip() if kith else said.strip()
