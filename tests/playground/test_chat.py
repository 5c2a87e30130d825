"""`chat.*`: what is posted, and what is refused."""

from typing import Any

import pytest
from slack_sdk import WebClient

from playground.testing import Playground
from tests.playground.conftest import Open, web_client
from tests.playground.manifests import full_manifest, manifest_with_scopes
from tests.playground.test_authentication import error_of

GENERAL = "C0GENERAL"


def test_a_posted_message_is_in_the_channel(slack: Playground, client: WebClient) -> None:
    answer = client.chat_postMessage(channel=GENERAL, text="hello & <goodbye>")
    (message,) = slack.messages("general")
    assert (message.ts, message.text, message.by_app) == (answer["ts"], "hello &amp; &lt;goodbye&gt;", True)
    assert answer["message"]["bot_profile"]["name"] == "sparrow"


@pytest.mark.parametrize(
    "text", ["<@U0MAYA> &amp; <!here>", "<https://a.b|c> &lt;", "<#C0GENERAL>", "<mailto:a@b.c|a>"]
)
def test_tokens_and_entities_of_a_text_are_kept(client: WebClient, text: str) -> None:
    assert client.chat_postMessage(channel=GENERAL, text=text)["message"]["text"] == text


def test_a_message_to_a_person_opens_their_direct_messages(slack: Playground, client: WebClient) -> None:
    answer = client.chat_postMessage(channel="U0MAYA", text="psst")
    assert answer["channel"].startswith("D")
    assert slack.direct_messages("maya")[0].text == "psst"


def test_a_public_channel_may_be_named(client: WebClient) -> None:
    assert client.chat_postMessage(channel="#general", text="hi")["channel"] == GENERAL


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "hi"}, "channel_not_found"),
        ({"channel": "C0FOUNDERS", "text": "hi"}, "channel_not_found"),
        ({"channel": "founders", "text": "hi"}, "channel_not_found"),
        ({"text": "hi"}, "channel_not_found"),
        ({"channel": "C0RANDOM", "text": "hi"}, "not_in_channel"),
        ({"channel": GENERAL}, "no_text"),
        ({"channel": GENERAL, "text": ""}, "no_text"),
        ({"channel": GENERAL, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": GENERAL, "markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"channel": GENERAL, "markdown_text": "x", "text": "y"}, "markdown_text_conflict"),
        ({"channel": GENERAL, "text": "hi", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": GENERAL, "text": "hi", "blocks": "{"}, "invalid_blocks_format"),
        ({"channel": GENERAL, "text": "hi", "blocks": {}}, "invalid_blocks_format"),
        ({"channel": GENERAL, "text": "hi", "blocks": [{"type": "poem"}]}, "invalid_blocks"),
        ({"channel": GENERAL, "text": "hi", "attachments": "x"}, "invalid_attachments"),
        ({"channel": GENERAL, "text": "hi", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": GENERAL, "text": "hi", "metadata": "x"}, "invalid_metadata_format"),
        ({"channel": GENERAL, "text": "hi", "metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
        (
            {"channel": GENERAL, "text": "hi", "metadata": {"event_type": "x", "event_payload": {"a": "b" * 16_001}}},
            "metadata_too_large",
        ),
    ],
)
def test_what_slack_refuses_is_refused_and_changes_nothing(
    slack: Playground, client: WebClient, arguments: dict[str, Any], error: str
) -> None:
    assert error_of(client, "chat.postMessage", **arguments) == error
    assert slack.messages("general") == []


def test_an_archived_channel_takes_no_messages(slack: Playground, client: WebClient) -> None:
    slack.do("archive_channel", user="maya", channel="general")
    assert error_of(client, "chat.postMessage", channel=GENERAL, text="hi") == "is_archived"


def test_with_its_scope_an_app_posts_to_public_channels_it_is_not_in(open_playground: Open) -> None:
    client = web_client(open_playground(manifest_with_scopes("chat:write", "chat:write.public")))
    assert client.chat_postMessage(channel="C0RANDOM", text="hi")["ok"]


def test_a_disabled_messages_tab_takes_no_messages(open_playground: Open) -> None:
    manifest = full_manifest()
    manifest["features"]["app_home"]["messages_tab_enabled"] = False
    client = web_client(open_playground(manifest))
    assert error_of(client, "chat.postMessage", channel="U0MAYA", text="hi") == "messages_tab_disabled"


def test_a_name_of_ones_own_needs_its_scope(open_playground: Open) -> None:
    client = web_client(open_playground(manifest_with_scopes("chat:write")))
    assert error_of(client, "chat.postMessage", channel=GENERAL, text="hi", username="Owl") == "missing_scope"


def test_a_name_of_ones_own_is_shown(client: WebClient) -> None:
    message = client.chat_postMessage(channel=GENERAL, text="hi", username="Owl", icon_emoji=":owl:")["message"]
    assert (message["username"], message["subtype"], message["icons"]) == ("Owl", "bot_message", {"emoji": ":owl:"})


def test_a_reply_joins_its_thread(slack: Playground, client: WebClient) -> None:
    root = slack.person("maya").posts("general", "who knows?")
    client.chat_postMessage(channel=GENERAL, text="I do", thread_ts=root.ts)
    assert [reply.text for reply in slack.thread(root)] == ["I do"]
    assert slack.message(root).json["reply_count"] == 1


def test_a_reply_cannot_be_replied_to(slack: Playground, client: WebClient) -> None:
    root = slack.person("maya").posts("general", "who knows?")
    reply = client.chat_postMessage(channel=GENERAL, text="I do", thread_ts=root.ts)["ts"]
    assert error_of(client, "chat.postMessage", channel=GENERAL, text="x", thread_ts=reply) == "cannot_reply_to_message"


def test_a_broadcast_reply_is_in_the_channel_too(slack: Playground, client: WebClient) -> None:
    root = slack.person("maya").posts("general", "who knows?")
    client.chat_postMessage(channel=GENERAL, text="I do", thread_ts=root.ts, reply_broadcast=True)
    shown = client.conversations_history(channel=GENERAL)["messages"]
    assert [m.get("subtype") for m in shown] == ["thread_broadcast", None]


def test_blocks_and_their_elements_are_given_ids(client: WebClient) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    blocks: list[dict[str, Any]] = [{"type": "actions", "elements": [button]}, {"type": "divider", "block_id": "mine"}]
    shown = client.chat_postMessage(channel=GENERAL, text="hi", blocks=blocks)["message"]["blocks"]
    assert shown[0]["block_id"]
    assert shown[0]["elements"][0]["action_id"]
    assert shown[1]["block_id"] == "mine"


def test_an_update_replaces_the_text_and_keeps_the_blocks(slack: Playground, client: WebClient) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "old"}}
    posted = client.chat_postMessage(channel=GENERAL, text="old", blocks=[section])
    client.chat_update(channel=GENERAL, ts=posted["ts"], text="new")
    (message,) = slack.messages("general")
    assert (message.text, message.shown_text) == ("new", "old")
    assert message.json["edited"]["user"] == slack.app_user_id


def test_an_update_with_no_blocks_takes_them_away(slack: Playground, client: WebClient) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "old"}}
    posted = client.chat_postMessage(channel=GENERAL, text="old", blocks=[section])
    client.chat_update(channel=GENERAL, ts=posted["ts"], text="new", blocks=[])
    assert slack.messages("general")[0].shown_text == "new"


def test_an_update_of_what_is_gone_is_refused(client: WebClient) -> None:
    assert error_of(client, "chat.update", channel=GENERAL, ts="1.000001", text="x") == "message_not_found"


def test_an_update_of_anothers_message_is_refused(slack: Playground, client: WebClient) -> None:
    message = slack.person("maya").posts("general", "mine")
    assert error_of(client, "chat.update", channel=GENERAL, ts=message.ts, text="x") == "cant_update_message"
    assert error_of(client, "chat.delete", channel=GENERAL, ts=message.ts) == "cant_delete_message"
    assert slack.message(message).text == "mine"


def test_an_update_longer_than_4000_characters_is_refused(client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="x" * 4001)["ts"]
    assert error_of(client, "chat.update", channel=GENERAL, ts=ts, text="x" * 4001) == "msg_too_long"


def test_a_deleted_message_is_gone(slack: Playground, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="x")["ts"]
    client.chat_delete(channel=GENERAL, ts=ts)
    assert slack.messages("general") == []


def test_an_ephemeral_message_is_seen_by_one_and_in_no_history(slack: Playground, client: WebClient) -> None:
    client.chat_postEphemeral(channel=GENERAL, user="U0MAYA", text="only you")
    assert [m.text for m in slack.ephemerals("maya", "general")] == ["only you"]
    assert slack.ephemerals("tom", "general") == []
    assert client.conversations_history(channel=GENERAL)["messages"] == []


def test_an_ephemeral_message_to_somebody_elsewhere_is_refused(client: WebClient) -> None:
    assert error_of(client, "chat.postEphemeral", channel=GENERAL, user="U0GUS", text="x") == "user_not_in_channel"


def test_a_permalink_leads_to_the_message(slack: Playground, client: WebClient) -> None:
    root = slack.person("maya").posts("general", "who knows?")
    reply = slack.person("tom").replies(root, "I do")
    link = client.chat_getPermalink(channel=GENERAL, message_ts=root.ts)["permalink"]
    assert link.endswith(f"/archives/{GENERAL}/p{root.ts.replace('.', '')}")
    assert f"thread_ts={root.ts}" in client.chat_getPermalink(channel=GENERAL, message_ts=reply.ts)["permalink"]


def test_metadata_is_given_back_to_those_who_ask_for_it(client: WebClient) -> None:
    metadata = {"event_type": "digest", "event_payload": {"week": 47}}
    client.chat_postMessage(channel=GENERAL, text="hi", metadata=metadata)
    asked = client.conversations_history(channel=GENERAL, include_all_metadata=True)["messages"][0]
    assert asked["metadata"] == metadata
    assert "metadata" not in client.conversations_history(channel=GENERAL)["messages"][0]
