"""The modal in which a contact is added or changed."""

import json
from collections.abc import Mapping
from typing import Any

from bot.blocks.contacts import removal
from bot.blocks.kit import Block, actions, input_block, modal
from bot.domain.contacts import LONGEST_LINE, LONGEST_NOTE, Contact, HowWell, Identity, topics_of
from bot.services.slack_json import number, reading
from bot.services.slack_json import text as slack_text

SHORTCUT = "add_contact"
VIEW = "contact_view"
NAME, HANDLE, ORGANISATION, TOPICS, HOW_WELL, NOTE = "name", "handle", "organisation", "topics", "how_well", "note"
FIELD = "value"
NOT_OUTSIDE = "That is a colleague of yours: ties to the outside are for people of other organisations."
LABELS = {HowWell.MET: "We have met", HowWell.KNOWN: "We know each other", HowWell.WELL: "We know each other well"}


def view(contact: Contact | None = None, identity: Identity | None = None) -> Block:
    """The form, empty, or filled in with a contact or with what is known of a person to add."""
    who = contact.identity if contact else identity or Identity("")
    topics = "; ".join(contact.topics) if contact else ""
    how_well = contact.how_well if contact else HowWell.KNOWN
    return modal(
        VIEW,
        "Change a contact" if contact else "Add to my ties",
        "Keep",
        (
            input_block(NAME, "Name", _text(who.name)),
            input_block(ORGANISATION, "Organisation", _text(who.organisation), optional=True),
            input_block(TOPICS, "Topics", _text(topics, 400), hint="What they could help with: kafka; tiered storage"),
            input_block(HOW_WELL, "How well do you know them?", _steps(how_well)),
            input_block(HANDLE, "How to reach them", _text(who.handle), optional=True),
            input_block(NOTE, "A note, for you alone", _text(who.note, LONGEST_NOTE, multiline=True), optional=True),
            *([actions(removal(contact.id))] if contact else []),
        ),
        private_metadata=json.dumps({"id": contact.id if contact else 0}),
    )


@reading("a contact's form")
def entered(view: Mapping[str, Any]) -> tuple[int, Identity, tuple[str, ...], HowWell]:
    """What was filled in: the contact's id (0 for a new one), who they are, topics, how well known.

    Raises OddObject.
    """
    values = view["state"]["values"]

    def text(block: str) -> str:
        return " ".join(slack_text(values[block][FIELD]["value"]).split())

    identity = Identity(text(NAME), text(ORGANISATION), text(HANDLE), text(NOTE))
    how_well = HowWell(values[HOW_WELL][FIELD]["selected_option"]["value"])
    return number(str(json.loads(view["private_metadata"])["id"])), identity, topics_of(text(TOPICS)), how_well


def _text(initial: str, longest: int = LONGEST_LINE, *, multiline: bool = False) -> Block:
    element = {"type": "plain_text_input", "action_id": FIELD, "max_length": longest, "multiline": multiline}
    return element | {"initial_value": initial[:longest]} if initial else element


def _steps(chosen: HowWell) -> Block:
    options = {step: {"text": {"type": "plain_text", "text": LABELS[step]}, "value": step.value} for step in HowWell}
    return {
        "type": "radio_buttons",
        "action_id": FIELD,
        "options": list(options.values()),
        "initial_option": options[chosen],
    }
