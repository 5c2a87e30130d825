"""The modal "Log help given", and the confirmation with its undo."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.blocks.kit import Block, button, escape, input_block, modal, section
from bot.domain.help import Act
from bot.services.slack_json import ident, reading, text, timestamp

SHORTCUT = "log_help"
VIEW = "log_help_view"
UNDO = "undo_logged_help"
HELPER = "helper"
SEEKER = "seeker"
ABOUT = "about"
LONGEST_ABOUT = 150
TEXT = "Help logged"


@dataclass(frozen=True, slots=True)
class Origin:
    """The message that the modal was opened on; `response_url` reaches its user even where Kith is no member."""

    channel: str
    ts: str
    thread_ts: str = ""
    response_url: str = ""

    def dumped(self) -> str:
        """As a modal carries it."""
        return json.dumps(asdict(self))

    @classmethod
    def loaded(cls, private_metadata: str) -> "Origin":
        """As it comes back. Raises OddObject."""
        with reading("the origin of help"):
            return cls(**{name: text(value) for name, value in json.loads(private_metadata).items()})


def view(origin: Origin, helper: str, seeker: str) -> Block:
    """The modal, filled in as far as the message says."""
    return modal(
        VIEW,
        "Log help given",
        "Log it",
        (
            input_block(HELPER, "Who helped?", _person(helper)),
            input_block(SEEKER, "Whom?", _person(seeker)),
            input_block(ABOUT, "With what?", _about(), hint="A few words, such as: kafka consumer lag"),
        ),
        private_metadata=origin.dumped(),
    )


def confirmation(act: Act, about: str) -> Sequence[Block]:
    """What was logged, with an undo. It is shown to whoever logged it alone, so that its mentions ping nobody."""
    said = f"Logged: <@{act.helper}> helped <@{act.seeker}> with {escape(about)}."
    return (section(said, button("Undo", UNDO, act_value(act))),)


def undone(act: Act) -> str:
    """What was taken back, in a sentence for whoever took it back."""
    return f"Taken back: I no longer count on your word that <@{act.helper}> helped <@{act.seeker}>."


def act_value(act: Act) -> str:
    """An act as a button carries it."""
    return json.dumps(act)


def act_from(value: str) -> Act:
    """The act that a button carries. Raises OddObject."""
    with reading("an act's button"):
        return act_of(json.loads(value))


def act_of(loaded: Sequence[Any]) -> Act:
    """An act, as it comes back in JSON. Raises OddObject."""
    with reading("an act"):
        channel, ts, helper, seeker = loaded
        people = (ident(person, "an act of nobody") for person in (helper, seeker))
        return Act(ident(channel, "an act nowhere"), timestamp(ts, "an act at no time"), *people)


def _person(initial: str) -> Mapping[str, Any]:
    element = {"type": "users_select", "action_id": "person"}
    return element | {"initial_user": initial} if initial else element


def _about() -> Mapping[str, Any]:
    return {"type": "plain_text_input", "action_id": "words", "max_length": LONGEST_ABOUT}
