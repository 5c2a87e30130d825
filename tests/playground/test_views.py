"""`views.*`: home tabs and modals."""

import json
from typing import Any

import pytest
from slack_sdk import WebClient

from playground.testing import Playground
from tests.playground.conftest import Open, web_client
from tests.playground.manifests import full_manifest
from tests.playground.test_authentication import error_of

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


def home(text: str = "hello", **others: Any) -> dict[str, Any]:
    section = {"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": text}}
    return {"type": "home", "blocks": [section]} | others


def modal(**others: Any) -> dict[str, Any]:
    return {"type": "modal", "title": {"type": "plain_text", "text": "Title"}, "blocks": [SECTION]} | others


def trigger(slack: Playground) -> str:
    """A trigger id as an app gets it; it need not be acknowledged."""
    return slack.trigger_id("maya")


def test_a_published_home_is_what_the_person_sees(slack: Playground, client: WebClient) -> None:
    view = client.views_publish(user_id="U0MAYA", view=home())["view"]
    shown = slack.wait_for_home("maya", "hello")
    assert shown.id == view["id"]
    assert slack.person("tom").home is None


def test_publishing_again_replaces_the_home_and_keeps_its_id(slack: Playground, client: WebClient) -> None:
    first = client.views_publish(user_id="U0MAYA", view=home("one"))["view"]
    again = client.views_publish(user_id="U0MAYA", view=home("two"), hash=first["hash"])["view"]
    assert (first["id"], "two") == (again["id"], slack.wait_for_home("maya").shown_text)


def test_an_outdated_hash_is_a_conflict(slack: Playground, client: WebClient) -> None:
    first = client.views_publish(user_id="U0MAYA", view=home("one"))["view"]
    client.views_publish(user_id="U0MAYA", view=home("two"))
    stale = {"user_id": "U0MAYA", "view": home("three"), "hash": first["hash"]}
    assert error_of(client, "views.publish", **stale) == "hash_conflict"
    assert slack.wait_for_home("maya").shown_text == "two"


def test_a_home_needs_its_tab(open_playground: Open) -> None:
    manifest = full_manifest()
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    assert error_of(web_client(open_playground(manifest)), "views.publish", user_id="U0MAYA", view=home()) == (
        "not_enabled"
    )


def test_a_modal_opens_for_whoever_pulled_the_trigger(slack: Playground, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(slack), view=modal(callback_id="form"))
    assert slack.wait_for_modal("maya").callback_id == "form"
    assert slack.person("tom").modal is None


def test_a_trigger_works_once(slack: Playground, client: WebClient) -> None:
    once = trigger(slack)
    client.views_open(trigger_id=once, view=modal())
    assert error_of(client, "views.open", trigger_id=once, view=modal()) == "exchanged_trigger_id"


def test_a_trigger_works_for_three_seconds(slack: Playground, client: WebClient) -> None:
    late = trigger(slack)
    slack.advance_seconds(3.1)
    assert error_of(client, "views.open", trigger_id=late, view=modal()) == "expired_trigger_id"
    assert error_of(client, "views.open", trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"


def test_modals_are_stacked_three_high(slack: Playground, client: WebClient) -> None:
    first = client.views_open(trigger_id=trigger(slack), view=modal())["view"]
    second = client.views_push(trigger_id=trigger(slack), view=modal())["view"]
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    client.views_push(trigger_id=trigger(slack), view=modal())
    assert error_of(client, "views.push", trigger_id=trigger(slack), view=modal()) == "push_limit_reached"


def test_a_view_is_updated_by_id_or_by_the_apps_own_name(slack: Playground, client: WebClient) -> None:
    opened = client.views_open(trigger_id=trigger(slack), view=modal(external_id="mine"))["view"]
    changed = modal(title={"type": "plain_text", "text": "New"}, external_id="mine")
    assert client.views_update(external_id="mine", view=changed)["view"]["id"] == opened["id"]
    assert slack.wait_for_modal("maya").title == "New"
    client.views_update(view_id=opened["id"], view=modal())
    assert slack.wait_for_modal("maya").title == "Title"


def test_an_external_id_names_one_view(slack: Playground, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(slack), view=modal(external_id="mine"))
    second = {"trigger_id": trigger(slack), "view": modal(external_id="mine")}
    assert error_of(client, "views.push", **second) == "duplicate_external_id"


def test_an_update_of_a_view_that_was_closed_is_refused(slack: Playground, client: WebClient) -> None:
    opened = client.views_open(trigger_id=trigger(slack), view=modal())["view"]
    slack.person("maya").closes(slack.wait_for_modal("maya"))
    assert error_of(client, "views.update", view_id=opened["id"], view=modal()) == "not_found"


@pytest.mark.parametrize(
    "view",
    [
        None,
        {},
        {"type": "modal", "blocks": []},
        {"type": "drawer", "blocks": []},
        modal(title={"type": "plain_text", "text": "x" * 25}),
        modal(submit={"type": "plain_text", "text": "x" * 25}),
        modal(callback_id="x" * 256),
        modal(private_metadata="x" * 3001),
        modal(blocks=[SECTION] * 101),
        modal(blocks=[{"type": "markdown", "text": "only in messages"}]),
        modal(poem="no such field"),
        home(),
        modal(
            blocks=[
                {
                    "type": "input",
                    "label": {"type": "plain_text", "text": "needs submit"},
                    "element": {"type": "plain_text_input"},
                }
            ]
        ),
    ],
)
def test_a_view_that_slack_refuses_is_refused(slack: Playground, client: WebClient, view: Any) -> None:
    assert error_of(client, "views.open", trigger_id=trigger(slack), view=view) == "invalid_arguments"
    assert slack.person("maya").modal is None


def test_a_view_as_json_text_is_read(slack: Playground, client: WebClient) -> None:
    arguments = {"trigger_id": trigger(slack), "view": json.dumps(modal())}
    assert client.api_call("views.open", params=arguments)["ok"]


def test_an_enormous_view_is_too_large(slack: Playground, client: WebClient) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 90
    assert error_of(client, "views.open", trigger_id=trigger(slack), view=modal(blocks=blocks)) == "view_too_large"
