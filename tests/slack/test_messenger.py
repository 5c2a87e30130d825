"""What Kith says reaches Slack once, and a refusal comes back as one of two errors."""

from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest

from bot.domain.errors import SlackBusy, SlackRefused
from bot.domain.messages import MessageKey
from bot.services.ports import Post
from bot.slack.messenger import SlackMessenger
from tests.slack.conftest import Answer, ScriptedSlack

POST = Post("T1", "C1", "Hello", blocks=({"type": "divider"},), thread_ts="1.000001", key="answer:7")
SINCE = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def messenger(slack: ScriptedSlack) -> SlackMessenger:
    return SlackMessenger(saying=lambda _: slack.saying, asking=lambda _: slack.client)


def test_a_post_carries_its_key_as_metadata(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.answers("chat.postMessage", {"ts": "2.000001"})
    assert messenger.post(POST) == "2.000001"
    (asked,) = slack.asked["chat.postMessage"]
    assert asked["metadata"] == {"event_type": "kith_post", "event_payload": {"key": "answer:7"}}
    assert (asked["channel"], asked["thread_ts"], asked["text"]) == ("C1", "1.000001", "Hello")
    assert asked["blocks"] == [{"type": "divider"}]


def test_a_post_for_one_person_is_ephemeral(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.answers("chat.postEphemeral", {"message_ts": "2.000001"})
    assert messenger.post(Post("T1", "C1", "psst", only_for="U1")) == ""
    assert slack.asked["chat.postEphemeral"][0]["user"] == "U1"


def test_a_command_is_answered_at_its_response_url(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.answers("respond", Answer("ok"))
    messenger.post(Post("T1", "C1", "Hello", only_for="U1", response_url=f"{slack.url}respond"))
    assert slack.asked["respond"] == [{"text": "Hello", "response_type": "ephemeral", "replace_original": False}]


def test_an_expired_response_url_is_a_refusal(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.answers("respond", Answer("expired_url", status=404))
    with pytest.raises(SlackRefused, match="expired_url"):
        messenger.post(Post("T1", "C1", "Hello", response_url=f"{slack.url}respond"))


def test_a_post_is_found_again_by_its_metadata(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    other = {"ts": "3.000001", "text": "something else"}
    ours = {"ts": "3.000002", "metadata": {"event_type": "kith_post", "event_payload": {"key": "answer:7"}}}
    more = {"has_more": True, "response_metadata": {"next_cursor": "next"}}
    slack.answers("conversations.replies", {"messages": [other], **more}, {"messages": [ours]})
    assert messenger.find(POST, SINCE) == "3.000002"
    assert slack.asked["conversations.replies"][0]["include_all_metadata"] == "1"
    assert float(slack.asked["conversations.replies"][0]["oldest"]) == SINCE.timestamp()


def test_a_post_that_never_came_through_is_not_found(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.answers("conversations.history", {"messages": [{"ts": "3.000001", "metadata": {"event_type": "x"}}]})
    assert messenger.find(Post("T1", "C1", "Hello", key="answer:7"), SINCE) == ""


def test_a_post_to_a_person_is_looked_for_in_their_direct_messages(
    slack: ScriptedSlack, messenger: SlackMessenger
) -> None:
    slack.answers("conversations.open", {"channel": {"id": "D1"}})
    slack.answers("conversations.history", {"messages": []})
    assert messenger.find(Post("T1", "U1", "Hello", key="k"), SINCE) == ""
    assert slack.asked["conversations.history"][0]["channel"] == "D1"


def test_what_one_person_alone_sees_is_not_looked_for(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    assert messenger.find(Post("T1", "C1", "psst", only_for="U1", key="k"), SINCE) == ""
    assert not slack.asked


def test_a_rate_limited_post_waits_and_is_made(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    limited = Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "0"})
    slack.answers("chat.postMessage", limited, {"ts": "2.000001"})
    assert messenger.post(POST) == "2.000001"


def test_a_post_that_stays_rate_limited_says_how_long(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    first = Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "0"})
    slack.answers("chat.postMessage", first, Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "30"}))
    with pytest.raises(SlackBusy) as caught:
        messenger.post(POST)
    assert caught.value.retry_after == 30


def test_a_post_is_not_repeated_when_slack_may_have_made_it(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.answers("chat.postMessage", Answer("<html>oops</html>", 503))
    with pytest.raises(SlackBusy):
        messenger.post(POST)
    assert len(slack.asked["chat.postMessage"]) == 1


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "token_revoked", "not_in_channel"])
def test_a_refusal_is_final(code: str, slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.refuses("chat.postMessage", code)
    with pytest.raises(SlackRefused) as caught:
        messenger.post(POST)
    assert caught.value.code == code


def test_slack_out_of_reach_is_busy() -> None:
    nowhere = ScriptedSlack(url="http://127.0.0.1:9/api/")
    with pytest.raises(SlackBusy):
        SlackMessenger(saying=lambda _: nowhere.saying, asking=lambda _: nowhere.saying).post(POST)


def test_links_are_asked_for_at_once(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.together, messages = Barrier(3, timeout=10), [MessageKey("C1", f"{n}.000001") for n in range(3)]
    slack.answers("chat.getPermalink", {"permalink": "https://x.slack.com/archives/C1/p1"})
    links = messenger.permalinks("T1", messages)
    assert links == dict.fromkeys(messages, "https://x.slack.com/archives/C1/p1")
    assert {asked["message_ts"] for asked in slack.asked["chat.getPermalink"]} == {ts for _, ts in messages}


def test_a_message_that_is_gone_has_no_permalink(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.refuses("chat.getPermalink", "message_not_found")
    message = MessageKey("C1", "1.000001")
    assert messenger.permalinks("T1", [message]) == {message: ""}
    slack.answers("chat.getPermalink", {"permalink": "https://x.slack.com/archives/C1/p1000001"})
    assert messenger.permalinks("T1", [message]) == {message: "https://x.slack.com/archives/C1/p1000001"}


def test_a_message_of_ours_is_replaced(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.answers("chat.update", {"ts": "2.000001"})
    messenger.update("T1", "C1", "2.000001", "Later", [{"type": "divider"}])
    assert slack.asked["chat.update"][0]["text"] == "Later"


def test_views_are_opened_and_published(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.answers("views.open", {})
    slack.answers("views.publish", {})
    messenger.open_view("T1", "trigger", {"type": "modal"})
    messenger.publish_home("T1", "U1", {"type": "home"})
    assert slack.asked["views.open"][0]["view"] == {"type": "modal"}
    assert slack.asked["views.publish"][0]["user_id"] == "U1"


def test_several_people_are_written_to_in_a_conversation_of_their_own(
    messenger: SlackMessenger, slack: ScriptedSlack
) -> None:
    slack.answers("conversations.open", {"channel": {"id": "G9"}})
    slack.answers("chat.postMessage", {"ts": "1.000001"})
    messenger.post(Post("T1", "U1,U2", "meet"))
    assert slack.asked["conversations.open"][0]["users"] == "U1,U2"
    assert slack.asked["chat.postMessage"][0]["channel"] == "G9"


STANDING = {
    "ts": "1.000001",
    "text": "Your week",
    "blocks": [{"type": "divider", "block_id": "here"}, {"type": "divider", "block_id": "end"}],
    "metadata": {"event_type": "kith_post", "event_payload": {"key": "digest:C1"}},
}
PICTURE = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a chart", "block_id": "picture"}


def test_a_block_is_put_into_a_message_that_keeps_its_metadata(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    slack.answers("conversations.history", {"messages": [STANDING]})
    slack.answers("chat.update", {"ts": "1.000001"})
    messenger.amend("T1", "C1", "1.000001", "here", PICTURE)
    (changed,) = slack.asked["chat.update"]
    assert [block["block_id"] for block in changed["blocks"]] == ["here", "picture", "end"]
    assert (changed["metadata"], changed["text"]) == (STANDING["metadata"], "Your week")


@pytest.mark.parametrize(
    "messages", [[], [{**STANDING, "blocks": [*STANDING["blocks"], PICTURE]}], [{**STANDING, "blocks": []}]]
)
def test_a_block_that_stands_already_or_has_no_place_is_put_nowhere(
    slack: ScriptedSlack, messenger: SlackMessenger, messages: list[dict[str, Any]]
) -> None:
    slack.answers("conversations.history", {"messages": messages})
    messenger.amend("T1", "C1", "1.000001", "here", PICTURE)
    assert "chat.update" not in slack.asked


def test_a_file_is_found_again_in_its_thread_by_its_name(slack: ScriptedSlack, messenger: SlackMessenger) -> None:
    replies = {"messages": [{"ts": "1.000001"}, {"ts": "2.000001", "files": [{"id": "F1", "name": "chart.png"}]}]}
    slack.answers("conversations.replies", replies, replies)
    assert messenger.uploaded("T1", "C1", "1.000001", "chart.png") == "F1"
    assert messenger.uploaded("T1", "C1", "1.000001", "other.png") == ""
