"""A person's choices about being named and asked, what they can do about their data, and who was shown their name."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.blocks.kit import (
    Block,
    actions,
    button,
    confirmed,
    context,
    escape,
    input_block,
    modal,
    number_input,
    section,
    text_input,
)
from bot.domain.consent import Openness
from bot.domain.exposures import Exposure
from bot.domain.wording import listed
from bot.services.privacy import OwnPrivacy

HIDE = "hide_me"
SHOW = "show_me"
CHOOSE = "privacy_choose"
EXPORT_DATA = "privacy_export"
FORGET = "privacy_forget"
READMIT = "privacy_readmit"
VIEW = "privacy_view"
OPENNESS = "openness"
DIGESTS = "digests"
MEETS = "meets_people"
LIMIT = "weekly_limit"
PAUSE = "paused_until"
NEVER = "never"
TEXT = "Your privacy in Kith"
FILE_TEXT = "Here is everything that I keep about you."
NO_FILE_TEXT = "I may not send files here; ask whoever runs Kith to allow `files:write`, and try again."
EXPORT_QUEUED = "I am putting everything that I keep about you into a file; it comes as a direct message."
FORGOTTEN = "Done: everything about you is erased, and nothing new is recorded."
HIGHEST_LIMIT = 20
MEETS_LABEL = "Suggest colleagues to me, and me to them"

_STATE = {
    Openness.OPEN: "*You can be found.* I may name you to people who look for the kind of help that you gave.",
    Openness.ASK_FIRST: "*You are asked first.* I say that somebody may help, and name you only once you agreed.",
    Openness.HIDDEN: "*You are hidden.* I neither name you nor count the help you gave or received.",
}
_OPTIONS = {
    Openness.OPEN: "Open: you may name me",
    Openness.ASK_FIRST: "Ask me first, in private",
    Openness.HIDDEN: "Hidden: neither name nor count me",
}


def blocks(own: OwnPrivacy) -> Sequence[Block]:
    """The choices as they stand, and what can be done."""
    if own.is_forgotten:
        return (
            section("*I have forgotten you,* as you wished. I keep nothing about you and record nothing."),
            actions(button("Let Kith know me again", READMIT)),
        )
    other = button("Let me be found again", SHOW) if own.openness is Openness.HIDDEN else button("Hide me", HIDE)
    return (
        section(_STATE[own.openness]),
        context(" · ".join(_details(own))),
        *_exposures(own.exposures),
        actions(button("Change…", CHOOSE), other, button("Export my data", EXPORT_DATA), _forget()),
        context("I keep who helped whom, when, where and about which topic, and no text of what is said in channels."),
    )


def view(own: OwnPrivacy, response_url: str) -> Block:
    """The modal in which all choices are made; `response_url` is of the message that shows them, "" for Home."""
    limit = number_input(LIMIT, own.choice.weekly_limit, 0, HIGHEST_LIMIT)
    return modal(
        VIEW,
        TEXT,
        "Save",
        (
            input_block(OPENNESS, "May I name you to people who need help?", _radio(own.openness)),
            input_block(DIGESTS, "Digests", _checkbox(DIGESTS, "Digests may name me", own.in_digests), optional=True),
            input_block(MEETS, "People to meet", _checkbox(MEETS, MEETS_LABEL, own.choice.meets_people), optional=True),
            input_block(LIMIT, "How often may I ask you for help in a week?", limit),
            input_block(PAUSE, "Leave me alone until", _day(own.choice.paused_until), optional=True),
            input_block(NEVER, "Never ask me about", _topics(own.choice.never), hint="A topic a line", optional=True),
        ),
        private_metadata=response_url,
    )


def _details(own: OwnPrivacy) -> Iterator[str]:
    yield f"Digests {'may' if own.in_digests else 'do not'} name you"
    if not own.choice.meets_people:
        yield "Nobody is suggested to you to meet, nor you to anybody"
    yield f"Asked {own.asked} of at most {own.choice.weekly_limit} times in seven days"
    if own.choice.paused_until:
        yield f"Paused until {_date(own.choice.paused_until)}"
    if own.choice.never:
        yield f"Never about {escape(listed(own.choice.never))}"


def _exposures(exposures: Sequence[Exposure]) -> Iterator[Block]:
    if exposures:
        yield section("*Who was shown your name*")
        yield context("\n".join(_exposure(exposure) for exposure in exposures))


def _exposure(exposure: Exposure) -> str:
    who = f"<@{exposure.seen_by}>" if exposure.seen_by else "readers of a digest"
    where = f", in <#{exposure.channel}>" if exposure.channel else ""
    about = f", about {escape(listed(exposure.about))}" if exposure.about else ""
    return f"{_date(exposure.shown_at)}: {who}{where}{about}"


def _date(at: datetime) -> str:
    return f"<!date^{int(at.timestamp())}^{{date_short}}|{at:%Y-%m-%d}>"


def _forget() -> Block:
    text = "Every help you gave or received, your choices, questions and requests are deleted at once. It is final."
    return confirmed(button("Forget me", FORGET, style="danger"), "Forget you?", text, "Forget me")


def _radio(chosen: Openness) -> Mapping[str, Any]:
    options = {openness: _option(label, openness) for openness, label in _OPTIONS.items()}
    return {
        "type": "radio_buttons",
        "action_id": OPENNESS,
        "options": list(options.values()),
        "initial_option": options[chosen],
    }


def _checkbox(action_id: str, label: str, checked: bool) -> Mapping[str, Any]:
    option = _option(label, "yes")
    element = {"type": "checkboxes", "action_id": action_id, "options": [option]}
    return element | ({"initial_options": [option]} if checked else {})


def _day(until: datetime | None) -> Mapping[str, Any]:
    element = {"type": "datepicker", "action_id": PAUSE}
    return element | ({"initial_date": f"{until.astimezone(UTC):%Y-%m-%d}"} if until else {})


def _topics(never: Sequence[str]) -> Mapping[str, Any]:
    return text_input(NEVER, "\n".join(never), multiline=True)


def _option(label: str, value: str) -> Mapping[str, Any]:
    return {"text": {"type": "plain_text", "text": label}, "value": str(value)}
