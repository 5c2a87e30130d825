"""`chat.scheduleMessage`: messages that wait for the workspace's clock."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from playground.testing import Playground
from tests.playground.test_authentication import error_of

DAY = 24 * 3600


def in_seconds(slack: Playground, seconds: int) -> int:
    return int(slack.now.timestamp()) + seconds


def test_a_scheduled_message_is_posted_when_its_time_comes(slack: Playground, client: WebClient) -> None:
    client.chat_scheduleMessage(channel="C0GENERAL", text="good morning", post_at=in_seconds(slack, DAY))
    slack.advance(timedelta(hours=23))
    assert slack.messages("general") == []
    slack.advance(timedelta(hours=2))
    message = slack.wait_for_message("general", "good morning")
    assert float(message.ts) >= slack.now.timestamp() - 60
    assert client.chat_scheduledMessages_list()["scheduled_messages"] == []


def test_a_scheduled_message_can_be_called_back(slack: Playground, client: WebClient) -> None:
    posted = client.chat_scheduleMessage(channel="C0GENERAL", text="x", post_at=in_seconds(slack, DAY))
    (listed,) = client.chat_scheduledMessages_list(channel="C0GENERAL")["scheduled_messages"]
    assert listed["id"] == posted["scheduled_message_id"]
    client.chat_deleteScheduledMessage(channel="C0GENERAL", scheduled_message_id=listed["id"])
    slack.advance(timedelta(days=2))
    slack.person("maya").posts("general", "nothing came")
    assert [m.text for m in slack.messages("general")] == ["nothing came"]


@pytest.mark.parametrize(("seconds", "error"), [(-10, "time_in_past"), (121 * DAY, "time_too_far")])
def test_a_time_out_of_reach_is_refused(slack: Playground, client: WebClient, seconds: int, error: str) -> None:
    arguments = {"channel": "C0GENERAL", "text": "x", "post_at": in_seconds(slack, seconds)}
    assert error_of(client, "chat.scheduleMessage", **arguments) == error


def test_an_unknown_schedule_cannot_be_called_back(client: WebClient) -> None:
    arguments = {"channel": "C0GENERAL", "scheduled_message_id": "Q0"}
    assert error_of(client, "chat.deleteScheduledMessage", **arguments) == "invalid_scheduled_message_id"
