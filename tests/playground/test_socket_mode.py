"""Socket Mode, spoken by hand and by Slack's own clients."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler as WebSocketClientHandler
from slack_sdk import WebClient
from websocket import WebSocket, WebSocketBadStatusException, create_connection

from playground.testing import Playground
from tests.playground.conftest import Open, Start, bolt_app, connected
from tests.playground.manifests import full_manifest
from tests.playground.test_authentication import error_of

Dial = Callable[[], "Line"]


class Line:
    """One websocket, used by hand."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.hello = self.read()

    def read(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.socket.recv())
        return message

    def acknowledge(self, envelope: dict[str, Any], payload: object = None) -> None:
        answer = {"envelope_id": envelope["envelope_id"]} | ({"payload": payload} if payload else {})
        self.socket.send(json.dumps(answer))


@pytest.fixture
def slack(open_playground: Open) -> Playground:
    """A playground that has less patience than Slack, so that redeliveries need no waiting."""
    return open_playground(full_manifest(), acknowledge_within=0.6, retry_delays=(0.0, 0.1, 0.1))


@pytest.fixture
def app_client(slack: Playground) -> WebClient:
    """A client with the app-level token."""
    return WebClient(slack.credentials.app_token, base_url=slack.api_url)


@pytest.fixture
def dial(app_client: WebClient) -> Iterator[Dial]:
    """Opens websockets as Slack's clients do."""
    with ExitStack() as stack:

        def open_line() -> Line:
            socket = create_connection(
                app_client.apps_connections_open(app_token=str(app_client.token))["url"], timeout=5
            )
            stack.callback(socket.shutdown)
            return Line(socket)

        yield open_line


def test_a_connection_begins_with_hello(dial: Dial) -> None:
    hello = dial().hello
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"]["app_id"].startswith("A")
    assert hello["debug_info"]["approximate_connection_time"] > 0


def test_an_address_works_once(app_client: WebClient) -> None:
    url = app_client.apps_connections_open(app_token=str(app_client.token))["url"]
    create_connection(url, timeout=5).close()
    with pytest.raises(WebSocketBadStatusException):
        create_connection(url, timeout=5)


def test_an_envelope_carries_the_event_and_is_acknowledged(slack: Playground, dial: Dial) -> None:
    line = dial()
    slack.person("maya").posts("general", "hello")
    envelope = line.read()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    assert envelope["payload"]["event"]["text"] == "hello"
    line.acknowledge(envelope)
    slack.wait_until_delivered()
    assert [one["outcome"] for one in slack.envelopes("message")] == ["acknowledged"]


def test_what_is_not_acknowledged_comes_again_with_the_same_event_id(slack: Playground, dial: Dial) -> None:
    line = dial()
    slack.person("maya").posts("general", "hello")
    first, second = line.read(), line.read()
    line.acknowledge(second)
    slack.wait_until_delivered()
    assert first["payload"] == second["payload"]
    assert first["envelope_id"] != second["envelope_id"]
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")


def test_after_three_redeliveries_it_is_given_up(slack: Playground, dial: Dial) -> None:
    line = dial()
    slack.person("maya").posts("general", "hello")
    attempts = [line.read()["retry_attempt"] for _ in range(4)]
    slack.wait_until_delivered()
    assert attempts == [0, 1, 2, 3]
    assert len(slack.envelopes("message")) == 4


def test_an_acknowledgement_that_is_late_does_not_count(slack: Playground, dial: Dial) -> None:
    line = dial()
    slack.person("maya").posts("general", "hello")
    first, second = line.read(), line.read()
    line.acknowledge(first)
    third = line.read()
    assert (second["retry_attempt"], third["retry_attempt"]) == (1, 2)
    line.acknowledge(third)
    slack.wait_until_delivered()


@pytest.mark.parametrize("noise", ["not json", "[]", '{"envelope_id": "unknown"}', "{}"])
def test_noise_is_ignored(slack: Playground, dial: Dial, noise: str) -> None:
    line = dial()
    line.socket.send(noise)
    slack.person("maya").posts("general", "hello")
    line.acknowledge(line.read())
    slack.wait_until_delivered()


def test_each_envelope_goes_to_one_of_several_sockets(slack: Playground, dial: Dial) -> None:
    lines = [dial(), dial()]
    assert lines[1].hello["num_connections"] == 2
    for number in range(4):
        slack.person("maya").posts("general", str(number))
    received = []
    for line in lines:
        for _ in range(2):
            envelope = line.read()
            line.acknowledge(envelope)
            received.append(envelope["payload"]["event"]["text"])
    slack.wait_until_delivered()
    assert sorted(received) == ["0", "1", "2", "3"]


def test_ten_sockets_are_enough(dial: Dial, app_client: WebClient) -> None:
    lines = [dial() for _ in range(10)]
    assert lines[-1].hello["num_connections"] == 10
    assert error_of(app_client, "apps.connections.open") == "too_many_websockets"


def test_a_ping_is_answered(dial: Dial) -> None:
    line = dial()
    line.socket.ping("42")
    _, frame = line.socket.recv_data_frame(control_frame=True)
    assert frame is not None
    assert frame.data == b"42"


def test_a_warning_announces_the_end_and_a_refresh_ends(slack: Playground, dial: Dial) -> None:
    line = dial()
    slack.disconnect("warning")
    assert line.read() == {"type": "disconnect", "reason": "warning", "debug_info": {"host": "playground"}}
    slack.disconnect("refresh_requested")
    assert line.read()["reason"] == "refresh_requested"
    assert line.socket.recv() == ""


def test_nothing_is_lost_while_no_socket_is_open(open_playground: Open) -> None:
    slack = open_playground(full_manifest(), retry_delays=(60.0,))
    slack.person("maya").posts("general", "hello")
    app = bolt_app(slack)
    app.event("message")(lambda: None)
    with connected(app, slack):
        slack.advance_seconds(61)
        sent = slack.wait_for_envelope("message")["envelope"]
    assert (sent["retry_reason"], sent["payload"]["event"]["text"]) == ("no_connection", "hello")


@pytest.mark.parametrize("handler_class", [SocketModeHandler, WebSocketClientHandler])
def test_slacks_clients_are_understood(slack: Playground, app: App, handler_class: Any) -> None:
    app.event("message")(lambda: None)
    with connected(app, slack, handler_class):
        slack.person("maya").posts("general", "are you there?")
        slack.wait_for_envelope("message")


def test_slacks_client_connects_anew_when_asked_to(slack: Playground, app: App, connect: Start) -> None:
    app.event("message")(lambda: None)
    connect(app)
    slack.disconnect("refresh_requested")
    slack.wait_until_connected()
    slack.person("maya").posts("general", "are you there?")
    slack.wait_for_envelope("message")


def test_an_acknowledgement_of_a_command_is_shown_to_its_sender(slack: Playground, app: App, connect: Start) -> None:
    app.command("/sparrow")(lambda ack: ack("tweet"))
    connect(app)
    assert slack.person("maya").runs("/sparrow") == {"text": "tweet"}
    assert [message.text for message in slack.ephemerals("maya", "general")] == ["tweet"]
