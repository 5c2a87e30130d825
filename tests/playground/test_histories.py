"""`conversations.history` and `conversations.replies`."""

from typing import Any

import pytest
from slack_sdk import WebClient

from playground.testing import Playground, ShownMessage
from tests.playground.test_authentication import error_of


@pytest.fixture
def five(slack: Playground) -> list[ShownMessage]:
    """Five messages in #general, oldest first."""
    return [slack.person("maya").posts("general", f"message {number}") for number in range(5)]


def texts(answer: Any) -> list[str]:
    return [message["text"] for message in answer["messages"]]


def test_the_latest_message_comes_first(client: WebClient, five: list[ShownMessage]) -> None:
    answer = client.conversations_history(channel="C0GENERAL")
    assert texts(answer) == [one.text for one in reversed(five)]
    assert answer["has_more"] is False


def test_pages_hold_every_message_once(client: WebClient, five: list[ShownMessage]) -> None:
    pages = [(texts(page), page["has_more"]) for page in client.conversations_history(channel="C0GENERAL", limit=2)]
    assert [(len(shown), more) for shown, more in pages] == [(2, True), (2, True), (1, False)]
    assert [text for shown, _ in pages for text in shown] == [one.text for one in reversed(five)]


def test_a_message_written_between_two_pages_moves_nothing(
    slack: Playground, client: WebClient, five: list[ShownMessage]
) -> None:
    first = client.conversations_history(channel="C0GENERAL", limit=3)
    slack.person("tom").posts("general", "in between")
    cursor = first["response_metadata"]["next_cursor"]
    assert texts(client.conversations_history(channel="C0GENERAL", cursor=cursor)) == ["message 1", "message 0"]
    assert len(five) == 5


@pytest.mark.parametrize(
    ("inclusive", "expected"), [(False, ["message 2"]), (True, ["message 3", "message 2", "message 1"])]
)
def test_a_span_of_time_holds_its_ends_only_when_inclusive(
    client: WebClient, five: list[ShownMessage], inclusive: bool, expected: list[str]
) -> None:
    span: dict[str, Any] = {"oldest": five[1].ts, "latest": five[3].ts, "inclusive": inclusive}
    assert texts(client.conversations_history(channel="C0GENERAL", **span)) == expected


def test_replies_are_in_their_thread_and_not_in_the_history(
    slack: Playground, client: WebClient, five: list[ShownMessage]
) -> None:
    slack.person("tom").replies(five[0], "first")
    slack.person("priya").replies(five[0], "second")
    assert len(client.conversations_history(channel="C0GENERAL")["messages"]) == 5
    thread = client.conversations_replies(channel="C0GENERAL", ts=five[0].ts)
    assert texts(thread) == ["message 0", "first", "second"]
    root, reply, _ = thread["messages"]
    assert (root["reply_count"], root["reply_users"]) == (2, ["U0TOM", "U0PRIYA"])
    assert (reply["thread_ts"], reply["parent_user_id"]) == (five[0].ts, "U0MAYA")


def test_threads_have_pages_too(slack: Playground, client: WebClient, five: list[ShownMessage]) -> None:
    for number in range(4):
        slack.person("tom").replies(five[0], f"reply {number}")
    pages = client.conversations_replies(channel="C0GENERAL", ts=five[0].ts, limit=3)
    replies = [text for page in pages for text in texts(page) if text != "message 0"]
    assert replies == [f"reply {number}" for number in range(4)]


def test_a_message_without_replies_is_a_thread_of_one(client: WebClient, five: list[ShownMessage]) -> None:
    assert texts(client.conversations_replies(channel="C0GENERAL", ts=five[0].ts)) == ["message 0"]


def test_a_thread_that_is_not_there_is_refused(client: WebClient) -> None:
    assert error_of(client, "conversations.replies", channel="C0GENERAL", ts="1.000001") == "thread_not_found"
    assert error_of(client, "conversations.replies", channel="C0GENERAL") == "thread_not_found"


def test_histories_are_for_members(client: WebClient) -> None:
    assert error_of(client, "conversations.history", channel="C0RANDOM") == "not_in_channel"
    assert error_of(client, "conversations.history", channel="C0FOUNDERS") == "channel_not_found"


def test_reactions_and_edits_are_shown(slack: Playground, client: WebClient, five: list[ShownMessage]) -> None:
    slack.person("tom").reacts(five[4], "tada")
    slack.person("maya").edits(five[4], "better")
    latest = client.conversations_history(channel="C0GENERAL", limit=1)["messages"][0]
    assert latest["reactions"] == [{"name": "tada", "users": ["U0TOM"], "count": 1}]
    assert (latest["text"], latest["edited"]["user"]) == ("better", "U0MAYA")
