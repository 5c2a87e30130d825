"""Bolt's app, watched: each thing that Slack sends has a request id in the log, and is told of with what came of it."""

import re
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any, Protocol
from uuid import uuid4

import structlog
from slack_bolt import BoltRequest, BoltResponse

from bot.listeners.careful_app import CarefulApp
from bot.listeners.envelope import kind_of

UNSIGNED = "unsigned"
OUTCOMES = {200: "acknowledged", 400: "refused", 401: "refused", 404: "unknown"}
OTHERWISE = "given_back"

_EVENT_ID = re.compile(r"Ev[A-Z0-9]{1,30}")

log = structlog.get_logger(__name__)


class DeliveryObserver(Protocol):
    """Is told of what Slack sends."""

    def delivered(self, type_: str, outcome: str, seconds: float, *, again: bool) -> None:
        """Slack was answered something it sent, `again` where it had sent it before."""


class ObservedApp(CarefulApp):
    """Every dispatch goes through here, over HTTP and Socket Mode alike."""

    def __init__(self, observer: DeliveryObserver, **options: Any) -> None:
        super().__init__(**options)
        self._observer = observer

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Dispatch, and tell how that went.

        Nothing of an unsigned request is told, not even what it claims to be, and no line is written about it: whoever
        sends many would fill the disk.
        """
        began = perf_counter()
        with structlog.contextvars.bound_contextvars(request=request_id(req.body)):
            response = super().dispatch(req)
            outcome = OUTCOMES.get(response.status, OTHERWISE)
            is_unsigned = response.status == 401 or req.body.get("ssl_check") == "1"
            type_ = UNSIGNED if is_unsigned else kind_of(req.body)
            seconds, again = perf_counter() - began, is_repeated(req.headers)
            say = log.debug if response.status == 200 or is_unsigned else log.warning
            say("delivered", type=type_, outcome=outcome, again=again, ms=round(seconds * 1000, 1))
        self._observer.delivered(type_, outcome, seconds, again=again)
        return response


def is_repeated(headers: Mapping[str, Sequence[str]]) -> bool:
    """Whether Slack sent this before; over Socket Mode a first attempt is numbered 0."""
    return any(number != "0" for number in headers.get("x-slack-retry-num", ()))


def request_id(body: Mapping[str, Any]) -> str:
    """Slack's own id of an event, the same each time it is sent; for all else one made up."""
    event_id = body.get("event_id")
    return event_id if isinstance(event_id, str) and _EVENT_ID.fullmatch(event_id) else uuid4().hex[:16]
