"""What Kith can do, in the words of somebody who would like to be asked."""

from collections.abc import Sequence

from bot.blocks.kit import Block, context, escape, section
from bot.domain.help import HELP_REACTIONS

TEXT = "I know who helps whom. Ask me who can help with something."


def blocks(reactions: Sequence[str] = HELP_REACTIONS) -> Sequence[Block]:
    """How to ask, how to log help (with which `reactions`), and what is kept."""
    by_these = " ".join(f":{escape(reaction)}:" for reaction in reactions)
    return (
        section(
            "*Ask me who can help.* Mention me in a channel, write to me, or use `/kith`, which only you will see:\n"
            "> /kith who can help with terraform state locks?"
        ),
        section(
            f"*Tell me who helped.* React to the message that helped with one of {by_these}, "
            "say thanks in the thread, or choose *Log help given* "
            "from a message's menu. Taking the reaction or the message back takes the help back."
        ),
        section(
            "*Look at my Home tab* for what is yours: open requests, topics, whom you can reach, digests, choices.\n"
            "`/kith ties` shows whom you helped and who helped you, `/kith privacy` shows and changes what I "
            "may do with your name. "
            "`/kith digest` is about the weekly digest of this channel."
        ),
        context("I read the channels that I am invited to and keep no text of what is said there."),
    )
