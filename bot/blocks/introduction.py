"""Kith's introduction to a channel, said once, with the offer to read what was said before it came."""

from collections.abc import Sequence

from bot.blocks.kit import Block, actions, button, context, section
from bot.services.backfilling import Past

READ_BACK = "read_back"
LEAVE_PAST = "leave_past"
TEXT = "Hello, I am Kith. Ask me who can help with something."


def blocks(days: int) -> Sequence[Block]:
    """The introduction, and the two answers to its offer."""
    return (*_hello(), _offer(days), actions(_yes(days), button("No, start from today", LEAVE_PAST)))


def answered(days: int, past: Past, by: str) -> Sequence[Block]:
    """The introduction once somebody has answered its offer."""
    what = {
        Past.READING: f"I am reading the last {days} days",
        Past.READ: f"I have read the last {days} days",
        Past.LEFT_ALONE: "I start from today",
    }
    return (*_hello(), context(f"{what[past]}, as <@{by}> chose."))


def _hello() -> tuple[Block, ...]:
    return (
        section(
            "Hello, I am *Kith*. I notice who helps whom here, so that I can say whom to ask, and through whom to "
            "reach them: mention me with a question.\nReact with :raised_hands: or :white_check_mark: to a message "
            "that helped you."
        ),
        context("I keep no text of what is said here. `/kith privacy` lets anybody hide. Remove me, and I am gone."),
    )


def _offer(days: int) -> Block:
    return section(f"May I read the last {days} days of this channel, to know who helped here already?")


def _yes(days: int) -> Block:
    return button(f"Read the last {days} days", READ_BACK, style="primary")
