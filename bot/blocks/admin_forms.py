"""The modals in which admins decide: the rules, the channels, whom or what to erase; each is looked at once more."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.admin import CONSENT, LABELS, told
from bot.blocks.kit import (
    LONGEST_TEXT,
    Block,
    Values,
    button,
    choice,
    confirmed,
    context,
    input_block,
    modal,
    number_input,
    section,
    text_input,
)
from bot.domain.administration import LEAST_PEOPLE, LONGEST_RETENTION, Rules, reactions_from
from bot.domain.consent import Openness
from bot.domain.subscriptions import WEEKDAYS
from bot.services.slack_json import ident, number, reading, text

RULES_VIEW = "admin_rules_view"
REVIEW_VIEW = "admin_review_view"
CHANNELS_VIEW = "admin_channels_view"
PERSON_VIEW = "admin_person_view"
PERSON_REVIEW_VIEW = "admin_person_review_view"
EVERYTHING_VIEW = "admin_everything_view"
LET_IN = "admin_let_in"
OPENS, CLOSES, DAYS = "opens", "closes", "days"
PERSON = "person"
CHANNELS = "channels"
WORDS = "words"
SENTENCE = "erase everything"
NO_HOURS = "There must be a day of work, and work must end later."
MONTHS_NOTE = "What is older than that is deleted for good."
CHANNELS_NOTE = "What was recorded in the new channels is deleted for good, and I hear and say nothing there any more."


def rules_view(rules: Rules) -> Block:
    """The form of all rules but the channels."""
    guests = {"no": "May not ask", "yes": "May ask; they see public evidence of their own channels"}
    consent = {openness.value: f"{words[0].upper()}{words[1:]}" for openness, words in CONSENT.items()}
    months = number_input("retention_months", rules.retention_months, 1, LONGEST_RETENTION)
    least = number_input("digest_least_people", rules.digest_least_people, LEAST_PEOPLE.start, LEAST_PEOPLE.stop - 1)
    reactions, hours = told("help_reactions", rules.help_reactions), rules.kept("working_hours")
    return modal(
        RULES_VIEW,
        "How Kith works here",
        "Look it over",
        (
            _field("help_reactions", text_input("help_reactions", reactions, longest=LONGEST_TEXT)),
            _field("consent_default", choice("consent_default", consent, rules.consent_default)),
            input_block("retention_months", "For how many months is help kept?", months),
            _field("guests_may_ask", choice("guests_may_ask", guests, "yes" if rules.guests_may_ask else "no")),
            input_block("digest_least_people", "How many people make a topic of a digest?", least),
            input_block(OPENS, "Work begins, by each person's clock", _time(OPENS, hours[OPENS])),
            input_block(CLOSES, "Work ends", _time(CLOSES, hours[CLOSES])),
            input_block(DAYS, "Days of work", _days(hours[DAYS])),
        ),
    )


@reading("a form of rules")
def entered(values: Values) -> dict[str, Any]:
    """The rules that were filled in, as they are kept. Raises OddObject."""
    fields = {name: field for block in values.values() for name, field in block.items()}
    days = [number(option["value"]) for option in fields[DAYS].get("selected_options") or ()]
    return {
        "help_reactions": list(reactions_from(text(fields["help_reactions"].get("value")))),
        "consent_default": str(Openness(fields["consent_default"]["selected_option"]["value"])),
        "retention_months": number(fields["retention_months"]["value"]),
        "guests_may_ask": fields["guests_may_ask"]["selected_option"]["value"] == "yes",
        "digest_least_people": number(fields["digest_least_people"]["value"]),
        "working_hours": {
            OPENS: text(fields[OPENS].get("selected_time")),
            CLOSES: text(fields[CLOSES].get("selected_time")),
            "days": days,
        },
    }


def channels_view(rules: Rules) -> Block:
    """The channels that Kith stays out of, each with a way back, and a field for more."""
    element = {
        "type": "multi_conversations_select",
        "action_id": CHANNELS,
        "filter": {"include": ["public", "private"]},
        "max_selected_items": 50,
    }
    return modal(
        CHANNELS_VIEW,
        "Channels",
        "Look it over",
        (
            section("*I stay out of these channels:*" if rules.excluded_channels else "I stay out of no channel."),
            *(section(f"<#{channel}>", _let_in(channel)) for channel in rules.excluded_channels[:50]),
            input_block(CHANNELS, "Stay out of more channels", element),
        ),
    )


@reading("a form of channels")
def entered_channels(values: Values) -> list[str]:
    """The channels that were chosen. Raises OddObject."""
    chosen = values[CHANNELS][CHANNELS].get("selected_conversations") or ()
    return [ident(channel, "a channel without an id") for channel in chosen]


def field_of(rule: str) -> str:
    """The field in which a rule is filled in."""
    return CHANNELS if rule == "excluded_channels" else rule


def review_view(before: Rules, kept: Mapping[str, Any], names: Sequence[str]) -> Block:
    """What is about to be changed, to be confirmed."""
    lines = [f"*{LABELS[name]}*\n{told(name, before.kept(name))}  →  {told(name, kept[name])}" for name in names]
    notes = [
        context(note)
        for name, note in (("retention_months", MONTHS_NOTE), ("excluded_channels", CHANNELS_NOTE))
        if name in names
    ]
    carried = json.dumps({name: kept[name] for name in names}, separators=(",", ":"))
    return modal(REVIEW_VIEW, "Change this?", "Change it", (*map(section, lines), *notes), private_metadata=carried)


@reading("a reviewed form")
def reviewed(carried: str) -> dict[str, Any]:
    """The rules that were confirmed, as they are kept. Raises OddObject for what are none."""
    kept: dict[str, Any] = json.loads(carried)
    Rules().with_kept(kept)
    return kept


def person_view() -> Block:
    """Whom to erase."""
    element = {"type": "users_select", "action_id": PERSON}
    return modal(PERSON_VIEW, "Erase a person", "Look it over", (input_block(PERSON, "Who?", element),))


def person_review_view(person: str) -> Block:
    """Whom to erase, to be confirmed."""
    said = (
        f"Every help that <@{person}> gave or received, their choices, contacts, questions and requests are deleted "
        "at once, and nothing new is recorded. It is final: only they can let me know them again."
    )
    return modal(PERSON_REVIEW_VIEW, "Erase this person?", "Erase", (section(said),), private_metadata=person)


@reading("a choice of a person")
def entered_person(values: Values) -> str:
    """Who was chosen. Raises OddObject."""
    return ident(values[PERSON][PERSON].get("selected_user"), "a person without an id")


def everything_view() -> Block:
    """The erasing of everything, to be confirmed in words."""
    said = (
        "Whatever I know of this workspace is deleted: help, messages noticed, questions, contacts, digests, settings. "
        "I am paused from then on. What stays is who wants not to be recorded, what people chose, the channels that I "
        "stay out of, and the log of what admins did. *It is final.*"
    )
    words = input_block(WORDS, f"Write “{SENTENCE}” to go on", text_input(WORDS, longest=50))
    return modal(EVERYTHING_VIEW, "Erase everything", "Erase", (section(said), words))


@reading("a confirmation")
def entered_words(values: Values) -> str:
    """The words that were written, in small letters. Raises OddObject."""
    return text(values[WORDS][WORDS].get("value")).strip().lower()


def _field(name: str, element: Block) -> Block:
    return input_block(name, LABELS[name], element)


def _let_in(channel: str) -> Block:
    text = "I hear what is said there from now on, and answer there. What was deleted stays deleted."
    return confirmed(button("Let me in again", LET_IN, channel), "Let Kith in again?", text, "Let in")


def _time(action_id: str, at: str) -> Block:
    return {"type": "timepicker", "action_id": action_id, "initial_time": at}


def _days(days: Sequence[int]) -> Block:
    options = [{"text": {"type": "plain_text", "text": day}, "value": str(at)} for at, day in enumerate(WEEKDAYS)]
    chosen = [option for at, option in enumerate(options) if at in days]
    return {"type": "checkboxes", "action_id": DAYS, "options": options, "initial_options": chosen}
