"""Bolt, with a look at what arrived before it looks: it takes for granted that a payload's frame is as documented."""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.services.slack_json import OddObject, mapping, storable

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")

log = structlog.get_logger(__name__)


class CarefulApp(App):
    """Bolt's app, which refuses whatever is not signed, and whatever no listener of any app could be meant by.

    It looks at signatures before Bolt does, which raises where a header is odd and logs what it refuses.
    """

    def __init__(self, signing_secret: str = "", **options: Any) -> None:
        super().__init__(signing_secret=signing_secret, **options)
        self._signatures = SignatureVerifier(signing_secret) if signing_secret else None

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answer a request: 401 to one over HTTP that Slack did not sign within five minutes, 400 to an odd one.

        Slack looks at certificates by an unsigned request, which asks for a mere 200
        (https://docs.slack.dev/interactivity/implementing-slash-commands).
        """
        if req.mode == "http" and not self._is_signed(req):
            return BoltResponse(status=200 if req.body.get("ssl_check") == "1" else 401)
        try:
            check_frame(req.body)
        except OddObject as odd:
            log.warning("refused what Slack would not send", reason=str(odd))
            return BoltResponse(status=400)
        req.body = _storable(req.body)
        return super().dispatch(req)

    def _is_signed(self, req: BoltRequest) -> bool:
        """Whether Slack sent this just now (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""
        timestamp = req.headers.get("x-slack-request-timestamp", [""])[0]
        signature = req.headers.get("x-slack-signature", [""])[0]
        is_plain = _TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature)
        return bool(is_plain and self._signatures and self._signatures.is_valid(req.raw_body, timestamp, signature))


def check_frame(body: Any) -> None:
    """Raises OddObject where the parts by which a listener is found are not as documented.

    https://docs.slack.dev/reference/interaction-payloads and https://docs.slack.dev/apis/events-api
    """
    frame = mapping(body, "a payload that is no object")
    event = _object(frame, "event")
    view = _object(frame, "view")
    for name in ("channel", "message", "container", "user", "team", "enterprise"):
        _object(frame, name, or_text=True)
    is_command, is_press = "command" in frame, frame.get("type") == "block_actions"
    _texts(frame, "type", "callback_id", "command", "action_id", "block_id", least="" if is_command else "type")
    for one in _list(frame, "actions", least=is_press):
        _texts(mapping(one, "an action that is no object"), "action_id", "block_id", least="action_id")
    for one in _list(frame, "authorizations"):
        _texts(mapping(one, "an authorization that is no object"), "user_id", "team_id", "enterprise_id")
    _texts(event, "type", "subtype", "channel_type", "bot_id", "user_team", least="type" if event else "")
    _texts(view, "type", "callback_id", "app_installed_team_id", "team_id", least="type" if view else "")


def _storable(value: Any) -> Any:
    """JSON with texts that any database takes."""
    match value:
        case str():
            return storable(value)
        case list():
            return [_storable(one) for one in value]
        case dict():
            return {_storable(name): _storable(one) for name, one in value.items()}
    return value


def _object(frame: Mapping[str, Any], name: str, *, or_text: bool = False) -> Mapping[str, Any]:
    given = frame.get(name)
    if given is None or (or_text and isinstance(given, str)):
        return {}
    return mapping(given, f"a payload whose {name} is no object")


def _list(frame: Mapping[str, Any], name: str, *, least: bool = False) -> list[Any]:
    given = frame.get(name)
    if not isinstance(given, list | None) or (least and not given):
        raise OddObject(f"a payload whose {name} are no list")
    return given or []


def _texts(part: Mapping[str, Any], *names: str, least: str = "") -> None:
    for name in names:
        if not isinstance(part.get(name, ""), str | None):
            raise OddObject(f"a payload whose {name} is no text")
    if least and not part.get(least):
        raise OddObject(f"a payload without {least}")
