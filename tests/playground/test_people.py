"""`users.*`, `team.*`, `bots.*`, `usergroups.*` and `dnd.*`."""

from typing import Any

import pytest
from slack_sdk import WebClient

from playground.testing import Playground
from tests.playground.test_authentication import error_of


def test_somebody_is_described(client: WebClient) -> None:
    user = client.users_info(user="U0MAYA")["user"]
    assert (user["name"], user["real_name"], user["is_admin"]) == ("maya", "Maya Lindqvist", True)
    assert (user["profile"]["first_name"], user["profile"]["last_name"]) == ("Maya", "Lindqvist")


def test_a_guest_and_a_stranger_can_be_told(client: WebClient) -> None:
    assert client.users_info(user="U0GUS")["user"]["is_restricted"] is True
    stranger = client.users_info(user="U0ZOE")["user"]
    assert (stranger["is_stranger"], stranger["team_id"]) == (True, "T0ACME")


def test_the_list_holds_the_team_and_its_bot_but_no_strangers(slack: Playground, client: WebClient) -> None:
    listed = {user["id"]: user for user in client.users_list()["members"]}
    assert "U0ZOE" not in listed
    assert listed[slack.app_user_id]["is_bot"] is True


def test_the_list_has_pages(client: WebClient) -> None:
    assert [len(page["members"]) for page in client.users_list(limit=3)] == [3, 3, 1]


def test_somebody_is_found_by_their_address(client: WebClient) -> None:
    assert client.users_lookupByEmail(email="TOM@example.com")["user"]["id"] == "U0TOM"


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("users.info", {}, "user_not_found"),
        ("users.lookupByEmail", {"email": "nobody@example.com"}, "users_not_found"),
        ("users.conversations", {"user": "U0NOBODY"}, "user_not_found"),
        ("bots.info", {"bot": "B0NOBODY"}, "bot_not_found"),
        ("team.info", {"team": "T0NOWHERE"}, "team_not_found"),
    ],
)
def test_what_is_not_there_is_not_found(client: WebClient, method: str, arguments: dict[str, Any], error: str) -> None:
    assert error_of(client, method, **arguments) == error


def test_conversations_of_a_person_show_no_private_ones_the_app_is_not_in(slack: Playground, client: WebClient) -> None:
    asked: dict[str, Any] = {"user": "U0MAYA", "types": "public_channel,private_channel"}
    assert "founders" not in [one["name"] for one in client.users_conversations(**asked)["channels"]]
    slack.person("maya").invites_app("founders")
    assert "founders" in [one["name"] for one in client.users_conversations(**asked)["channels"]]


def test_conversations_are_the_apps_own_when_nobody_is_named(client: WebClient) -> None:
    assert [one["name"] for one in client.users_conversations()["channels"]] == ["general", "with-acme"]


def test_presence_follows_the_person(slack: Playground, client: WebClient) -> None:
    assert client.users_getPresence(user="U0TOM")["presence"] == "active"
    slack.do("change_person", user="tom", presence="away")
    assert client.users_getPresence(user="U0TOM")["presence"] == "away"


def test_somebody_who_snoozes_does_not_want_to_be_disturbed(slack: Playground, client: WebClient) -> None:
    until = int(slack.now.timestamp()) + 3600
    slack.do("change_person", user="tom", snoozed_until=until)
    users = client.dnd_teamInfo(users=["U0TOM", "U0MAYA"])["users"]
    assert (users["U0TOM"]["dnd_enabled"], users["U0TOM"]["next_dnd_end_ts"]) == (True, until)
    assert users["U0MAYA"]["dnd_enabled"] is False


def test_the_team_and_the_bot_are_described(slack: Playground, client: WebClient) -> None:
    assert client.team_info()["team"]["id"] == slack.team_id
    assert client.bots_info(bot=client.auth_test()["bot_id"])["bot"]["user_id"] == slack.app_user_id


def test_user_groups_show_their_people_when_asked(slack: Playground, client: WebClient) -> None:
    slack.do("add_usergroup", handle="birds", name="Birds", users=["maya", "tom"])
    (group,) = client.usergroups_list(include_users=True)["usergroups"]
    assert (group["handle"], group["users"]) == ("birds", ["U0MAYA", "U0TOM"])
    assert "users" not in client.usergroups_list()["usergroups"][0]
