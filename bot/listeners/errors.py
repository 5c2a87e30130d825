"""When a listener fails: an event is given back to Slack, which sends it again; a person is told.

The only broad `except` beside the sender's is Bolt's own, which calls this.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt import App, BoltResponse, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.blocks import sorry
from bot.domain.errors import KithError
from bot.listeners.envelope import kind_of, modal_of, response_url, trigger
from bot.services.slack_json import OddObject

log = structlog.get_logger(__name__)


def register(app: App) -> None:
    """Take what listeners raise."""

    def failed(error: Exception, body: Mapping[str, Any], respond: Respond, client: WebClient) -> BoltResponse:
        answer = response_to(error, body)
        if answer.status == 500 and _told(body, sorry.text(error), respond, client):
            answer = BoltResponse(status=200)
        if isinstance(error, KithError):
            log.info("listener refused", type=kind_of(body), answered=answer.status, why=type(error).__name__)
        else:
            log.error("listener failed", type=kind_of(body), answered=answer.status, exc_info=error)
        return answer

    app.error(failed)


def response_to(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """What Slack gets: "again, please" for an event that may go through later, an apology for a command or a modal."""
    if "event" in body:
        return BoltResponse(status=200 if isinstance(error, KithError | OddObject) else 500)
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": sorry.text(error)})
    if body.get("type") == "view_submission":
        pushed = {"response_action": "push", "view": dict(sorry.view(sorry.text(error)))}
        return BoltResponse(status=200, body=pushed)
    return BoltResponse(status=500)


def _told(body: Mapping[str, Any], text: str, respond: Respond, client: WebClient) -> bool:
    """Whether whoever pressed a button or chose a shortcut could be told: beside the message, else in a modal."""
    if "event" in body:
        return False
    with suppress(OddObject, SlackClientError, OSError):
        if response_url(body):
            respond(text=text, response_type="ephemeral", replace_original=False)
        else:
            show: Callable[..., object] = client.views_push if modal_of(body) else client.views_open
            show(trigger_id=trigger(body), view=dict(sorry.view(text)))
        return True
    return False
