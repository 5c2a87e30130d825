"""Looking up in Slack whom, where and what Kith met for the first time, or was told has changed."""

from datetime import datetime

from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem

LOOK_UP_PERSON = "look_up_person"
LOOK_UP_CHANNEL = "look_up_channel"
LOOK_UP_MESSAGE = "look_up_message"
UNHURRIED = 2


def person_lookup(person: str, now: datetime) -> OutboxItem:
    """Asks Slack who this is, once."""
    return OutboxItem(f"{LOOK_UP_PERSON}:{person}", LOOK_UP_PERSON, {"wanted": person}, now, UNHURRIED)


def channel_lookup(channel: str, now: datetime, reason: str = "met") -> OutboxItem:
    """Asks Slack what this channel is now, once for each reason."""
    return OutboxItem(f"{LOOK_UP_CHANNEL}:{channel}:{reason}", LOOK_UP_CHANNEL, {"wanted": channel}, now)


def message_lookup(message: MessageKey, now: datetime) -> OutboxItem:
    """Asks Slack for a message that was referred to and never seen, once."""
    key = f"{LOOK_UP_MESSAGE}:{message.channel}:{message.ts}"
    return OutboxItem(key, LOOK_UP_MESSAGE, {"wanted": list(message)}, now, UNHURRIED)
