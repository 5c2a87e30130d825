"""Response URLs: who sees the answer, how often, and for how long."""

from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk.webhook import WebhookClient, WebhookResponse

from playground.testing import Playground, ShownMessage
from tests.playground.conftest import Start, web_client


@pytest.fixture
def url(slack: Playground, app: App, connect: Start) -> str:
    """A response URL of a command that Maya ran in #general."""
    app.command("/sparrow")(lambda ack: ack())
    connect(app)
    slack.person("maya").runs("/sparrow")
    return url_of(slack, "/sparrow")


def url_of(slack: Playground, subject: str) -> str:
    return str(slack.envelopes(subject)[-1]["envelope"]["payload"]["response_url"])


def answer(url: str, **body: Any) -> WebhookResponse:
    return WebhookClient(url).send_dict(body)


def test_an_answer_is_seen_by_one_unless_it_says_otherwise(slack: Playground, url: str) -> None:
    assert answer(url, text="for you").body == "ok"
    answer(url, text="for all", response_type="in_channel")
    assert [message.text for message in slack.ephemerals("maya", "general")] == ["for you"]
    assert [message.text for message in slack.messages("general")] == ["for all"]


def test_an_address_works_five_times(slack: Playground, url: str) -> None:
    statuses = [answer(url, text=str(number)).status_code for number in range(6)]
    assert statuses == [200] * 5 + [404]
    assert len(slack.ephemerals("maya", "general")) == 5


def test_an_address_works_for_half_an_hour(slack: Playground, url: str) -> None:
    slack.advance(timedelta(minutes=31))
    assert answer(url, text="too late").status_code == 404
    assert slack.ephemerals("maya", "general") == []


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x", "blocks": [{"type": "poem"}]}])
def test_an_answer_that_says_nothing_valid_is_refused_and_not_counted(
    slack: Playground, url: str, body: dict[str, Any]
) -> None:
    for _ in range(6):
        assert answer(url, **body).status_code == 400
    assert answer(url, text="now").status_code == 200
    assert [message.text for message in slack.ephemerals("maya", "general")] == ["now"]


def pressed(slack: Playground, app: App, connect: Start, **ephemeral: str) -> tuple[ShownMessage, str]:
    """A message of the app, on whose button Maya has pressed, and the response URL of that."""
    app.action("go")(lambda ack: ack())
    connect(app)
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    client = web_client(slack)
    post: Any = client.chat_postEphemeral if ephemeral else client.chat_postMessage
    post(channel="C0GENERAL", text="old", blocks=[{"type": "actions", "elements": [button]}], **ephemeral)
    source = (slack.ephemerals("maya", "general") or slack.messages("general"))[-1]
    slack.person("maya").presses(source, "go")
    return source, url_of(slack, "block_actions")


def test_an_answer_replaces_the_message_that_was_pressed(slack: Playground, app: App, connect: Start) -> None:
    source, url = pressed(slack, app, connect)
    answer(url, text="new", replace_original=True)
    assert slack.message(source).text == "new"
    assert len(slack.messages("general")) == 1
    answer(url, delete_original=True)
    assert slack.messages("general") == []


def test_an_answer_replaces_an_ephemeral_message_too(slack: Playground, app: App, connect: Start) -> None:
    _, url = pressed(slack, app, connect, user="U0MAYA")
    answer(url, text="new", replace_original=True)
    assert [message.text for message in slack.ephemerals("maya", "general")] == ["new"]
    answer(url, delete_original=True)
    assert slack.ephemerals("maya", "general") == []
