"""A flood of messages holds up nobody who asks."""

from collections.abc import Iterator

import pytest

from bot.blocks import answer
from bot.listeners.rate_limit import PRESSES_A_MINUTE, WAIT
from playground.testing import Playground, running_playground
from tests.scenarios.conftest import MANIFEST, Kith, in_both_modes
from tests.scenarios.test_questions_are_answered import let_jonas_help

FLOOD = 120


@pytest.fixture
def playground() -> Iterator[Playground]:
    """As patient as Slack is, and no more."""
    with running_playground(MANIFEST, acknowledge_within=3.0) as running:
        yield running


def flood(kith: Kith) -> None:
    """Everybody talks at once."""
    for number in range(FLOOD):
        who = ("maya", "jonas", "tom", "elena")[number % 4]
        kith.playground.person(who).posts("general", f"terraform and docker, part {number} of a long story")


@in_both_modes
def test_mentions_commands_and_buttons_are_acknowledged_in_time(kith: Kith) -> None:
    let_jonas_help(kith)
    priya = kith.playground.person("priya")
    first = priya.posts("general", "@kith who can help with terraform state locks?")
    reply = kith.playground.wait_for_reply(first, "Jonas Weber")
    flood(kith)
    asked = priya.posts("general", "@kith who can help with terraform?")
    assert "Looking" in str(priya.runs("/kith", "who can help with terraform?"))
    priya.presses(reply, answer.THEY_HELPED)
    assert kith.playground.wait_for(lambda: len(kith.playground.envelopes("app_mention")) == 2)
    assert [sent["envelope"]["retry_attempt"] for sent in kith.playground.envelopes("app_mention")] == [0, 0]
    assert {sent["outcome"] for sent in kith.playground.envelopes("app_mention")} == {"acknowledged"}
    kith.playground.wait_for_reply(asked, "Jonas Weber", timeout=30)


def test_whoever_types_commands_without_end_is_asked_to_wait(kith: Kith) -> None:
    priya = kith.playground.person("priya")
    answers = (str(priya.runs("/kith", "help")) for _ in range(2 * PRESSES_A_MINUTE + 1))
    assert any(WAIT in answer for answer in answers)
    assert WAIT not in str(kith.playground.person("maya").runs("/kith", "help"))
