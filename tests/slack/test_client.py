"""Calls of the Web API are told of: which method, how it ended, and when Slack said to wait."""

from dataclasses import dataclass, field

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.client import asking_client, unhurried_client
from tests.slack.conftest import Answer, ScriptedSlack

WAIT = Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "0"})


@dataclass
class Told:
    """Notes what it is told."""

    calls: list[tuple[str, str]] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)

    def called(self, method: str, outcome: str, seconds: float) -> None:
        """Note a call."""
        assert seconds >= 0
        self.calls.append((method, outcome))

    def held_back(self, method: str) -> None:
        """Note that Slack said to wait."""
        self.waits.append(method)


@pytest.fixture
def told() -> Told:
    return Told()


def test_a_call_is_told_once_with_its_outcome(slack: ScriptedSlack, told: Told) -> None:
    client = asking_client("xoxb-1", slack.url, told)
    slack.answers("auth.test", {"user": "kith"})
    slack.refuses("users.info", "user_not_found")
    client.auth_test()
    with pytest.raises(SlackApiError):
        client.users_info(user="U1")
    assert told.calls == [("auth.test", "ok"), ("users.info", "user_not_found")]
    assert told.waits == []


def test_every_answer_to_wait_is_told_though_the_call_goes_through(slack: ScriptedSlack, told: Told) -> None:
    slack.answers("auth.test", WAIT, WAIT, Answer({"ok": True}))
    asking_client("xoxb-1", slack.url, told).auth_test()
    assert (told.calls, told.waits) == ([("auth.test", "ok")], ["auth.test"] * 2)


def test_one_that_is_not_repeated_is_told_as_well(slack: ScriptedSlack, told: Told) -> None:
    slack.answers("auth.test", WAIT)
    with pytest.raises(SlackApiError):
        unhurried_client("xoxb-1", slack.url, told).auth_test()
    assert (told.calls, told.waits) == ([("auth.test", "ratelimited")], ["auth.test"])


def test_a_slack_that_cannot_be_reached_is_told(told: Told) -> None:
    client: WebClient = asking_client("xoxb-1", "http://127.0.0.1:9/api/", told)
    client.retry_handlers.clear()
    with pytest.raises(OSError):
        client.auth_test()
    assert told.calls == [("auth.test", "unreachable")]
