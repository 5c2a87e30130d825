"""Kith's introduction to a channel, said once, with the offer to read what was said before it came."""

from collections.abc import Sequence

from bot.blocks.kit import Block, actions, button, context, escape, section
from bot.domain.help import HELP_REACTIONS
from bot.services.backfilling import Past

READ_BACK = "read_back"
LEAVE_PAST = "leave_past"
TEXT = "Hello, I am Kith. Ask me who can help with something."


def blocks(days: int, reactions: Sequence[str] = HELP_REACTIONS) -> Sequence[Block]:
    """The introduction, and the two answers to its offer."""
    return (*_hello(reactions), _offer(days), actions(_yes(days), button("No, start from today", LEAVE_PAST)))


def answered(days: int, past: Past, by: str, reactions: Sequence[str] = HELP_REACTIONS) -> Sequence[Block]:
    """The introduction once somebody has answered its offer."""
    what = {
        Past.READING: f"I am reading the last {days} days",
        Past.READ: f"I have read the last {days} days",
        Past.LEFT_ALONE: "I start from today",
    }
    return (*_hello(reactions), context(f"{what[past]}, as <@{by}> chose."))


def _hello(reactions: Sequence[str]) -> tuple[Block, ...]:
    by_these = " or ".join(f":{escape(reaction)}:" for reaction in reactions[:2])
    return (
        section(
            "Hello, I am *Kith*. I notice who helps whom here, so that I can say whom to ask, and through whom to "
            "reach them: mention me with a question.\n"
            f"React with {by_these} to a message that helped you."
        ),
        context("I keep no text of what is said here. `/kith privacy` lets anybody hide. Remove me, and I am gone."),
    )


def _offer(days: int) -> Block:
    return section(f"May I read the last {days} days of this channel, to know who helped here already?")


def _yes(days: int) -> Block:
    return button(f"Read the last {days} days", READ_BACK, style="primary")
