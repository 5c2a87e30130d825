"""HTTP mode: signed requests to a real Bolt app behind a real server."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.wsgi import SlackRequestHandler

from playground.delivery.http import sign
from playground.errors import NotAcknowledgedError, SlackError
from playground.testing import Playground
from tests.playground.conftest import Open, bolt_app
from tests.playground.manifests import full_manifest

Serve = Callable[[Any], str]


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves WSGI applications on this machine; returns their addresses."""
    with ExitStack() as stack:

        def start(application: Any) -> str:
            server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            stack.callback(server.server_close)
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}/slack/events"

        yield start


def refusing(status: str, seen: list[dict[str, Any]], **headers: str) -> Any:
    """A server that answers every request with that status; the requests are put into `seen`."""

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        seen.append(environ | {"body": body})
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        start_response(status, [("Content-Type", "text/plain"), *named])
        return [b"no"]

    return application


def test_an_address_is_used_once_it_has_answered_the_challenge(slack: Playground, serve: Serve) -> None:
    app = bolt_app(slack)
    app.event("message")(lambda say: say("heard"))
    slack.use_request_url(serve(SlackRequestHandler(app)))
    slack.person("maya").writes_to_app("hello")
    assert slack.wait_for_direct_message("maya").text == "heard"


def test_an_address_that_does_not_know_the_challenge_is_refused(slack: Playground, serve: Serve) -> None:
    for address in (serve(refusing("200 OK", [])), serve(refusing("500 Oh", [])), "http://127.0.0.1:1/slack"):
        with pytest.raises(SlackError, match="url_verification_failed"):
            slack.use_request_url(address)


def test_requests_are_signed(open_playground: Open, serve: Serve) -> None:
    seen: list[dict[str, Any]] = []
    slack = open_playground(full_manifest(), request_url=serve(refusing("200 OK", seen)))
    slack.person("maya").posts("general", "hello")
    slack.wait_until_delivered()
    (request,) = seen
    timestamp = int(request["HTTP_X_SLACK_REQUEST_TIMESTAMP"])
    expected = sign(slack.credentials.signing_secret, request["body"], timestamp)
    assert request["HTTP_X_SLACK_SIGNATURE"] == expected["X-Slack-Signature"]
    assert request["CONTENT_TYPE"] == "application/json"
    assert json.loads(request["body"])["event"]["text"] == "hello"


def test_a_signature_by_another_secret_is_refused_by_bolt(open_playground: Open, serve: Serve) -> None:
    slack = open_playground(full_manifest())
    app = App(client=bolt_app(slack).client, signing_secret="another secret")
    with pytest.raises(SlackError, match="http_error"):
        slack.use_request_url(serve(SlackRequestHandler(app)))


def test_the_signature_is_the_one_of_slacks_documentation() -> None:
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        b"%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    headers = sign("8f742231b10e8888abcd99yyyzzz85a5", body, 1531420618)
    assert headers["X-Slack-Signature"] == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


def test_a_failure_is_redelivered_with_its_number_and_reason(open_playground: Open, serve: Serve) -> None:
    seen: list[dict[str, Any]] = []
    address = serve(refusing("500 Oh", seen))
    slack = open_playground(full_manifest(), request_url=address, retry_delays=(0.0, 0.01, 0.01))
    slack.person("maya").posts("general", "hello")
    slack.wait_until_delivered()
    assert [one.get("HTTP_X_SLACK_RETRY_NUM") for one in seen] == [None, "1", "2", "3"]
    assert {one.get("HTTP_X_SLACK_RETRY_REASON") for one in seen[1:]} == {"http_error"}
    assert len({json.loads(one["body"])["event_id"] for one in seen}) == 1


def test_an_app_may_ask_for_no_redelivery(open_playground: Open, serve: Serve) -> None:
    seen: list[dict[str, Any]] = []
    address = serve(refusing("500 Oh", seen, X_Slack_No_Retry="1"))
    slack = open_playground(full_manifest(), request_url=address, retry_delays=(0.0,))
    slack.person("maya").posts("general", "hello")
    slack.wait_until_delivered()
    assert len(seen) == 1


def test_redeliveries_wait_in_workspace_time(open_playground: Open, serve: Serve) -> None:
    seen: list[dict[str, Any]] = []
    slack = open_playground(full_manifest(), request_url=serve(refusing("500 Oh", seen)))
    slack.person("maya").posts("general", "hello")
    assert slack.wait_for(lambda: len(slack.envelopes()) == 2)
    slack.advance_seconds(61)
    assert slack.wait_for(lambda: len(slack.envelopes()) == 3)
    slack.advance_seconds(301)
    slack.wait_until_delivered()
    assert len(seen) == 4


def test_a_server_that_is_not_there_is_told_apart(open_playground: Open) -> None:
    slack = open_playground(full_manifest(), request_url="http://127.0.0.1:1/slack", retry_delays=())
    slack.person("maya").posts("general", "hello")
    slack.wait_until_delivered()
    assert [one["outcome"] for one in slack.envelopes()] == ["connection_failed"]


def test_commands_buttons_and_modals_work_over_http(slack: Playground, serve: Serve) -> None:
    app = bolt_app(slack)
    button = {"type": "button", "action_id": "open", "text": {"type": "plain_text", "text": "Open"}}
    modal = {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "Form"},
        "blocks": [],
        "submit": {"type": "plain_text", "text": "Send"},
    }
    shown = [{"type": "actions", "elements": [button]}]
    app.command("/sparrow")(lambda ack, command: ack(text=f"you said {command['text']}", blocks=shown))
    app.action("open")(lambda ack, body, client: [ack(), client.views_open(trigger_id=body["trigger_id"], view=modal)])
    app.view("form")(lambda ack: ack(response_action="errors", errors={"b": "not today"}))
    slack.use_request_url(serve(SlackRequestHandler(app)))
    maya = slack.person("maya")
    maya.runs("/sparrow", "tweet & sing")
    (answer,) = slack.ephemerals("maya", "general")
    assert answer.text == "you said tweet &amp; sing"
    maya.presses(answer, "open")
    assert maya.submits(slack.wait_for_modal("maya")) == {"b": "not today"}


def test_an_interaction_that_is_not_acknowledged_is_not_sent_again(open_playground: Open, serve: Serve) -> None:
    seen: list[dict[str, Any]] = []
    slack = open_playground(full_manifest(), request_url=serve(refusing("500 Oh", seen)))
    with pytest.raises(NotAcknowledgedError, match="http_error"):
        slack.person("maya").runs("/sparrow")
    assert len(seen) == 1


def test_without_an_override_the_addresses_of_the_manifest_are_used(open_playground: Open, serve: Serve) -> None:
    requests: dict[str, list[dict[str, Any]]] = {"events": [], "actions": [], "commands": []}
    manifest = full_manifest()
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = serve(refusing("200 OK", requests["events"]))
    settings["interactivity"]["request_url"] = serve(refusing("200 OK", requests["actions"]))
    manifest["features"]["slash_commands"][0]["url"] = serve(refusing("200 OK", requests["commands"]))
    slack = open_playground(manifest)
    slack.person("maya").posts("general", "hello")
    slack.person("maya").runs("/sparrow")
    slack.person("maya").uses_shortcut("sing")
    slack.wait_until_delivered()
    assert {name: len(seen) for name, seen in requests.items()} == {"events": 1, "actions": 1, "commands": 1}


def test_bolt_reads_the_retry_headers(slack: Playground, serve: Serve) -> None:
    attempts: list[str | None] = []

    def hear(request: BoltRequest) -> None:
        attempts.append(next(iter(request.headers.get("x-slack-retry-num", ())), None))
        if len(attempts) < 3:
            raise RuntimeError("not yet")

    app = bolt_app(slack)
    app.event("reaction_added")(hear)
    app.event("message")(lambda: None)
    slack.use_request_url(serve(SlackRequestHandler(app)))
    message = slack.person("maya").posts("general", "hello")
    slack.person("tom").reacts(message, "tada")
    slack.wait_until_delivered()
    assert attempts == [None, "1", "2"]
