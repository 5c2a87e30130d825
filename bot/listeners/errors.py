"""When a listener fails: an event is given back to Slack, which sends it again; a person is told.

The only broad `except` beside the sender's is Bolt's own, which calls this.
"""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import App, BoltResponse

from bot.domain.errors import KithError
from bot.services.slack_json import OddObject

SORRY = "Sorry, that did not work just now. Please try again in a moment."

log = structlog.get_logger(__name__)


def register(app: App) -> None:
    """Take what listeners raise."""

    def failed(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
        answer = response_to(error, body)
        log.error("listener failed", what=_name(body), answered=answer.status, exc_info=error)
        return answer

    app.error(failed)


def response_to(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """What Slack gets: "again, please" for an event that may go through later, an apology for a command."""
    if "event" in body:
        return BoltResponse(status=200 if isinstance(error, KithError | OddObject) else 500)
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": _told(error)})
    return BoltResponse(status=500)


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, KithError) else SORRY


def _name(body: Mapping[str, Any]) -> str:
    """What was listened to, without a word of what was said."""
    return str((body.get("event") or {}).get("type") or body.get("command") or body.get("type"))
