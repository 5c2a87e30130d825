"""Asking on somebody's behalf, as the asker and the person asked see it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.blocks.answer import POST_NEED
from bot.blocks.kit import (
    Block,
    Values,
    actions,
    button,
    choice,
    context,
    escape,
    input_block,
    modal,
    moment,
    section,
    shortened,
    text_input,
)
from bot.blocks.own_evidence import why_me
from bot.domain.asks import Ask, Audience
from bot.domain.requests import Reply, Shown, Wish
from bot.domain.wording import listed, people
from bot.services.inviting import Invitation, Meeting
from bot.services.slack_json import OddObject, reading, text

VIEW = "request_view"
QUESTION = "request_question"
URGENCY = "request_urgency"
NAME = "request_name"
ANONYMOUS = "later"
REPLY = "request_reply_"
"""Each of the four buttons of a request is named by this and its reply."""

LONGEST_QUESTION = 500
URGENCIES = {"30": "Half an hour", "120": "Two hours", "480": "A working day"}
NAMES = {"now": "Say that it is me who asks", ANONYMOUS: "Leave my name out until they say yes"}
LABELS = {
    Reply.HAPPY: "Happy to help",
    Reply.NOT_NOW: "Not now",
    Reply.NOT_MY_TOPIC: "Not my topic",
    Reply.NEVER_THIS: "Don't ask me about this",
}
SETTLED = "Settled: you need not do anything any more. Thank you for being there."
STRANGER = "A colleague"


def view(ask: Ask, person: str) -> Block:
    """The modal in which the asker says how to ask; without a person it is for somebody not named yet."""
    whom = f"<@{person}>" if person else "them"
    return modal(
        VIEW,
        "Ask them",
        "Ask them",
        (
            section(f"I ask {whom} in private. You hear of a yes; of a no you hear nothing."),
            input_block(
                QUESTION, "Your question", text_input("text", ask.text, multiline=True, longest=LONGEST_QUESTION)
            ),
            input_block(
                URGENCY,
                "If they are silent, ask the next person after",
                choice("urgency", URGENCIES, "120"),
                hint="Of their working time, in their own time zone.",
            ),
            input_block(NAME, "Your name", choice("name", NAMES, "now")),
        ),
        private_metadata=f"{ask.id}:{person}",
    )


@reading("a wish")
def wish_from(values: Values) -> Wish:
    """What was filled in. Raises OddObject."""

    def chosen(block: str, action: str) -> str:
        option = values[block][action]["selected_option"]
        return str(option["value"]) if isinstance(option, Mapping) else ""

    question = shortened(text(values[QUESTION]["text"]["value"]).strip(), LONGEST_QUESTION)
    minutes = chosen(URGENCY, "urgency")
    if minutes not in URGENCIES:
        raise OddObject("an urgency that was not offered")
    return Wish(question, timedelta(minutes=int(minutes)), chosen(NAME, "name") == ANONYMOUS)


def reply_of(action_id: Any) -> Reply:
    """The reply that a button of a request stands for. Raises OddObject."""
    with reading("a reply"):
        return Reply(str(action_id).removeprefix(REPLY))


def asked(person: str, told: Shown) -> Block:
    """What the asker sees once it is under way."""
    whom = f"<@{person}>" if person else "them"
    said = (
        f"I am asking {whom}, within their working hours and without a hurry at night.\n"
        f"You hear from me as soon as somebody says yes. If nobody has by {moment(told.until)}, I go on to the next."
    )
    return modal(VIEW, "Ask them", "", (section(said),))


def invitation_text(told: Invitation) -> str:
    """A request in a line, for notifications."""
    return f"{'Somebody' if not told.asker else 'A colleague'} hopes for your help"


def invitation(told: Invitation) -> Sequence[Block]:
    """A request: the question, who asks, why this person, and the four answers."""
    who = f"<@{told.asker}> asks" if told.asker else "A colleague, who will be named if you say yes, asks"
    where = f"in <#{told.channel}>" if told.channel else "in a conversation of you two"
    return (
        section(f"{who}, through me:\n> {quoted(told.question)}"),
        section(
            f"{_why(told)} If you say yes, I say so {where}.", why_me(told.evidence.words if told.evidence else ())
        ),
        actions(*answers(told.ask)),
        context(
            f"A no is seen by nobody, and silence is fine: from {moment(told.until)} I ask others. "
            "`/kith privacy` sets how often I may ask."
        ),
    )


def answers(ask_id: int) -> Sequence[Block]:
    """The four buttons of whoever is asked."""
    return [
        button(label, f"{REPLY}{reply}", str(ask_id), style="primary" if reply is Reply.HAPPY else "")
        for reply, label in LABELS.items()
    ]


def _why(told: Invitation) -> str:
    if told.evidence and told.evidence.words:
        words = listed([f"*{escape(word)}*" for word in told.evidence.words])
        return f"I thought of you because you helped {people(told.evidence.people)} with {words}."
    return "I thought of you because you often help where this was asked."


def thanked(reply: Reply, question: str) -> str:
    """What a person sees after their answer; the question stays with whoever said yes."""
    return {
        Reply.HAPPY: f"Thank you! I tell them now. The question was:\n> {quoted(question)}",
        Reply.NOT_NOW: "All right. Nobody sees this.",
        Reply.NOT_MY_TOPIC: "Thank you, I will remember that this is not your topic. Nobody sees this.",
        Reply.NEVER_THIS: "I will not ask you about this again. Nobody sees this; `/kith privacy` takes it back.",
    }[reply]


def accepted(met: Meeting) -> str:
    """The asker and whoever said yes, brought together."""
    asker, helper = f"<@{met.ask.asker}>", f"<@{met.helper.id}>"
    if met.ask.audience is Audience.CHANNEL:
        return f"{asker}, {helper} is happy to help with this."
    return f"{asker}, {helper} is happy to help. The question was:\n> {quoted(met.question)}"


def write_to(met: Meeting) -> str:
    """What the asker is told where Kith may not open a conversation for the two."""
    return f"<@{met.helper.id}> is happy to help: a click on the name opens a conversation."


def exhausted(ask: Ask) -> Sequence[Block]:
    """Nobody has said yes so far; the asker may make it a need."""
    return (
        section(f"Nobody has said yes so far to your question:\n> {quoted(ask.text)}"),
        actions(button("Post it as a need", POST_NEED, str(ask.id), style="primary")),
        context("A need goes into the next digest. I tell you if somebody still says yes."),
    )


def quoted(question: str) -> str:
    """A person's question in one line, with nothing in it that Slack would act upon."""
    return escape(shortened(" ".join(question.split()), LONGEST_QUESTION))
