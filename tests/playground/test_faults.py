"""Faults on request: what goes wrong goes wrong once, as asked, and an app notices."""

import time
from urllib.error import URLError

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from playground.errors import SlackError
from playground.testing import Playground
from tests.playground.conftest import Start

Heard = list[tuple[str, str]]


@pytest.fixture
def heard(app: App, connect: Start) -> Heard:
    """The texts and event ids that a connected app hears."""
    heard: Heard = []
    app.event("message")(lambda body: heard.append((body["event"].get("text"), body["event_id"])))
    connect(app)
    return heard


def test_an_event_is_delivered_twice(slack: Playground, heard: Heard) -> None:
    slack.fault("deliver_twice", "message")
    slack.person("maya").posts("general", "once")
    assert slack.wait_for(lambda: len(heard) == 2)
    slack.person("maya").posts("general", "again")
    slack.wait_until_delivered()
    assert [text for text, _ in heard] == ["once", "once", "again"]
    assert heard[0] == heard[1]


def test_an_event_is_delivered_late_by_the_workspaces_clock(slack: Playground, heard: Heard) -> None:
    slack.fault("deliver_late", "message", seconds=3600)
    slack.person("maya").posts("general", "late")
    slack.person("maya").posts("general", "in time")
    assert slack.wait_for(lambda: [text for text, _ in heard] == ["in time"])
    slack.advance_seconds(3601)
    assert slack.wait_for(lambda: [text for text, _ in heard] == ["in time", "late"])


def test_two_events_change_places(slack: Playground, heard: Heard) -> None:
    slack.fault("deliver_out_of_order", "message", seconds=30)
    slack.person("maya").posts("general", "first")
    slack.person("maya").posts("general", "second")
    slack.wait_until_delivered()
    assert [text for text, _ in heard] == ["second", "first"]


def test_a_lost_acknowledgement_brings_the_event_again(slack: Playground, heard: Heard) -> None:
    slack.fault("drop_acknowledgement", "message")
    slack.person("maya").posts("general", "hello")
    slack.wait_until_delivered()
    assert heard[0] == heard[1]
    assert [one["outcome"] for one in slack.envelopes("message")] == ["timeout", "acknowledged"]


def test_a_line_that_breaks_in_the_middle_is_survived(slack: Playground, heard: Heard) -> None:
    slack.fault("disconnect", "message")
    slack.person("maya").posts("general", "hello")
    slack.wait_for_envelope("message", "timeout")
    slack.wait_until_connected()
    slack.person("maya").posts("general", "still there?")
    assert slack.wait_for(lambda: "still there?" in [text for text, _ in heard])


def test_a_fault_strikes_only_its_target_and_as_often_as_asked(slack: Playground, client: WebClient) -> None:
    slack.fault("rate_limit", "chat.postMessage", times=2, seconds=7)
    assert client.auth_test()["ok"]
    for _ in range(2):
        with pytest.raises(SlackApiError) as refused:
            client.chat_postMessage(channel="C0GENERAL", text="hi")
        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["Retry-After"] == "7"
    assert client.chat_postMessage(channel="C0GENERAL", text="hi")["ok"]
    assert len(slack.messages("general")) == 1


def test_the_sdks_retry_handler_waits_out_a_rate_limit(slack: Playground, client: WebClient) -> None:
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    slack.fault("rate_limit", "chat.postMessage")
    assert client.chat_postMessage(channel="C0GENERAL", text="hi")["ok"]
    assert [call["status"] for call in slack.calls("chat.postMessage")] == [429, 200]


def test_an_internal_error_does_nothing(slack: Playground, client: WebClient) -> None:
    slack.fault("server_error")
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C0GENERAL", text="hi")
    assert refused.value.response.status_code == 500
    assert slack.messages("general") == []


def test_a_slow_answer_is_slow_and_right(slack: Playground, client: WebClient) -> None:
    slack.fault("slow_answer", "auth.test", seconds=0.2)
    started = time.monotonic()
    assert client.auth_test()["ok"]
    assert time.monotonic() - started >= 0.2


def test_a_lost_answer_leaves_the_work_done(slack: Playground, client: WebClient) -> None:
    client.retry_handlers.clear()
    slack.fault("lost_answer", "chat.postMessage")
    with pytest.raises((URLError, ConnectionError)):
        client.chat_postMessage(channel="C0GENERAL", text="hi")
    assert [message.text for message in slack.messages("general")] == ["hi"]


def test_faults_can_be_called_off(slack: Playground, client: WebClient) -> None:
    slack.fault("server_error", times=9)
    slack.clear_faults()
    assert client.auth_test()["ok"]


@pytest.mark.parametrize(
    ("kind", "times", "seconds"), [("earthquake", 1, 0), ("slow_answer", 0, 0), ("slow_answer", 1, -1)]
)
def test_an_impossible_fault_is_refused(slack: Playground, kind: str, times: int, seconds: float) -> None:
    with pytest.raises(SlackError):
        slack.fault(kind, times=times, seconds=seconds)


def test_a_dropped_event_never_comes(slack: Playground, heard: Heard) -> None:
    slack.fault("drop", "message", times=2)
    for text in ("lost", "lost, too", "heard"):
        slack.person("maya").posts("general", text)
    slack.wait_until_delivered()
    slack.advance_seconds(3600)
    assert [text for text, _ in heard] == ["heard"]


def test_of_events_kept_back_the_app_is_told_once_a_minute(slack: Playground, heard: Heard) -> None:
    slack.fault("withhold", "message", times=3)
    for text in ("one", "two"):
        slack.person("maya").posts("general", text)
    slack.advance_seconds(60)
    slack.person("maya").posts("general", "three")
    assert slack.wait_for(lambda: len(slack.envelopes("app_rate_limited")) == 2)
    slack.wait_until_delivered()
    told = slack.envelopes("app_rate_limited")[0]["envelope"]["payload"]
    assert told.keys() == {"token", "type", "team_id", "minute_rate_limited", "api_app_id"}
    assert told["minute_rate_limited"] % 60 == 0
    assert heard == []
