"""Ask them: a private request, a yes in the thread, and nothing at all of a no."""

from bot.blocks import answer, request
from bot.domain.help import Source
from bot.domain.requests import Reply
from playground.testing import ShownMessage
from tests.scenarios.conftest import Kith
from tests.scenarios.test_questions_are_answered import let_jonas_help

FILLED_IN = {request.QUESTION: "My lock is stuck. Can you help?", request.URGENCY: "120", request.NAME: "now"}


def asked_for(kith: Kith, name: str = "now") -> ShownMessage:
    """Priya asks in #general, is told of Jonas and has him asked; the message that he gets."""
    let_jonas_help(kith)
    priya = kith.playground.person("priya")
    question = priya.posts("general", "@kith who can help with terraform state locks?")
    reply = kith.playground.wait_for_reply(question, "Jonas Weber")
    priya.presses(reply, answer.ASK_THEM, value=None)
    priya.submits(kith.playground.wait_for_modal("priya"), FILLED_IN | {request.NAME: name})
    assert "hear from me" in kith.playground.wait_for_modal("priya").shown_text
    with kith.store.writing(kith.team) as work:
        work.settings.set("working_hours", {"opens": "00:00", "closes": "23:59:59.999999", "days": list(range(7))})
    kith.app.services.requester.advance(kith.team)
    found = kith.playground.wait_for_direct_message("jonas", "My lock is stuck")
    assert found
    return found


def test_a_yes_is_said_in_the_thread(kith: Kith) -> None:
    got = asked_for(kith)
    jonas = kith.playground.person("jonas")
    assert "terraform" in got.shown_text
    jonas.presses(got, f"{request.REPLY}{Reply.HAPPY}")
    said = kith.playground.wait_for(
        lambda: [m for m in kith.playground.messages("general") if "is happy to help" in m.shown_text] or None
    )
    assert said
    thanked = kith.playground.wait_for_direct_message("jonas", "Thank you")
    assert "My lock is stuck" in thanked.shown_text


def test_a_no_is_seen_by_nobody(kith: Kith) -> None:
    got = asked_for(kith, request.ANONYMOUS)
    assert kith.playground.person("priya").mention not in got.shown_text
    before = len(kith.playground.messages("general"))
    kith.playground.person("jonas").presses(got, f"{request.REPLY}{Reply.NOT_NOW}")
    kith.app.services.requester.advance(kith.team)
    kith.playground.wait_until_delivered()
    assert len(kith.playground.messages("general")) == before
    assert [help_.source for help_ in kith.helps("jonas")] == [Source.THANKS]
