"""What a person is told when what they did could not be done."""

from bot.blocks.kit import Block, escape, modal, section
from bot.domain.errors import KithError

VIEW = "sorry_view"
SORRY = "Sorry, that did not work just now. Please try again in a moment."


def text(error: Exception) -> str:
    """A refusal in its own words; of anything else only that it failed."""
    return str(error) if isinstance(error, KithError) else SORRY


def view(told: str) -> Block:
    """The same as a modal, over the one in which it failed: what was entered there stays."""
    return modal(VIEW, "Not done", "", (section(escape(told)),))
