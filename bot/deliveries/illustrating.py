"""Putting a picture into a message of ours."""

from collections.abc import Callable

import structlog

from bot.blocks.kit import Block
from bot.domain.errors import SlackBusy, SlackRefused
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.services.ports import Attachment, Messenger

TRIES = 4
PAUSE = 10.0
"""Seconds after which a refused picture is tried again."""

log = structlog.get_logger(__name__)


def illustrate(
    messenger: Messenger,
    team: str,
    item: OutboxItem,
    message: MessageKey,
    drawn: Attachment,
    after: str,
    block: Callable[[str], Block],
) -> None:
    """Upload a picture into a message's thread, where every reader may open it, and then show it in the message,
    after the block with the id `after`; `block` makes the image from Slack's id of the file.

    Slack refuses to show a file for a while after its upload, and shows none to others that is shared nowhere. Where it
    goes on to refuse, the picture stays in the thread. Raises SlackBusy to be called again.
    """
    standing = messenger.uploaded(team, *message, drawn.name) if item.attempts > 1 else ""
    file = standing or messenger.upload(team, *message, drawn)
    try:
        messenger.amend(team, *message, after, block(file))
    except SlackRefused as refusal:
        if item.attempts < TRIES:
            raise SlackBusy(str(refusal), PAUSE) from refusal
        log.info("the picture stays in the thread", team=team, reason=str(refusal))
