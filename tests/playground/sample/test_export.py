import json
import re
from datetime import UTC, datetime

from tests.playground.sample.exported import Exported


def test_every_speaker_and_everybody_who_reacts_is_known(exported: Exported) -> None:
    for _, message in exported.messages():
        speakers = {message["user"]} if "user" in message else set()
        reacting = {user for reaction in message.get("reactions", []) for user in reaction["users"]}
        assert speakers | reacting <= exported.users.keys()


def test_every_timestamp_is_unique_and_every_file_is_sorted(exported: Exported) -> None:
    seen = [message["ts"] for _, message in exported.messages()]
    assert len(seen) == len(set(seen))
    for entries in exported.days.values():
        assert [entry["ts"] for entry in entries] == sorted(entry["ts"] for entry in entries)


def test_every_file_holds_its_own_day_in_utc(exported: Exported) -> None:
    for (_, day), entries in exported.days.items():
        assert {f"{datetime.fromtimestamp(float(e['ts']), UTC):%Y-%m-%d}" for e in entries} == {day}


def test_every_reply_points_to_a_root_that_lists_it(exported: Exported) -> None:
    by_ts = {(channel, message["ts"]): message for channel, message in exported.messages()}
    replies = [(c, m) for c, m in exported.messages() if m.get("thread_ts", m["ts"]) != m["ts"]]
    assert len(replies) > 1_800
    for channel, reply in replies:
        root = by_ts[channel, reply["thread_ts"]]
        assert reply["ts"] in {listed["ts"] for listed in root["replies"]}
        assert reply["ts"] > root["ts"]


def test_reply_counts_say_how_many_replies_there_are(exported: Exported) -> None:
    for _, message in exported.messages():
        if "replies" in message:
            assert message["reply_count"] == len(message["replies"])
            assert message["latest_reply"] == message["replies"][-1]["ts"]


def test_reactions_count_their_users(exported: Exported) -> None:
    for _, message in exported.messages():
        for reaction in message.get("reactions", []):
            assert reaction["count"] == len(set(reaction["users"])) > 0


def test_some_messages_were_edited_by_their_authors(exported: Exported) -> None:
    edited = [message for _, message in exported.messages() if "edited" in message]
    assert len(edited) >= 4
    assert all(m["edited"]["user"] == m["user"] and m["edited"]["ts"] > m["ts"] for m in edited)


def test_people_speak_only_where_they_are_members_unless_they_left(exported: Exported) -> None:
    members = {entry["name"]: set(entry["members"]) for entry in exported.channels + exported.groups}
    for channel, message in exported.messages():
        user = message.get("user")
        assert user is None or user in members[channel] or exported.users[user]["deleted"]


def test_every_mention_and_link_is_in_slacks_own_form(exported: Exported) -> None:
    ids = {entry["id"] for entry in exported.channels + exported.groups}
    for _, message in exported.messages():
        marks = re.findall(r"<([^>]*)>", message["text"])
        for mark in marks:
            known_person = mark[0] == "@" and mark[1:] in exported.users
            known_channel = mark[0] == "#" and mark[1:].partition("|")[0] in ids
            assert known_person or known_channel or mark.startswith("https://"), message["text"]
        assert "{" not in re.sub(r"```.*?```|`[^`]*`", "", message["text"], flags=re.DOTALL)


def test_messages_of_people_bots_and_joins_have_slacks_fields(exported: Exported) -> None:
    kinds = {message.get("subtype") for _, message in exported.messages()}
    assert kinds == {None, "bot_message", "channel_join"}
    for _, message in exported.messages():
        assert message["type"] == "message"
        expected = {"bot_message": {"bot_id", "username"}, "channel_join": {"user"}}
        assert expected.get(message.get("subtype", ""), {"user", "client_msg_id", "team"}) <= message.keys()


def test_there_are_guests_strangers_bots_admins_and_one_who_left(exported: Exported) -> None:
    users = exported.users.values()
    assert sum(user["deleted"] for user in users) == 1
    assert sum(user["is_bot"] for user in users) >= 3
    assert sum(user["is_restricted"] for user in users) == 2
    assert sum(user["is_ultra_restricted"] for user in users) == 1
    assert sum(user["is_primary_owner"] for user in users) == 1
    assert sum(user["is_admin"] for user in users) >= 2
    assert {user["team_id"] for user in users if user.get("is_stranger")} == {"T0ARCADIA1"}


def test_time_zones_have_their_offset_of_the_day(exported: Exported) -> None:
    offsets = {user["tz"]: user["tz_offset"] for user in exported.users.values()}
    assert offsets["Asia/Kolkata"] == 19_800
    assert offsets["Europe/Warsaw"] == 3_600
    assert offsets["America/Toronto"] == -18_000


def test_private_channels_are_groups_and_direct_messages_are_empty(exported: Exported) -> None:
    assert {group["name"] for group in exported.groups} == {"leadership", "project-osprey"}
    for name in ("dms", "mpims"):
        assert json.loads((exported.folder / f"{name}.json").read_text()) == []
    logs = json.loads((exported.folder / "integration_logs.json").read_text())
    assert {log["change_type"] for log in logs} == {"added"}


def test_only_the_shared_channel_has_people_of_the_partner(exported: Exported) -> None:
    strangers = {user["id"] for user in exported.users.values() if user.get("is_stranger")}
    shared = {entry["name"] for entry in exported.channels if strangers & set(entry["members"])}
    assert shared == {"ext-arcadia"}
    assert [entry["is_ext_shared"] for entry in exported.channels if entry["name"] == "ext-arcadia"] == [True]


def test_the_company_is_of_the_promised_size(exported: Exported) -> None:
    people = [user for user in exported.users.values() if not user["is_bot"] and not user.get("is_stranger")]
    assert 38 <= len(people) <= 48
    assert 12 <= len(exported.channels) + len(exported.groups) <= 17
    messages = [message for _, message in exported.messages()]
    assert 3_000 <= len(messages) <= 5_000
    assert len(exported.days) > 12 * 5
