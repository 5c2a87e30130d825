"""Agents: status, suggested prompts, streams and context."""

from typing import Any

import pytest
from slack_sdk import WebClient

from playground.testing import Playground
from tests.playground.conftest import Open, web_client
from tests.playground.manifests import agent_manifest, full_manifest
from tests.playground.test_authentication import error_of

RECIPIENT: dict[str, Any] = {"recipient_user_id": "U0MAYA", "recipient_team_id": "T0PLAYGRND"}


def test_a_status_is_shown_until_the_app_answers(slack: Playground, client: WebClient) -> None:
    asked = slack.person("maya").posts("general", "who knows?")
    client.assistant_threads_setStatus(channel_id=asked.channel, thread_ts=asked.ts, status="is thinking...")
    assert slack.status(asked) == "is thinking..."
    client.chat_postMessage(channel=asked.channel, thread_ts=asked.ts, text="I do")
    assert slack.status(asked) == ""


def test_a_status_needs_a_thread(client: WebClient) -> None:
    arguments = {"channel_id": "C0GENERAL", "thread_ts": "1.000001", "status": "x"}
    assert error_of(client, "assistant.threads.setStatus", **arguments) == "invalid_thread_ts"


def test_prompts_are_suggested_in_direct_messages(slack: Playground, client: WebClient) -> None:
    slack.person("maya").opens_home("messages")
    channel = client.conversations_open(users="U0MAYA")["channel"]["id"]
    prompts = [{"title": "Ask", "message": "Who can help?"}]
    client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=prompts, thread_ts="")
    assert slack.occurrences("prompts")[0]["prompts"] == prompts
    error = error_of(client, "assistant.threads.setSuggestedPrompts", channel_id=channel, prompts=prompts * 5)
    assert error == "invalid_arguments"


def test_prompts_for_a_thread_are_silently_ignored_for_an_agent(open_playground: Open) -> None:
    slack = open_playground(agent_manifest())
    client = web_client(slack)
    asked = slack.person("maya").writes_to_app("hi")
    prompts = [{"title": "Ask", "message": "Who can help?"}]
    client.assistant_threads_setSuggestedPrompts(channel_id=asked.channel, thread_ts=asked.ts, prompts=prompts)
    assert slack.occurrences("prompts") == []


def test_a_stream_grows_and_ends(slack: Playground, client: WebClient) -> None:
    asked = slack.person("maya").posts("general", "who knows?")
    stream = client.chat_startStream(channel=asked.channel, thread_ts=asked.ts, markdown_text="Let me", **RECIPIENT)
    client.chat_appendStream(channel=asked.channel, ts=stream["ts"], markdown_text=" think")
    (reply,) = slack.thread(asked)
    assert (reply.shown_text, reply.json["streaming_state"]) == ("Let me think", "in_progress")
    divider = [{"type": "divider"}]
    client.chat_stopStream(channel=asked.channel, ts=stream["ts"], markdown_text=".", blocks=divider)
    (reply,) = slack.thread(asked)
    assert [block["type"] for block in reply.blocks] == ["markdown", "divider"]
    assert (reply.text, reply.json["streaming_state"]) == ("Let me think.", "completed")


def test_the_sdks_own_streamer_works(slack: Playground, client: WebClient) -> None:
    asked = slack.person("maya").writes_to_app("who knows?")
    streamer = client.chat_stream(channel=asked.channel, thread_ts=asked.ts, buffer_size=1, **RECIPIENT)
    streamer.append(markdown_text="one ")
    streamer.append(markdown_text="two")
    streamer.stop()
    assert slack.wait_for_reply(asked).text == "one two"


def test_a_stopped_stream_takes_no_more(slack: Playground, client: WebClient) -> None:
    asked = slack.person("maya").posts("general", "who knows?")
    stream = client.chat_startStream(channel=asked.channel, thread_ts=asked.ts, **RECIPIENT)
    where = {"channel": asked.channel, "ts": stream["ts"]}
    client.chat_stopStream(**where)
    assert error_of(client, "chat.appendStream", markdown_text="x", **where) == "message_not_in_streaming_state"
    foreign = {"channel": asked.channel, "ts": asked.ts}
    assert error_of(client, "chat.appendStream", markdown_text="x", **foreign) == "message_not_owned_by_app"


def test_a_stream_in_a_channel_needs_its_recipient(slack: Playground, client: WebClient) -> None:
    asked = slack.person("maya").posts("general", "who knows?")
    where = {"channel": asked.channel, "thread_ts": asked.ts}
    assert error_of(client, "chat.startStream", **where) == "missing_recipient_user_id"
    assert error_of(client, "chat.startStream", recipient_user_id="U0MAYA", **where) == "missing_recipient_team_id"


def test_task_updates_are_shown_as_cards(slack: Playground, client: WebClient) -> None:
    asked = slack.person("maya").posts("general", "who knows?")
    task = {"type": "task_update", "id": "1", "title": "Searching", "status": "in_progress"}
    where: dict[str, Any] = {"channel": asked.channel, "thread_ts": asked.ts}
    stream = client.chat_startStream(chunks=[task], **where, **RECIPIENT)
    done = task | {"status": "complete"}
    client.chat_appendStream(channel=asked.channel, ts=stream["ts"], chunks=[done])
    (card,) = slack.thread(asked)[0].blocks
    assert (card["type"], card["status"]) == ("task_card", "complete")
    poem = [{"type": "poem"}]
    assert (
        error_of(client, "chat.appendStream", channel=asked.channel, ts=stream["ts"], chunks=poem) == "invalid_chunks"
    )


@pytest.mark.parametrize("is_agent", [True, False])
def test_only_an_agent_hears_what_somebody_looks_at(open_playground: Open, is_agent: bool) -> None:
    slack = open_playground(agent_manifest() if is_agent else full_manifest())
    maya = slack.person("maya")
    slack.do("look_at", user="maya", channel="random")
    maya.opens_home("messages")
    maya.writes_to_app("who knows?")
    entity = {"type": "slack#/types/channel_id", "value": "C0RANDOM", "team_id": slack.team_id}
    context = {"entities": [entity]} if is_agent else None
    assert [event["context"] for event in slack.events("app_context_changed")] == ([context] if is_agent else [])
    assert slack.events("app_home_opened")[0].get("context") == context
    assert slack.events("message")[-1].get("app_context") == context
