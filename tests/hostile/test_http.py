"""Over real HTTP nothing is done that Slack did not sign a moment ago, and nothing that arrives stops the server."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from slack_sdk.signature import SignatureVerifier
from structlog.testing import capture_logs

from bot.slack.reception import HttpReception
from bot.web import LARGEST_BODY
from storage.unit_of_work import SqlStore
from tests.hostile.conftest import TEAM, WillingSlack
from tests.hostile.listened import SIGNING_SECRET, ListedApp, Listened
from tests.hostile.payloads import samples

BODY = json.dumps(next(samples(Listened("event", "app_mention"), ""))).encode()
JSON = {"content-type": "application/json"}


@pytest.fixture
def store(sqlite_store: SqlStore) -> SqlStore:
    """One database: what is refused reaches none."""
    return sqlite_store


@pytest.fixture
def address(app: ListedApp) -> Iterator[str]:
    """Where Kith listens."""
    reception = HttpReception(app, "127.0.0.1", 0)
    reception.open()
    yield reception.url
    reception.close()


def signed(body: bytes, secret: str = SIGNING_SECRET, seconds_ago: float = 0) -> dict[str, str]:
    """The headers with which Slack signs."""
    timestamp = str(int(time.time() - seconds_ago))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body.decode())
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": str(signature)}


def posted(address: str, body: bytes, headers: Mapping[str, str], path: str = "") -> int:
    """The status with which a request is answered."""
    parts = urlsplit(address)
    with closing(HTTPConnection(str(parts.hostname), parts.port, timeout=10)) as connection:
        connection.request("POST", path or parts.path, body, dict(headers))
        return connection.getresponse().status


def asked(store: SqlStore) -> int:
    """How many questions are kept."""
    with store.reading(TEAM) as work:
        return work.asks.asked_since("U1", datetime(2020, 1, 1, tzinfo=UTC))


def test_what_slack_signed_just_now_is_taken(address: str, store: SqlStore) -> None:
    assert posted(address, BODY, JSON | signed(BODY, seconds_ago=200)) == 200
    assert asked(store) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(BODY, seconds_ago=301),
        signed(BODY, seconds_ago=-3600),
        signed(BODY, secret="another"),
        signed(BODY + b" "),
        signed(BODY) | {"x-slack-signature": ""},
        signed(BODY) | {"x-slack-signature": "v0=\xe9"},
        signed(BODY) | {"x-slack-request-timestamp": ""},
        signed(BODY) | {"x-slack-request-timestamp": "soon"},
        signed(BODY) | {"x-slack-request-timestamp": "9" * 300},
        {"x-slack-request-timestamp": signed(BODY)["x-slack-request-timestamp"]},
        {"x-slack-socket-mode": "1", "x-slack-bolt-lazy-only": "1"},
    ],
)
def test_what_is_not_signed_by_slack_just_now_is_refused_and_told_to_nobody(
    address: str, store: SqlStore, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with capture_logs() as logged:
        assert posted(address, BODY, JSON | headers) == 401
    assert asked(store) == 0
    assert "kafka" not in f"{logged} {caplog.text}"


def test_an_unsigned_request_has_kith_speak_to_no_address(address: str, slack: WillingSlack) -> None:
    slack.sent.clear()
    for kind in ("event", "command", "block_actions", "message_action", "view_submission"):
        for body in samples(Listened(kind, "any"), slack.url):
            timestamps = {"x-slack-request-timestamp": "soon", "x-slack-signature": "v0="}
            assert posted(address, json.dumps(body).encode(), JSON | timestamps) == 401
    assert slack.sent == []


def test_a_look_at_the_certificate_is_answered_and_does_nothing(address: str, slack: WillingSlack) -> None:
    slack.sent.clear()
    command = {"ssl_check": "1", **next(samples(Listened("command", "/kith"), slack.url))}
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert posted(address, urlencode(command).encode(), form) == 200
    assert slack.sent == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1]",
        b'"event"',
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"payload=%7B",
        b"payload=%00",
    ],
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain"])
def test_what_is_no_request_at_all_is_refused(address: str, body: bytes, kind: str) -> None:
    headers = signed(body) if body.isascii() else {}
    assert posted(address, body, {"content-type": kind} | headers) in (400, 401, 404)


def test_a_request_that_is_larger_than_slack_sends_is_refused(address: str) -> None:
    with suppress(ConnectionError):  # it may be refused before all of it was sent
        assert posted(address, b"x" * (LARGEST_BODY + 1), signed(b"")) == 413
    assert posted(address, BODY, JSON | signed(BODY)) == 200


def test_other_paths_lead_nowhere(address: str) -> None:
    for path in ("/", "/slack/events/..", "/%2e%2e/etc/passwd"):
        assert posted(address, BODY, JSON | signed(BODY), path) == 404
