"""A tie to the outside in an answer, the request to its introducer, and what comes back: never who, unless told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.blocks.kit import Block, Values, actions, button, context, escape, input_block, modal, section, shortened
from bot.domain.contacts import Contact
from bot.domain.introductions import LONGEST_WORDS, Introduction, IntroductionState
from bot.domain.outside import KNOWS, Outside
from bot.domain.steps import Step
from bot.domain.wording import listed, path_line
from bot.services.slack_json import number, reading, text

ASK_INTRODUCER = "ask_introducer"
REQUEST_VIEW = "ask_introducer_view"
NAME_THEM = "introduction_name"
NAME_VIEW = "introduction_name_view"
PASS_ON = "introduction_pass_on"
DECLINE = "introduction_decline"
QUESTION = "question"
ANONYMOUS = "anonymous"
WORDS = "words"
LONGEST_QUESTION = 1000
TEXT_TO_INTRODUCER = "A question about somebody whom you know outside"
TEXT_TO_ASKER = "An answer about somebody outside"
SETTLED = {
    IntroductionState.NAMED: "*You named somebody.* What you wrote was passed on, word for word, and nothing else.",
    IntroductionState.PASSED_ON: "*You pass the question on.* They know that you do, and not to whom.",
    IntroductionState.DECLINED: "*You let this one go.* Nobody is told so.",
}


def outside_blocks(outside: Outside, place: int, ask_id: int, names: Mapping[str, str]) -> Sequence[Block]:
    """That a colleague knows somebody, with the way to the colleague and a button to have them asked."""
    who = escape(outside.introducer.name) if outside.introducer else "A colleague"
    topic = listed([f"*{escape(word)}*" for word in outside.words])
    said = f"*{place}. {who}* {KNOWS[outside.how_well]} somebody outside who has done this with {topic}. Ask them?"
    way = _way(outside, outside.path, names)
    ask = button(
        "Ask for an introduction", ASK_INTRODUCER, value(ask_id, outside.contact), style="primary" if place == 1 else ""
    )
    return [section(said), context(way), actions(ask)]


def outside_text(outside: Outside) -> str:
    """The same in a few words, for notifications."""
    who = escape(outside.introducer.name) if outside.introducer else "a colleague"
    return f"somebody outside, through {who}"


def value(ask_id: int, contact: int) -> str:
    """What the buttons carry."""
    return f"{ask_id}:{contact}"


def named(carried: str) -> tuple[int, int]:
    """The ask and the contact that a button carries. Raises OddObject."""
    ask_id, _, contact = carried.partition(":")
    return number(ask_id), number(contact)


def request_view(carried: str, question: str) -> Block:
    """The modal in which the asker says what the introducer will read."""
    words = {"type": "plain_text_input", "action_id": WORDS, "multiline": True, "max_length": LONGEST_QUESTION}
    words |= {"initial_value": shortened(question, LONGEST_QUESTION)}
    option = {"text": {"type": "plain_text", "text": "Do not say yet who asks"}, "value": ANONYMOUS}
    boxes = {"type": "checkboxes", "action_id": ANONYMOUS, "options": [option]}
    return modal(
        REQUEST_VIEW,
        "Ask for a way",
        "Ask",
        (
            section("Your colleague will read this, and choose whether to name somebody, pass it on, or let it be."),
            input_block(QUESTION, "Your question", words),
            input_block(ANONYMOUS, "Your name", boxes, optional=True),
        ),
        private_metadata=carried,
    )


@reading("a request")
def requested(values: Values) -> tuple[str, bool]:
    """What the asker wrote, and whether their name stays out until a yes. Raises OddObject."""
    question = shortened(text(values[QUESTION][WORDS]["value"]), LONGEST_QUESTION)
    return question, bool(values[ANONYMOUS][ANONYMOUS]["selected_options"])


@reading("an introduction")
def own_words(values: Values) -> str:
    """What the introducer wrote. Raises OddObject."""
    return text(values[WORDS][WORDS]["value"])


def asked_text(asked: Introduction, at: datetime) -> str:
    """What the asker reads once the request is on its way: an honest wait."""
    until = f"<!date^{int(asked.until.timestamp())}^{{date_short_pretty}} {{time}}|{asked.until:%Y-%m-%d %H:%M} UTC>"
    if at >= asked.until:
        return "No answer came. That can have many reasons, and need not mean a no."
    return f"I ask them during their working hours and tell you here if an answer comes, most likely by {until}."


def on_its_way(asked: Introduction, at: datetime) -> Block:
    """What the modal shows once the request is on its way."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "On its way"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [section(asked_text(asked, at))],
    }


def to_introducer(asked: Introduction, contact: Contact, asker_name: str) -> Sequence[Block]:
    """The request as the introducer reads it: about whom, which nobody else sees, and three ways to answer."""
    who = "Somebody here" if asked.is_anonymous else f"*{escape(asker_name)}*"
    known = escape(", ".join(filter(None, (contact.identity.name, contact.identity.organisation))))
    about, carried = escape(", ".join(contact.topics)), value(asked.ask, asked.contact)
    return [
        section(f"{who} asks:\n> {_quoted(asked.question)}"),
        section(f"You know *{known}* outside ({about}). Only you see that. May I pass it on?"),
        actions(*answers(carried)),
        context("Until you say yes, nobody learns whom you know. A “rather not” is told to nobody."),
    ]


def answers(carried: str) -> Sequence[Block]:
    """The three buttons of an introducer."""
    return (
        button("Name somebody…", NAME_THEM, carried, style="primary"),
        button("I'll pass it on", PASS_ON, carried),
        button("Rather not", DECLINE, carried),
    )


def name_view(carried: str, contact: Contact, response_url: str) -> Block:
    """The modal in which the introducer writes, word for word, what the asker will read."""
    who = ", ".join(filter(None, (contact.identity.name, contact.identity.organisation)))
    words: dict[str, Any] = {"type": "plain_text_input", "action_id": WORDS, "multiline": True}
    words |= {"max_length": LONGEST_WORDS, "initial_value": shortened(who, LONGEST_WORDS)}
    hint = "Change it as you like: exactly this is passed on."
    return modal(
        NAME_VIEW,
        "Name somebody",
        "Tell them",
        (input_block(WORDS, "What they will read", words, hint=hint),),
        private_metadata=f"{carried}|{response_url}",
    )


def settled(asked: Introduction) -> Sequence[Block]:
    """What stands in place of the request once it is answered: nothing about the contact stays in the message."""
    return [section(SETTLED[asked.state]), context(f"About: {escape(shortened(asked.question, 200))}")]


def to_asker(asked: Introduction, introducer_name: str) -> Sequence[Block]:
    """What the introducer chose to tell."""
    about = context(f"You asked: {escape(shortened(asked.question, 200))}")
    if asked.state is IntroductionState.NAMED:
        return [section(f"*{escape(introducer_name)}* names somebody outside:\n> {_quoted(asked.words)}"), about]
    return [section(f"*{escape(introducer_name)}* passes your question on to somebody they know."), about]


def _way(outside: Outside, path: Sequence[Step], names: Mapping[str, str]) -> str:
    if outside.introducer is None:
        return "They would like to be asked before I say who they are."
    return escape(path_line(path, names)) + (" · then one step outside" if path else "")


def _quoted(text: str) -> str:
    return escape(text).replace("\n", "\n> ")
