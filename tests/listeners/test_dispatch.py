"""Everything that Slack sends is told of once, with what came of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import time
from typing import Any

import pytest
from slack_bolt import BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier
from structlog.testing import capture_logs

from bot.listeners.dispatch import ObservedApp, is_repeated, request_id
from bot.listeners.envelope import kind_of

SECRET = "a signing secret"


@dataclass
class Told:
    """Notes what it is told."""

    of: list[tuple[str, str, bool]] = field(default_factory=list)

    def delivered(self, type_: str, outcome: str, seconds: float, *, again: bool) -> None:
        """Note it."""
        assert 0 <= seconds < 10
        self.of.append((type_, outcome, again))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def app(told: Told) -> ObservedApp:
    return ObservedApp(
        told,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1"),
        signing_secret=SECRET,
        process_before_response=True,
    )


def request(body: dict[str, Any], secret: str = SECRET, **headers: str) -> BoltRequest:
    """A signed request."""
    raw, at = json.dumps(body), str(int(time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=raw)
    signed: dict[str, str | Sequence[str]] = {
        "x-slack-request-timestamp": at,
        "x-slack-signature": str(signature),
        "content-type": "application/json",
    }
    return BoltRequest(body=raw, headers=signed | headers)


def event(type_: str) -> dict[str, Any]:
    """An event as Slack wraps it."""
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": {"type": type_}}


def test_what_was_done_what_failed_and_what_nobody_listens_to_are_told_apart(app: ObservedApp, told: Told) -> None:
    def fails() -> None:
        raise OSError("disk full")

    app.event("team_join")(lambda: None)
    app.event("channel_left")(fails)
    for type_ in ("team_join", "channel_left", "emoji_changed"):
        app.dispatch(request(event(type_)))
    assert told.of == [
        ("team_join", "acknowledged", False),
        ("channel_left", "given_back", False),
        ("emoji_changed", "unknown", False),
    ]


def test_of_an_unsigned_request_not_even_its_type_is_believed_or_written(app: ObservedApp, told: Told) -> None:
    checking = {"ssl_check": "1", "type": "made-up-to-fill-the-memory"}
    with capture_logs() as lines:
        assert app.dispatch(request(event("made-up-to-fill-the-disk"), secret="another")).status == 401
        assert app.dispatch(request(checking, secret="another")).status == 200
    assert told.of == [("unsigned", "refused", False), ("unsigned", "acknowledged", False)]
    assert [line["log_level"] for line in lines if line["log_level"] != "debug"] == []
    assert "made-up" not in str(lines)


def test_a_redelivery_is_told_as_one(app: ObservedApp, told: Told) -> None:
    app.event("team_join")(lambda: None)
    app.dispatch(request(event("team_join"), **{"x-slack-retry-num": "1"}))
    assert told.of == [("team_join", "acknowledged", True)]


@pytest.mark.parametrize(("headers", "is_one"), [({}, False), ({"x-slack-retry-num": ["0"]}, False)])
def test_a_first_attempt_is_none_however_it_is_numbered(headers: dict[str, list[str]], is_one: bool) -> None:
    assert is_repeated(headers) is is_one


def test_an_event_keeps_its_id_and_everything_else_gets_one() -> None:
    odd: tuple[dict[str, Any], ...] = (
        {},
        {"event_id": 7},
        {"event_id": "a word\nof a stranger"},
        {"event_id": "Ev" + 99 * "A"},
    )
    made_up = [request_id(body) for body in odd]
    assert request_id({"event_id": "Ev0PV52K21"}) == "Ev0PV52K21"
    assert all(len(one) == 16 and one.isalnum() for one in made_up)
    assert len(set(made_up)) == 4


kinds: list[tuple[dict[str, Any], str]] = [
    (event("message"), "message"),
    ({"command": "/kith", "text": "salary"}, "/kith"),
    ({"type": "block_actions", "actions": []}, "block_actions"),
    ({"type": "event_callback", "event": "no object"}, "event_callback"),
]


@pytest.mark.parametrize(("body", "kind"), kinds)
def test_what_was_sent_is_named_by_its_kind(body: dict[str, Any], kind: str) -> None:
    assert kind_of(body) == kind
