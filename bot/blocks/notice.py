"""What somebody is told before they are named for the first time."""

from collections.abc import Sequence

from bot.blocks.kit import Block, actions, button, context, section
from bot.blocks.privacy import CHOOSE, HIDE

TEXT = "You are about to be named for the first time"


def blocks() -> Sequence[Block]:
    """That they are about to be named, and the choice."""
    return (
        section(
            "Hello! I help people here to find who can help them, and tell in digests who helped whom. For the first "
            "time I am about to name you, as I name everybody who has not chosen otherwise. The choice is yours:"
        ),
        actions(button("Choose", CHOOSE, style="primary"), button("Hide me", HIDE)),
        context("I tell you this once. `/kith privacy` shows what I keep about you, and who was shown your name."),
    )
