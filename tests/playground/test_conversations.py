"""`conversations.*`: what an app may know of channels."""

from typing import Any

import pytest
from slack_sdk import WebClient

from playground.testing import Playground
from tests.playground.conftest import Open, web_client
from tests.playground.manifests import manifest_with_scopes
from tests.playground.test_authentication import error_of

ALL_TYPES = "public_channel,private_channel,mpim,im"


def names(channels: list[dict[str, Any]]) -> list[str]:
    return [channel["name"] for channel in channels]


def test_a_channel_is_described(client: WebClient) -> None:
    channel = client.conversations_info(channel="C0GENERAL", include_num_members=True)["channel"]
    assert (channel["name"], channel["is_member"], channel["is_general"]) == ("general", True, True)
    assert channel["num_members"] == 6
    assert channel["purpose"]["value"] == "Everybody is here"


def test_a_channel_shared_with_another_organisation_says_so(client: WebClient) -> None:
    channel = client.conversations_info(channel="C0WITHACME")["channel"]
    assert (channel["is_shared"], channel["is_ext_shared"], channel["is_private"]) == (True, True, False)
    assert channel["connected_team_ids"] == ["T0ACME"]


def test_direct_messages_name_the_other_person(client: WebClient) -> None:
    channel_id = client.conversations_open(users="U0MAYA")["channel"]["id"]
    channel = client.conversations_info(channel=channel_id)["channel"]
    assert (channel["is_im"], channel["user"]) == (True, "U0MAYA")


def test_a_private_channel_is_not_found_until_the_app_is_in_it(slack: Playground, client: WebClient) -> None:
    assert error_of(client, "conversations.info", channel="C0FOUNDERS") == "channel_not_found"
    slack.person("maya").invites_app("founders")
    assert client.conversations_info(channel="C0FOUNDERS")["channel"]["is_private"] is True


def test_the_list_holds_public_channels_unless_other_types_are_asked_for(slack: Playground, client: WebClient) -> None:
    slack.person("maya").invites_app("founders")
    assert names(client.conversations_list()["channels"]) == ["general", "random", "with-acme"]
    assert names(client.conversations_list(types="private_channel")["channels"]) == ["founders"]
    assert error_of(client, "conversations.list", types="secret") == "invalid_types"


def test_private_channels_of_others_are_not_listed(client: WebClient) -> None:
    assert client.conversations_list(types="private_channel")["channels"] == []


def test_archived_channels_can_be_left_out(slack: Playground, client: WebClient) -> None:
    slack.do("archive_channel", user="maya", channel="random")
    assert "random" in names(client.conversations_list()["channels"])
    assert "random" not in names(client.conversations_list(exclude_archived=True)["channels"])


def test_a_type_without_its_scope_is_refused(open_playground: Open) -> None:
    client = web_client(open_playground(manifest_with_scopes("channels:read")))
    assert error_of(client, "conversations.list", types="public_channel,im") == "missing_scope"


def test_pages_follow_each_other_to_the_end(client: WebClient) -> None:
    pages = [names(page["channels"]) for page in client.conversations_list(limit=2)]
    assert pages == [["general", "random"], ["with-acme"]]


@pytest.mark.parametrize("cursor", ["nonsense", "b2Zmc2V0Og==", "bmV4dF90czox"])
def test_a_cursor_of_ones_own_making_is_refused(client: WebClient, cursor: str) -> None:
    assert error_of(client, "conversations.list", cursor=cursor) == "invalid_cursor"


@pytest.mark.parametrize("limit", [0, -1, "many"])
def test_a_limit_must_be_a_positive_number(client: WebClient, limit: object) -> None:
    assert error_of(client, "conversations.list", limit=limit) == "invalid_limit"


def test_members_are_listed_page_by_page(slack: Playground, client: WebClient) -> None:
    pages = [page["members"] for page in client.conversations_members(channel="C0GENERAL", limit=4)]
    assert [len(page) for page in pages] == [4, 2]
    assert sorted(one for page in pages for one in page) == sorted(slack.members("general"))


def test_opening_direct_messages_twice_finds_the_same(client: WebClient) -> None:
    first = client.conversations_open(users="U0MAYA", return_im=True)
    again = client.conversations_open(users="U0MAYA")
    assert first["channel"]["id"] == again["channel"]["id"]
    assert first["channel"]["user"] == "U0MAYA"
    assert again["already_open"] is True


def test_a_conversation_of_several_is_opened(slack: Playground, client: WebClient) -> None:
    channel = client.conversations_open(users=["U0MAYA", "U0TOM"], return_im=True)["channel"]
    assert channel["is_mpim"] is True
    assert sorted(slack.members(channel["id"])) == sorted([slack.app_user_id, "U0MAYA", "U0TOM"])


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "users_list_not_supplied"),
        ({"users": "U0NOBODY"}, "user_not_found"),
        ({"users": ",".join(f"U{n}" for n in range(9))}, "too_many_users"),
        ({"channel": "D0NOWHERE"}, "channel_not_found"),
    ],
)
def test_what_cannot_be_opened_is_refused(client: WebClient, arguments: dict[str, Any], error: str) -> None:
    assert error_of(client, "conversations.open", **arguments) == error


def test_no_conversation_is_opened_with_somebody_who_left(slack: Playground, client: WebClient) -> None:
    slack.do("change_person", user="tom", deleted=True)
    assert error_of(client, "conversations.open", users="U0TOM") == "user_disabled"


def test_an_app_joins_a_public_channel_by_itself(slack: Playground, client: WebClient) -> None:
    assert client.conversations_join(channel="C0RANDOM")["channel"]["is_member"] is True
    assert slack.app_user_id in slack.members("random")
    assert client.conversations_join(channel="C0RANDOM")["warning"] == "already_in_channel"


def test_an_app_joins_no_private_channel(client: WebClient) -> None:
    assert error_of(client, "conversations.join", channel="C0FOUNDERS") == "channel_not_found"


def test_an_app_leaves(slack: Playground, client: WebClient) -> None:
    client.conversations_leave(channel="C0GENERAL")
    assert slack.app_user_id not in slack.members("general")
    assert client.conversations_leave(channel="C0GENERAL")["not_in_channel"] is True
