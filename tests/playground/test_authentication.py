"""Who may call what."""

import json
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.testing import Playground
from tests.playground.conftest import Open, web_client
from tests.playground.manifests import manifest_with_scopes


def post(url: str, body: bytes, **headers: str) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with urlopen(Request(url, data=body, headers=named)) as answer:
        result: dict[str, Any] = json.load(answer)
        return result


def error_of(client: WebClient, method: str, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, json=arguments)
    return str(refused.value.response["error"])


def test_a_call_without_a_token_is_not_authed(slack: Playground) -> None:
    assert post(f"{slack.api_url}auth.test", b"")["error"] == "not_authed"


def test_a_wrong_token_is_invalid_auth(slack: Playground) -> None:
    assert error_of(WebClient("xoxb-wrong", base_url=slack.api_url), "auth.test") == "invalid_auth"


def test_the_token_may_stand_in_a_form_field(slack: Playground) -> None:
    body = urlencode({"token": slack.credentials.bot_token}).encode()
    assert post(f"{slack.api_url}auth.test", body)["user_id"] == slack.app_user_id


def test_the_token_may_stand_in_the_header_of_a_json_call(slack: Playground) -> None:
    bearer = f"Bearer {slack.credentials.bot_token}"
    answer = post(f"{slack.api_url}auth.test", b"{}", Authorization=bearer, Content_Type="application/json")
    assert answer["ok"]


@pytest.mark.parametrize(("body", "error"), [(b"{", "invalid_json"), (b"[]", "json_not_object")])
def test_json_that_is_no_object_is_refused(slack: Playground, body: bytes, error: str) -> None:
    bearer = f"Bearer {slack.credentials.bot_token}"
    answer = post(f"{slack.api_url}auth.test", body, Authorization=bearer, Content_Type="application/json")
    assert answer["error"] == error


def test_multipart_arguments_are_read(slack: Playground) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n'
        + slack.credentials.bot_token.encode()
        + b'\r\n--x\r\nContent-Disposition: form-data; name="channel"\r\n\r\nC0GENERAL'
        + b'\r\n--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nfrom a form\r\n--x--\r\n'
    )
    answer = post(f"{slack.api_url}chat.postMessage", body, Content_Type="multipart/form-data; boundary=x")
    assert answer["message"]["text"] == "from a form"


def test_an_unknown_method_is_named(client: WebClient) -> None:
    assert error_of(client, "chat.postPoem") == "unknown_method"


def test_a_missing_scope_is_named(open_playground: Open) -> None:
    client = web_client(open_playground(manifest_with_scopes("users:read")))
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C0GENERAL", text="hi")
    answer = refused.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "chat:write", "users:read")


@pytest.mark.parametrize(("channel", "scope"), [("C0GENERAL", "channels:history"), ("C0FOUNDERS", "groups:history")])
def test_the_kind_of_channel_decides_which_scope_is_needed(open_playground: Open, channel: str, scope: str) -> None:
    slack = open_playground(manifest_with_scopes("channels:read"))
    slack.person("maya").invites_app("founders")
    with pytest.raises(SlackApiError) as refused:
        web_client(slack).conversations_history(channel=channel)
    assert refused.value.response["needed"] == scope


def test_addresses_are_shown_only_with_their_scope(open_playground: Open) -> None:
    without = web_client(open_playground(manifest_with_scopes("users:read")))
    granted = web_client(open_playground(manifest_with_scopes("users:read", "users:read.email")))
    assert "email" not in without.users_info(user="U0MAYA")["user"]["profile"]
    assert granted.users_info(user="U0MAYA")["user"]["profile"]["email"] == "maya@example.com"


def test_the_bot_token_opens_no_socket_and_the_app_token_posts_nothing(slack: Playground, client: WebClient) -> None:
    assert error_of(client, "apps.connections.open") == "not_allowed_token_type"
    app_client = WebClient(slack.credentials.app_token, base_url=slack.api_url)
    assert error_of(app_client, "chat.postMessage", channel="C0GENERAL", text="hi") == "not_allowed_token_type"


def test_api_test_returns_what_it_was_given(client: WebClient) -> None:
    assert client.api_test(foo="bar")["args"] == {"foo": "bar"}
    assert error_of(client, "api.test", error="my_error") == "my_error"


def test_auth_test_names_team_user_and_bot(slack: Playground, client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == (slack.team_id, slack.app_user_id)
    assert answer["bot_id"].startswith("B")
    assert answer["url"].startswith("https://")


def test_scopes_are_named_in_a_header(client: WebClient) -> None:
    assert "chat:write" in client.auth_test().headers["X-OAuth-Scopes"].split(",")


def test_after_an_uninstallation_the_token_is_worth_nothing(slack: Playground, client: WebClient) -> None:
    slack.do("uninstall_app")
    assert error_of(client, "auth.test") == "account_inactive"


def test_no_token_reaches_the_inspector(slack: Playground) -> None:
    post(f"{slack.api_url}auth.test", urlencode({"token": slack.credentials.bot_token}).encode())
    assert slack.credentials.bot_token not in str(slack.calls())
