"""Who is told of what."""

from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_bolt import App, BoltRequest
from slack_bolt.request.internals import extract_channel_id, extract_team_id, extract_user_id
from slack_sdk import WebClient

from playground.delivery.payloads import event_payload
from playground.manifest import ManifestError, parse_manifest
from playground.slack_app import SlackApp
from playground.testing import Playground
from playground.workspace import new_workspace
from tests.playground.conftest import Open, Start, bolt_app, connected, web_client
from tests.playground.manifests import full_manifest, manifest_with_events, manifest_with_scopes
from tests.playground.test_authentication import error_of


@pytest.fixture
def told(slack: Playground, app: App, connect: Start) -> list[dict[str, Any]]:
    """The events that a connected app is told of, in order."""
    told: list[dict[str, Any]] = []
    for name in ("message", "app_mention", "reaction_added", "member_joined_channel", "channel_created", "im_created"):
        app.event(name)(lambda event: told.append(event))
    connect(app)
    slack.wait_until_connected()
    return told


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [f"{one['type']}/{one['subtype']}" if "subtype" in one else one["type"] for one in events]


def test_a_mention_comes_beside_its_message(slack: Playground, told: list[dict[str, Any]]) -> None:
    slack.person("maya").posts("general", "@sparrow hello")
    slack.wait_until_delivered()
    assert sorted(kinds(told)) == ["app_mention", "message"]
    assert told[0]["ts"] == told[1]["ts"]


def test_the_apps_own_posts_echo_back_but_mention_nobody(slack: Playground, connect: Start) -> None:
    connect(bolt_app(slack))
    web_client(slack).chat_postMessage(channel="C0GENERAL", text=f"I am <@{slack.app_user_id}>")
    slack.wait_until_delivered()
    (sent,) = (one["envelope"]["payload"]["event"] for one in slack.envelopes())
    assert sent["type"] == "message"
    assert sent["bot_id"].startswith("B")


def test_an_edit_that_adds_a_mention_is_a_mention(slack: Playground, told: list[dict[str, Any]]) -> None:
    message = slack.person("maya").posts("general", "hello")
    slack.person("maya").edits(message, "@sparrow hello")
    slack.person("maya").edits(message, "@sparrow hello again")
    slack.wait_until_delivered()
    assert kinds(told).count("app_mention") == 1
    assert kinds(told).count("message/message_changed") == 2


def test_what_happens_where_the_app_is_not_is_not_told(slack: Playground, told: list[dict[str, Any]]) -> None:
    for channel in ("random", "founders"):
        message = slack.person("maya").posts(channel, "@sparrow hello")
        slack.person("jonas" if channel == "founders" else "tom").reacts(message, "tada")
    slack.person("maya").writes_to("jonas", text="psst")
    slack.wait_until_delivered()
    assert told == []


def test_the_app_hears_of_its_own_joining_and_of_what_follows(slack: Playground, told: list[dict[str, Any]]) -> None:
    slack.person("maya").invites_app("founders")
    slack.person("maya").posts("founders", "welcome")
    slack.wait_until_delivered()
    joined = next(one for one in told if one["type"] == "member_joined_channel")
    assert (joined["user"], joined["inviter"], joined["channel_type"]) == (slack.app_user_id, "U0MAYA", "G")
    assert told[-1]["text"] == "welcome"


def test_a_new_public_channel_is_told_to_all_a_private_one_to_nobody(
    slack: Playground, told: list[dict[str, Any]]
) -> None:
    slack.person("maya").creates_channel("songs")
    slack.person("maya").creates_channel("secrets", private=True)
    slack.wait_until_delivered()
    assert [one["channel"]["name"] for one in told] == ["songs"]


def test_a_deleted_root_leaves_a_tombstone(slack: Playground, told: list[dict[str, Any]]) -> None:
    root = slack.person("maya").posts("general", "who knows?")
    slack.person("tom").replies(root, "me")
    slack.person("maya").deletes(root)
    slack.wait_until_delivered()
    assert told[-1]["subtype"] == "message_changed"
    assert told[-1]["message"]["subtype"] == "tombstone"
    assert told[-1]["previous_message"]["text"] == "who knows?"


def test_only_events_of_the_manifest_are_told(open_playground: Open) -> None:
    slack = open_playground(manifest_with_events("reaction_added"))
    app = bolt_app(slack)
    app.event("reaction_added")(lambda: None)
    with connected(app, slack):
        message = slack.person("maya").posts("general", "@sparrow hello")
        slack.person("tom").reacts(message, "tada")
        slack.wait_until_delivered()
    assert [one["envelope"]["payload"]["event"]["type"] for one in slack.envelopes()] == ["reaction_added"]


def test_an_uninstalled_app_hears_of_that_and_of_nothing_more(open_playground: Open) -> None:
    slack = open_playground(manifest_with_events("tokens_revoked", "app_uninstalled", "message.channels"))
    app = bolt_app(slack)
    for name in ("tokens_revoked", "app_uninstalled", "message"):
        app.event(name)(lambda: None)
    with connected(app, slack):
        slack.do("uninstall_app")
        slack.person("maya").posts("general", "anybody?")
        slack.wait_until_delivered()
    assert {one["envelope"]["payload"]["event"]["type"] for one in slack.envelopes()} == {
        "tokens_revoked",
        "app_uninstalled",
    }


@pytest.mark.parametrize(
    ("event", "words"), [("reaction_added", "needs the scope reactions:read"), ("rain", "there is no event rain")]
)
def test_a_manifest_whose_events_cannot_be_is_refused(event: str, words: str) -> None:
    manifest = manifest_with_scopes("chat:write")
    manifest["settings"]["event_subscriptions"]["bot_events"] = [event]
    with pytest.raises(ManifestError, match=words):
        parse_manifest(manifest)


def test_an_installation_gives_the_token_back(slack: Playground) -> None:
    slack.do("uninstall_app")
    code = allow(slack)
    client = WebClient(base_url=slack.api_url)
    credentials = slack.credentials
    secrets = {"client_id": credentials.client_id, "client_secret": credentials.client_secret}
    answer = client.oauth_v2_access(code=code, **secrets)
    assert (answer["access_token"], answer["team"]["id"]) == (credentials.bot_token, slack.team_id)
    assert web_client(slack).auth_test()["ok"]
    assert error_of(client, "oauth.v2.access", code=code, **secrets) == "invalid_code"
    assert error_of(client, "oauth.v2.access", code="x", client_id="x") == "invalid_client_id"


def allow(slack: Playground) -> str:
    """Press `Allow` on the page of the installation flow; returns the code that the app is given."""
    query = urlencode({"client_id": slack.credentials.client_id, "scope": "chat:write", "state": "s"})
    connection = HTTPConnection(slack.address.removeprefix("http://"))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"/oauth/v2/authorize?{query}", "answer=allow", form)
    answer = connection.getresponse()
    target = urlsplit(answer.headers["Location"])
    connection.close()
    given = parse_qs(target.query)
    assert (target.path, given["state"]) == ("/oauth", ["s"])
    return given["code"][0]


FIELDS = st.dictionaries(st.sampled_from(["text", "thread_ts", "team", "user_team", "tab"]), st.text(max_size=20))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["message", "app_mention", "reaction_added", "app_home_opened"]), FIELDS, st.booleans())
def test_bolt_reads_team_person_and_channel_from_any_event(kind: str, fields: dict[str, str], shared: bool) -> None:
    workspace = new_workspace(SlackApp(parse_manifest(full_manifest()), "U0BOT"))
    where = {"item": {"channel": "C1"}} if kind == "reaction_added" else {"channel": "C1"}
    event = fields | {"type": kind, "user": "U1", "event_ts": "1.000001"} | where
    payload = event_payload(workspace, event, None) | {"is_ext_shared_channel": shared}
    assert extract_team_id(payload) == workspace.team.id
    assert extract_user_id(payload) == "U1"
    assert extract_channel_id(payload) == "C1"
    assert BoltRequest(body=payload, mode="socket_mode").context.team_id == workspace.team.id
