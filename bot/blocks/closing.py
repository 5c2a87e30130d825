"""Did it help, and who? Asked once when a question's thread has gone quiet."""

from collections.abc import Sequence

from bot.blocks.answer import POST_NEED, named
from bot.blocks.kit import Block, actions, button, context, escape, section
from bot.blocks.request import quoted
from bot.domain.asks import Ask
from bot.domain.people import Person
from bot.services.slack_json import number

HELPED = "closing_helped_"
"""Each person's button is named by this and the person."""

OTHER = "closing_other"
NOBODY = "closing_nobody"
SETTLED = "closing_settled"
UNDO = "closing_undo"
TEXT = "Did your question get help?"
CLOSED = "All right: I ask no more about it."
NOT_YET = "I am sorry to hear that."


def blocks(ask: Ask, likely: Sequence[Person]) -> Sequence[Block]:
    """The question, and everybody who may have helped with it."""
    people = [button(escape(person.name), f"{HELPED}{person.id}", f"{ask.id}:{person.id}") for person in likely]
    return (
        section(f"You asked:\n> {quoted(ask.text)}\n*Did it help, and who helped you?*"),
        actions(*people, _other("Somebody else"), block_id=_block(ask.id)),
        actions(button("Nobody yet", NOBODY, str(ask.id)), button("No longer needed", SETTLED, str(ask.id))),
        context("I ask this once. Your word makes the right people easier to find; they see that you said it."),
    )


def noted(value: str) -> Sequence[Block]:
    """What the asker sees after naming somebody: an undo, and room for one more. Raises OddObject."""
    ask_id, person = named(value)
    return (
        section(f"Noted, thank you: <@{person}> helped.", button("Undo", UNDO, value)),
        actions(_other("Somebody else helped, too"), block_id=_block(ask_id)),
    )


def not_yet(ask_id: int) -> Sequence[Block]:
    """What can still be done."""
    return (section(NOT_YET), actions(button("Post it as a need", POST_NEED, str(ask_id))))


def ask_of(block_id: str) -> int:
    """The ask that a menu's block is about. Raises OddObject."""
    return number(block_id.partition(":")[2])


def _block(ask_id: int) -> str:
    return f"closing:{ask_id}"


def _other(label: str) -> Block:
    return {"type": "users_select", "action_id": OTHER, "placeholder": {"type": "plain_text", "text": label}}
