"""People, channels and messages as Slack gives them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.errors import ImportFailed, SlackBusy, SlackRefused, UnknownChannel, UnknownPerson
from bot.domain.messages import MessageKey
from bot.domain.people import ChannelKind
from bot.slack.directory import SlackDirectory
from tests.slack.conftest import Answer, ScriptedSlack

ADA: dict[str, Any] = {
    "id": "U1",
    "team_id": "T1",
    "name": "ada",
    "deleted": False,
    "tz": "Europe/London",
    "profile": {"real_name": "Ada Lovelace", "display_name": "ada", "title": "Engines"},
    "is_admin": True,
    "is_owner": False,
    "is_restricted": False,
    "is_bot": False,
}


@pytest.fixture
def directory(slack: ScriptedSlack) -> SlackDirectory:
    return SlackDirectory(lambda _: slack.client)


@pytest.mark.parametrize(
    ("flags", "kind"),
    [
        ({"is_channel": True, "is_private": False}, ChannelKind.PUBLIC),
        ({"is_channel": True, "is_private": True}, ChannelKind.PRIVATE),
        ({"is_group": True, "is_private": True}, ChannelKind.PRIVATE),
        ({"is_im": True}, ChannelKind.DIRECT),
        ({"is_mpim": True, "is_group": True}, ChannelKind.DIRECT),
        ({}, ChannelKind.PRIVATE),
    ],
)
def test_only_what_is_plainly_public_is_public(
    flags: dict[str, bool], kind: ChannelKind, slack: ScriptedSlack, directory: SlackDirectory
) -> None:
    slack.answers("conversations.info", {"channel": {"id": "C1", "name": "general", **flags}})
    assert directory.channel("T1", "C1").kind is kind


def test_everybody_is_read_page_by_page(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    more = {"response_metadata": {"next_cursor": "next"}}
    slack.answers("users.list", {"members": [ADA], **more}, {"members": [{"id": "U2"}]})
    assert [person.id for person in directory.people("T1")] == ["U1", "U2"]
    assert slack.asked["users.list"][1]["cursor"] == "next"


def test_an_enterprise_is_asked_for_each_of_its_workspaces(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.answers("auth.teams.list", {"teams": [{"id": "T1"}, {"id": "T2"}]})
    slack.answers("users.list", {"members": [ADA]}, {"members": [{"id": "U2"}]})
    slack.answers("conversations.list", {"channels": []})
    slack.answers("users.conversations", {"channels": [{"id": "C1"}]}, {"channels": [{"id": "C2"}]})
    assert [person.id for person in directory.people("E1")] == ["U1", "U2"]
    assert list(directory.channels("E1")) == []
    assert directory.public_channels_of("E1", "U1") == {"C1", "C2"}
    for method in ("users.list", "conversations.list", "users.conversations"):
        assert [asked["team_id"] for asked in slack.asked[method]][:2] == ["T1", "T2"]


def test_a_person_whom_slack_does_not_know_is_unknown(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.refuses("users.info", "user_not_found")
    with pytest.raises(UnknownPerson):
        directory.person("T1", "U9")


def test_a_channel_out_of_sight_is_unknown(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.refuses("conversations.info", "channel_not_found")
    with pytest.raises(UnknownChannel):
        directory.channel("T1", "C9")


def test_without_the_scope_for_private_channels_the_public_ones_are_read(
    slack: ScriptedSlack, directory: SlackDirectory
) -> None:
    public = {"channels": [{"id": "C1", "name": "general", "is_channel": True, "is_member": True}]}
    slack.answers("conversations.list", {**public}, Answer({"ok": False, "error": "missing_scope"}))
    assert [channel.id for channel in directory.channels("T1")] == ["C1"]


def test_any_other_refusal_is_not_taken_for_an_empty_list(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.refuses("conversations.list", "invalid_auth")
    with pytest.raises(SlackRefused, match="invalid_auth"):
        list(directory.channels("T1"))
    slack.refuses("users.conversations", "invalid_auth")
    with pytest.raises(SlackRefused, match="invalid_auth"):
        directory.private_channels_of("T1", "U1")


def test_members_are_read_to_the_last_page(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    more = {"response_metadata": {"next_cursor": "next"}}
    slack.answers("conversations.members", {"members": ["U1"], **more}, {"members": ["U2"]})
    assert directory.members("T1", "C1") == {"U1", "U2"}


def test_private_channels_are_those_shared_with_the_person(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.answers("users.conversations", {"channels": [{"id": "G1"}]})
    assert directory.private_channels_of("T1", "U1") == {"G1"}
    assert slack.asked["users.conversations"][0]["types"] == "private_channel"


def test_without_the_scope_nobody_shares_a_private_channel(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.refuses("users.conversations", "missing_scope")
    assert directory.private_channels_of("T1", "U1") == frozenset()


def test_history_comes_in_pages_with_a_cursor(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.answers("conversations.history", {"messages": [{"ts": "1.0"}], "response_metadata": {"next_cursor": "more"}})
    page = directory.history("T1", "C1", "0.5", "")
    assert (page.messages, page.next_cursor) == (({"ts": "1.0"},), "more")


def test_a_single_message_is_found_also_inside_a_thread(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.answers("conversations.replies", {"messages": [{"ts": "2.0", "thread_ts": "1.0"}]})
    assert directory.message("T1", MessageKey("C1", "2.0")) == {"ts": "2.0", "thread_ts": "1.0"}
    slack.refuses("conversations.replies", "thread_not_found")
    assert directory.message("T1", MessageKey("C1", "2.0")) is None


def test_a_read_is_repeated_when_slack_stumbles(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.answers("users.info", Answer("<html/>", 503), {"user": ADA})
    assert directory.person("T1", "U1").name == "ada"


def test_a_read_that_keeps_failing_is_busy(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.answers("users.info", Answer({"ok": False, "error": "fatal_error"}))
    with pytest.raises(SlackBusy):
        directory.person("T1", "U1")


@pytest.mark.parametrize(
    ("code", "said"), [("missing_scope", "paste the text"), ("file_not_found", "does not give me")]
)
def test_a_file_that_cannot_be_had_says_what_to_do_instead(
    code: str, said: str, slack: ScriptedSlack, directory: SlackDirectory
) -> None:
    slack.refuses("files.info", code)
    with pytest.raises(ImportFailed, match=said):
        directory.file("T1", "F1", 1_000_000)


def test_a_file_that_is_too_large_is_not_read(slack: ScriptedSlack, directory: SlackDirectory) -> None:
    slack.answers("files.info", {"file": {"size": 2_000_000, "url_private_download": "http://127.0.0.1:9/no"}})
    with pytest.raises(ImportFailed, match="larger than 1 MB"):
        directory.file("T1", "F1", 1_000_000)
    slack.answers("files.info", {"file": {"size": 2, "url_private_download": f"{slack.url}files/no"}})
    with pytest.raises(ImportFailed, match="does not give me"):
        directory.file("T1", "F1", 1_000_000)


@pytest.mark.parametrize(
    "told",
    [
        {"url_private_download": "https://evil.example/F1"},
        {"url_private_download": "https://evil.example/.slack.com/F1"},
        {"url_private_download": "https://slack.com.evil.example/F1"},
        {"url_private_download": "http://files.slack.com/F1"},
        {"url_private_download": "file:///etc/passwd"},
        {"url_private_download": "https://files.slack.com/F1", "is_external": True},
        {},
    ],
)
def test_the_token_is_taken_to_nobody_but_slack(
    told: dict[str, Any], slack: ScriptedSlack, directory: SlackDirectory
) -> None:
    slack.answers("files.info", {"file": {"size": 2, **told}})
    with pytest.raises(ImportFailed, match="outside of Slack"):
        directory.file("T1", "F1", 1_000_000)


def test_who_is_not_to_be_disturbed_then_is_told_with_the_end(directory: SlackDirectory, slack: ScriptedSlack) -> None:
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    around, later = {"next_dnd_start_ts": at.timestamp() - 60}, {"next_dnd_start_ts": at.timestamp() + 60}
    end = {"dnd_enabled": True, "next_dnd_end_ts": at.timestamp() + 3600}
    quiet = {"U1": around | end, "U2": later | end, "U3": around | end | {"dnd_enabled": False}, "U4": {}}
    slack.answers("dnd.teamInfo", {"users": quiet})
    assert directory.quiet("T1", list(quiet), at) == {"U1": at + timedelta(hours=1)}


def test_people_are_asked_about_fifty_at_a_time(directory: SlackDirectory, slack: ScriptedSlack) -> None:
    slack.answers("dnd.teamInfo", {"users": {}})
    directory.quiet("T1", [f"U{n}" for n in range(120)], datetime(2026, 11, 24, tzinfo=UTC))
    assert [len(asked["users"].split(",")) for asked in slack.asked["dnd.teamInfo"]] == [50, 50, 20]


def test_without_the_scope_nobody_counts_as_not_to_be_disturbed(
    directory: SlackDirectory, slack: ScriptedSlack
) -> None:
    slack.refuses("dnd.teamInfo", "missing_scope")
    assert directory.quiet("T1", ["U1"], datetime(2026, 11, 24, tzinfo=UTC)) == {}
