"""What Slack sends, read as what happened. The payloads are those of Slack's reference (docs.slack.dev/reference)."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.blocks import log_help
from bot.domain.asks import Ask, Audience
from bot.domain.events import Happening, MessageDeleted, MessagePosted, Reacted
from bot.domain.help import Act
from bot.domain.messages import MessageKey
from bot.listeners.commands.kith import ask_from as ask_from_command
from bot.listeners.commands.kith import digest_moment
from bot.listeners.envelope import bot_user, tenant
from bot.listeners.events.app_mention import ask_from as ask_from_mention
from bot.listeners.events.channels import channel_of
from bot.listeners.events.message import ask_from as ask_from_message
from bot.listeners.events.message import happenings_from, is_direct
from bot.listeners.events.reactions import reacted_from
from bot.listeners.shortcuts.log_help import view_for
from bot.listeners.views.log_help import logged_from
from bot.services.mentions import without_mention
from bot.services.slack_json import OddObject
from bot.services.telling import LoggedHelp

REACTION: dict[str, Any] = {
    "type": "reaction_added",
    "user": "U123ABC456",
    "reaction": "pray",
    "item_user": "U222222222",
    "item": {"type": "message", "channel": "C123ABC456", "ts": "1464196127.000002"},
    "event_ts": "1465244570.336841",
}
MESSAGE: dict[str, Any] = {
    "type": "message",
    "channel": "C123ABC456",
    "user": "U123ABC456",
    "text": "Hello world",
    "ts": "1355517523.000005",
    "channel_type": "channel",
    "event_ts": "1355517523.000005",
}
POSTED = MessagePosted("C123ABC456", "1355517523.000005", "U123ABC456", "Hello world")


@pytest.mark.parametrize("given", [True, False])
def test_a_reaction_is_given_or_taken_back_at_its_own_time(given: bool) -> None:
    event = REACTION | {"type": "reaction_added" if given else "reaction_removed"}
    key = MessageKey("C123ABC456", "1464196127.000002")
    assert reacted_from(event) == Reacted(key, "U222222222", "U123ABC456", "pray", "1465244570.336841", given)


@pytest.mark.parametrize(
    "change",
    [
        {"item": {"type": "file", "file": "F123ABC456"}},
        {"item_user": None},
        {"item_user": ""},
    ],
)
def test_a_reaction_to_what_no_person_wrote_is_nothing(change: dict[str, Any]) -> None:
    assert reacted_from(REACTION | change) is None


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({}, [POSTED]),
        ({"subtype": "me_message"}, [POSTED]),
        ({"subtype": "file_share", "files": [{"id": "F1"}]}, [POSTED]),
        (
            {"thread_ts": "1355517500.000001"},
            [MessagePosted(POSTED.channel, POSTED.ts, POSTED.author, POSTED.text, "1355517500.000001")],
        ),
        (
            {"subtype": "thread_broadcast", "thread_ts": "1355517500.000001", "root": {}},
            [MessagePosted(POSTED.channel, POSTED.ts, POSTED.author, POSTED.text, "1355517500.000001")],
        ),
        ({"subtype": "bot_message", "bot_id": "B1", "user": None}, []),
        ({"bot_id": "B1", "app_id": "A1"}, []),
        ({"subtype": "channel_join"}, []),
        ({"subtype": "channel_topic", "topic": "x"}, []),
        ({"subtype": "pinned_item"}, []),
        ({"subtype": "something_new"}, []),
        ({"user": "USLACKBOT"}, []),
    ],
)
def test_only_what_people_write_is_a_message(change: dict[str, Any], read: list[Happening]) -> None:
    assert happenings_from(MESSAGE | change) == read


def test_an_edit_is_the_message_as_it_reads_now() -> None:
    edited = {"user": "U123ABC456", "ts": "1355517536.000000"}
    event = {
        "type": "message",
        "subtype": "message_changed",
        "channel": "C123ABC456",
        "ts": "1358878755.000001",
        "message": {k: v for k, v in MESSAGE.items() if k != "channel"} | {"text": "Hello, world!", "edited": edited},
        "previous_message": MESSAGE,
        "event_ts": "1358878755.000001",
    }
    assert happenings_from(event) == [
        MessagePosted("C123ABC456", "1355517523.000005", "U123ABC456", "Hello, world!", "", "1355517536.000000")
    ]


def test_an_edit_by_a_bot_is_nothing() -> None:
    event = {"type": "message", "subtype": "message_changed", "channel": "C1", "message": MESSAGE | {"bot_id": "B1"}}
    assert happenings_from(event) == []


def test_a_deletion_names_the_message_that_is_gone() -> None:
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "channel": "C123ABC456",
        "ts": "1358878755.000001",
        "deleted_ts": "1358878749.000002",
        "event_ts": "1358878755.000002",
    }
    assert happenings_from(event) == [MessageDeleted("C123ABC456", "1358878749.000002", "1358878755.000002")]


def test_a_deleted_root_with_replies_is_a_deletion_too() -> None:
    """Slack puts a tombstone in place of a deleted message whose thread goes on."""
    tombstone = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "ts": "1358878749.000002"}
    event = {"type": "message", "subtype": "message_changed", "channel": "C1", "message": tombstone}
    (deleted,) = happenings_from(event)
    assert isinstance(deleted, MessageDeleted)
    assert deleted.ts == "1358878749.000002"


@pytest.mark.parametrize("change", [{"ts": None}, {"ts": "yesterday"}, {"user": None}, {"text": 7}])
def test_an_odd_message_is_refused_by_name(change: dict[str, Any]) -> None:
    with pytest.raises(OddObject):
        happenings_from(MESSAGE | change)


def test_what_is_said_to_kith_alone_is_a_question_and_no_evidence() -> None:
    event = MESSAGE | {"channel": "D123ABC456", "channel_type": "im", "text": " who can help with kafka? "}
    assert is_direct(event)
    assert ask_from_message(event) == Ask(
        key="D123ABC456:1355517523.000005",
        asker="U123ABC456",
        text="who can help with kafka?",
        channel="D123ABC456",
        asked_at=datetime(2012, 12, 14, 20, 38, 43, 5, tzinfo=UTC),
        audience=Audience.ASKER,
    )


@pytest.mark.parametrize(
    "change",
    [{"subtype": "message_changed", "message": {}}, {"subtype": "message_deleted"}, {"bot_id": "B1"}, {"text": " "}],
)
def test_edits_deletions_bots_and_silence_in_a_direct_message_are_no_question(change: dict[str, Any]) -> None:
    assert ask_from_message(MESSAGE | {"channel": "D1", "channel_type": "im"} | change) is None


def test_a_question_in_a_thread_with_kith_is_answered_in_that_thread() -> None:
    ask = ask_from_message(MESSAGE | {"channel": "D1", "channel_type": "im", "thread_ts": "1355517500.000001"})
    assert ask
    assert ask.thread_ts == "1355517500.000001"


MENTION: dict[str, Any] = {
    "type": "app_mention",
    "user": "U061F7AUR",
    "text": "<@U0LAN0Z89> who can help with terraform state locks?",
    "ts": "1515449522.000016",
    "channel": "C123ABC456",
    "event_ts": "1515449522000016",
}


def test_a_mention_asks_in_the_channel_and_is_answered_in_its_thread() -> None:
    ask = ask_from_mention(MENTION, "U0LAN0Z89")
    assert ask == Ask(
        key="C123ABC456:1515449522.000016",
        asker="U061F7AUR",
        text="who can help with terraform state locks?",
        channel="C123ABC456",
        asked_at=datetime(2018, 1, 8, 22, 12, 2, 16, tzinfo=UTC),
        audience=Audience.CHANNEL,
        thread_ts="1515449522.000016",
    )


def test_a_mention_within_a_thread_is_answered_in_that_thread() -> None:
    ask = ask_from_mention(MENTION | {"thread_ts": "1515449500.000001"}, "U0LAN0Z89")
    assert ask
    assert ask.thread_ts == "1515449500.000001"


@pytest.mark.parametrize("change", [{"bot_id": "B1"}, {"user": None}, {"channel": "D123ABC456"}])
def test_bots_ask_nothing_and_direct_messages_come_another_way(change: dict[str, Any]) -> None:
    assert ask_from_mention(MENTION | change, "U0LAN0Z89") is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("<@UKITH> terraform", "terraform"),
        ("<@UKITH|kith>: terraform", "terraform"),
        ("hey <@UKITH>, who knows <@U1>?", "hey who knows <@U1>?"),
        ("terraform <@UKITH>", "terraform"),
        ("<@UKITH>", ""),
        ("ask <@UKITHOTHER>", "ask <@UKITHOTHER>"),
    ],
)
def test_only_kiths_own_name_is_taken_out_of_a_question(text: str, question: str) -> None:
    assert without_mention(text, "UKITH") == question


COMMAND = {
    "command": "/kith",
    "text": " who can help with kafka ",
    "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    "user_id": "U2147483697",
    "channel_id": "C2147483705",
    "team_id": "T0001",
    "enterprise_id": "E0001",
    "is_enterprise_install": "false",
    "response_url": "https://hooks.slack.com/commands/1234/5678",
}


def test_a_command_asks_for_its_user_alone() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    ask = ask_from_command(COMMAND, lambda: now)
    assert (ask.text, ask.audience, ask.response_url) == (
        "who can help with kafka",
        Audience.ASKER,
        COMMAND["response_url"],
    )
    assert ask.asked_at == now


@pytest.mark.parametrize(
    ("body", "of"),
    [
        ({"team_id": "T1", "authorizations": [{"team_id": "T1", "enterprise_id": None}]}, "T1"),
        (
            {"team_id": "TOTHER", "authorizations": [{"team_id": "T1", "enterprise_id": "E1"}]},
            "T1",
        ),
        (
            {
                "team_id": "T1",
                "authorizations": [{"enterprise_id": "E1", "team_id": "T1", "is_enterprise_install": True}],
            },
            "E1",
        ),
        ({"authorizations": [{"enterprise_id": "E1", "team_id": None, "is_enterprise_install": True}]}, "E1"),
        (COMMAND, "T0001"),
        (COMMAND | {"is_enterprise_install": "true"}, "E0001"),
        ({"team": {"id": "T1"}, "enterprise": None, "is_enterprise_install": False}, "T1"),
        ({"team": {"id": "T1"}, "enterprise": {"id": "E1"}, "is_enterprise_install": True}, "E1"),
        ({"team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True}, "E1"),
    ],
)
def test_the_tenant_is_the_installation(body: dict[str, Any], of: str) -> None:
    assert tenant(body) == of


def test_a_body_without_a_tenant_is_refused() -> None:
    with pytest.raises(OddObject):
        tenant({"type": "event_callback"})


def test_kith_knows_itself_by_the_event_that_it_was_sent() -> None:
    assert bot_user({"authorizations": [{"user_id": "UKITH", "is_bot": True}]}) == "UKITH"
    assert bot_user({"authorizations": [{"user_id": "U1", "is_bot": False}]}) == ""
    assert bot_user({}) == ""


@pytest.mark.parametrize("channel", ["C1", {"id": "C1", "name": "renamed", "created": 1}])
def test_a_renamed_channel_is_named_within_an_object(channel: Any) -> None:
    assert channel_of({"type": "channel_rename", "channel": channel}) == "C1"


SHORTCUT: dict[str, Any] = {
    "type": "message_action",
    "callback_id": "log_help",
    "trigger_id": "t",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "channel": {"id": "C1"},
    "message": {"user": "U2", "ts": "1515449522.000016", "thread_ts": "1515449500.000001"},
    "response_url": "https://hooks.slack.com/app/1",
}


def chosen(view: Any) -> dict[str, str | None]:
    """Whom the modal proposes."""
    people = {block["block_id"]: block["element"] for block in view["blocks"]}
    return {name: people[name].get("initial_user") for name in (log_help.HELPER, log_help.SEEKER)}


def test_the_author_is_proposed_as_the_one_who_helped_whoever_logs_it() -> None:
    assert chosen(view_for(SHORTCUT)) == {"helper": "U2", "seeker": "U1"}


def test_whoever_logs_their_own_message_is_asked_whom_they_helped() -> None:
    assert chosen(view_for(SHORTCUT | {"user": {"id": "U2"}})) == {"helper": "U2", "seeker": None}


def test_a_bot_is_not_proposed() -> None:
    message = SHORTCUT["message"] | {"bot_id": "B1"}
    assert chosen(view_for(SHORTCUT | {"message": message})) == {"helper": None, "seeker": "U1"}


def test_a_submitted_modal_is_the_help_that_was_filled_in() -> None:
    view = view_for(SHORTCUT)
    values = {
        "helper": {"person": {"type": "users_select", "selected_user": "U2"}},
        "seeker": {"person": {"type": "users_select", "selected_user": "U3"}},
        "about": {"words": {"type": "plain_text_input", "value": "kafka lag"}},
    }
    body = {
        "user": {"id": "U1"},
        "view": {"private_metadata": view["private_metadata"], "state": {"values": values}},
    }
    assert logged_from(body) == LoggedHelp(
        act=Act("C1", "1515449522.000016", "U2", "U3"),
        about="kafka lag",
        by="U1",
        thread_ts="1515449500.000001",
        response_url="https://hooks.slack.com/app/1",
    )
    assert len(view["private_metadata"]) < 3000
    assert json.loads(view["private_metadata"])["channel"] == "C1"


@pytest.mark.parametrize(
    ("text", "moment"),
    [("digest friday 16", (4, 16)), ("Digest Monday 9", (0, 9)), ("digest friday 25", None), ("kafka friday 9", None)],
)
def test_the_time_of_a_digest_is_read_from_the_command(text: str, moment: tuple[int, int] | None) -> None:
    assert digest_moment(text) == moment
