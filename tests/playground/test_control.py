"""The playground as a process of its own, and its control API."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient

from playground.serving import HOST, bind
from playground.testing import Playground
from tests.playground.manifests import full_manifest


def ask(address: str, path: str, body: Any = None, method: str | None = None) -> tuple[int, Any]:
    """What the control API answers: the status and the JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"{address}/playground/{path}", data=data, method=method)
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[dict[str, str]]:
    """`python -m playground` as a process, on an export; what its ready file says."""
    manifest, ready, export = tmp_path / "manifest.json", tmp_path / "ready.json", tmp_path / "export"
    manifest.write_text(json.dumps(full_manifest()))
    (export / "birds").mkdir(parents=True)
    (export / "users.json").write_text('[{"id": "U1", "name": "robin", "team_id": "T1"}]')
    (export / "channels.json").write_text('[{"id": "C1", "name": "birds", "members": ["U1"]}]')
    (export / "birds" / "2026-11-01.json").write_text(
        '[{"type": "message", "user": "U1", "text": "t", "ts": "1.000002"}]'
    )
    files = ["--manifest", str(manifest), "--workspace", str(export), "--ready-file", str(ready)]
    command = [sys.executable, "-m", "playground", "--port", "0", "--start-after-export", *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=os.getcwd()) as running:
        while not (ready.exists() and ready.read_text()):
            assert running.poll() is None
            time.sleep(0.02)
        try:
            yield json.loads(ready.read_text())
            running.send_signal(signal.SIGINT)
            assert running.wait(10) == 0
        finally:
            running.kill()


def test_a_process_serves_an_export_and_stops_cleanly(process: dict[str, str]) -> None:
    client = WebClient(process["SLACK_BOT_TOKEN"], base_url=process["SLACK_API_URL"])
    assert client.auth_test()["team_id"] == "T1"
    assert [m["text"] for m in client.conversations_history(channel="C1")["messages"]] == ["t"]
    assert float(client.chat_postMessage(channel="C1", text="x")["ts"]) < 1000
    address = process["SLACK_API_URL"].removesuffix("/api/")
    assert ask(address, "do/post_message", {"user": "robin", "channel": "birds", "text": "tweet"})[0] == 200


def test_a_port_in_use_is_named_and_the_next_one_taken() -> None:
    said: list[str] = []
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with bind(port, said.append) as listener:
            assert listener.getsockname()[0] == "127.0.0.1"
            assert listener.getsockname()[1] > port
    assert said[0] == f"Port {port} is in use, trying {port + 1}."


def test_people_act_over_http(slack: Playground) -> None:
    status, message = ask(slack.address, "do/post_message", {"user": "maya", "channel": "general", "text": "hi"})
    assert (status, message["text"]) == (200, "hi")
    assert ask(slack.address, "messages/general")[1]["messages"][0]["ts"] == message["ts"]


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("do/fly", {}, "unknown_action"),
        ("do/post_message", {"user": "nobody", "channel": "general", "text": "x"}, "user_not_found"),
        ("do/post_message", {"user": "maya", "channel": "nowhere", "text": "x"}, "channel_not_found"),
        ("do/post_message", {"user": "gus", "channel": "general", "text": "x"}, "not_in_channel"),
        ("do/post_message", {"poem": "x"}, "invalid_arguments"),
        ("clock", {"seconds": -1}, "invalid_arguments"),
        ("clock", {}, "invalid_arguments"),
        ("clock", [], "invalid_arguments"),
        ("faults", {"kind": "earthquake"}, "unknown_fault"),
        ("request-url", {"url": "http://127.0.0.1:1/"}, "url_verification_failed"),
    ],
)
def test_a_refusal_has_its_code_and_changes_nothing(slack: Playground, path: str, body: Any, error: str) -> None:
    status, answer = ask(slack.address, path, body)
    assert (status, answer["error"]) == (400, error)
    assert slack.messages("general") == []


def test_an_app_that_does_not_acknowledge_is_a_gateway_timeout(slack: Playground) -> None:
    command = {"user": "maya", "channel": "general", "command": "/sparrow"}
    assert ask(slack.address, "do/run_command", command) == (
        504,
        {"error": "not_acknowledged", "reason": "no_connection"},
    )


def test_the_clock_moves_and_the_date_header_tells_it(slack: Playground) -> None:
    before = ask(slack.address, "clock")[1]["now"]
    after = ask(slack.address, "clock", {"seconds": 7 * 24 * 3600})[1]
    assert after["now"] - before >= 7 * 24 * 3600
    with urlopen(f"{slack.api_url}api.test") as answer:
        assert answer.headers["Date"] is not None
    assert [one["now"] for one in slack.occurrences("clock")] == [pytest.approx(after["now"], abs=5)]


def test_faults_are_asked_for_listed_and_called_off(slack: Playground) -> None:
    fault = {"kind": "rate_limit", "target": "chat.postMessage", "times": 2, "seconds": 3.0}
    assert ask(slack.address, "faults", fault)[1] == {"faults": [fault]}
    assert ask(slack.address, "faults")[1] == {"faults": [fault]}
    assert ask(slack.address, "faults", method="DELETE")[1] == {"faults": []}


def test_the_feed_can_be_read_from_where_one_left_off(slack: Playground) -> None:
    slack.person("maya").posts("general", "one")
    first = ask(slack.address, "feed?kind=event")[1]["occurrences"]
    slack.person("maya").posts("general", "two")
    later = ask(slack.address, f"feed?kind=event&after={first[-1]['number']}")[1]["occurrences"]
    assert [one["event"]["text"] for one in later] == ["two"]


def test_the_state_names_people_and_channels(slack: Playground) -> None:
    state = ask(slack.address, "state")[1]
    assert state["connections"] == 0
    assert "U0MAYA" in [person["id"] for person in state["people"]]
    assert "general" in [channel.get("name") for channel in state["channels"]]


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}])
@pytest.mark.parametrize("path", ["/playground/do/post_message", "/api/auth.test", "/oauth/v2/authorize"])
def test_no_other_web_site_may_ask(slack: Playground, headers: dict[str, str], path: str) -> None:
    body = json.dumps({"user": "maya", "channel": "general", "text": "not maya"}).encode()
    with pytest.raises(HTTPError, match="403") as refused:
        urlopen(Request(f"{slack.address}{path}", data=body, headers=headers))
    refused.value.close()
    assert slack.messages("general") == []
