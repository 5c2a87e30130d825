"""What Slack is answered when a listener fails."""

import json
from typing import Any

import pytest

from bot.blocks.sorry import SORRY
from bot.domain.errors import NotAllowed
from bot.listeners.errors import response_to
from bot.services.slack_json import OddObject
from playground.blockkit.validate import check_view

EVENT: dict[str, Any] = {"event": {"type": "message"}}
COMMAND: dict[str, Any] = {"command": "/kith"}


def test_an_event_that_failed_is_sent_again() -> None:
    assert response_to(OSError("database is locked"), EVENT).status == 500


@pytest.mark.parametrize("error", [OddObject("a message without a usable ts"), NotAllowed("no")])
def test_an_event_that_will_always_fail_is_not_sent_again(error: Exception) -> None:
    assert response_to(error, EVENT).status == 200


def test_whoever_typed_a_command_is_told() -> None:
    answer = response_to(OSError("database is locked"), COMMAND)
    assert answer.status == 200
    assert SORRY in answer.body
    assert "locked" not in answer.body


def test_a_refusal_of_kiths_own_is_told_in_its_words() -> None:
    assert "ask again later" in response_to(NotAllowed("Please ask again later."), COMMAND).body


def test_whoever_submitted_a_modal_is_told_over_it_and_loses_nothing_of_what_they_wrote() -> None:
    answer = response_to(OSError("database is locked"), {"type": "view_submission"})
    pushed = json.loads(answer.body)
    assert (answer.status, pushed["response_action"]) == (200, "push")
    assert SORRY in json.dumps(pushed["view"])
    check_view(pushed["view"])
