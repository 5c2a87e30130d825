"""An app that is installed in a whole enterprise, as far as an app notices."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from playground.model import Enterprise, Team
from playground.testing import Playground
from tests.playground.conftest import Open, bolt_app, connected, web_client
from tests.playground.documented import AUTHORIZATION, COMMAND, ENVELOPE, USER
from tests.playground.manifests import full_manifest
from tests.playground.test_authentication import error_of

ORG = Enterprise("E0ORG", "Org", (Team("T0SALES", "Sales", "sales"),))


@pytest.fixture
def slack(open_playground: Open) -> Playground:
    return open_playground(full_manifest(), enterprise=ORG)


@pytest.fixture
def client(slack: Playground) -> WebClient:
    return web_client(slack)


def test_the_token_is_the_enterprises(slack: Playground, client: WebClient) -> None:
    told = client.auth_test()
    assert (told["enterprise_id"], told["is_enterprise_install"]) == ("E0ORG", True)
    teams = client.auth_teams_list()["teams"]
    assert [team["id"] for team in teams] == [slack.team_id, "T0SALES"]


def test_lists_are_of_one_workspace_that_has_to_be_named(slack: Playground, client: WebClient) -> None:
    for method in ("conversations.list", "users.list", "users.conversations"):
        assert error_of(client, method) == "missing_argument"
        assert error_of(client, method, team_id="T0ACME2") == "team_not_found"
    channels = client.conversations_list(team_id="T0SALES")["channels"]
    assert [(channel["name"], channel["context_team_id"]) for channel in channels] == [("sales", "T0SALES")]
    assert "general" in {one["name"] for one in client.conversations_list(team_id=slack.team_id)["channels"]}


def test_members_are_the_enterprises_and_strangers_are_not(client: WebClient) -> None:
    maya, zoe = (client.users_info(user=user)["user"] for user in ("U0MAYA", "U0ZOE"))
    assert maya["enterprise_user"]["enterprise_id"] == "E0ORG"
    assert "enterprise_user" not in zoe
    assert USER.always <= maya.keys() <= USER.always | USER.sometimes


def test_events_name_their_workspace_and_the_enterprise_that_is_authorized(slack: Playground) -> None:
    app = bolt_app(slack)
    heard: list[dict[str, Any]] = []
    app.event("message")(lambda body: heard.append(body))
    with connected(app, slack):
        for channel in ("general", "sales"):
            slack.person("maya").posts(channel, "hello")
        assert slack.wait_for(lambda: len(heard) == 2)
    assert [body["team_id"] for body in heard] == [slack.team_id, "T0SALES"]
    for body in heard:
        assert ENVELOPE.always <= body.keys() <= ENVELOPE.always | ENVELOPE.sometimes
        (authorized,) = body["authorizations"]
        assert authorized.keys() == AUTHORIZATION.always
        assert (authorized["enterprise_id"], authorized["is_enterprise_install"]) == ("E0ORG", True)


def test_commands_and_shortcuts_name_the_enterprise(slack: Playground) -> None:
    app, sent = bolt_app(slack), list[dict[str, Any]]()

    def keep(ack: Callable[[], None], body: dict[str, Any]) -> None:
        sent.append(body)
        ack()

    app.command("/sparrow")(keep)
    app.shortcut("sing")(keep)
    with connected(app, slack):
        slack.person("maya").runs("/sparrow", "help")
        slack.person("maya").uses_shortcut("sing")
        assert slack.wait_for(lambda: len(sent) == 2)
    command, shortcut = sent
    assert (command["enterprise_id"], command["is_enterprise_install"]) == ("E0ORG", "true")
    assert COMMAND.always <= command.keys() <= COMMAND.always | COMMAND.sometimes
    assert (shortcut["enterprise"]["id"], shortcut["is_enterprise_install"]) == ("E0ORG", True)
