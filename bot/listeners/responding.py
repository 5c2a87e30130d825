"""Answers to whoever pressed or typed: what was done stays done, though Slack may not take the word about it."""

from collections.abc import Callable
from http.client import HTTPException
from typing import Any

import structlog
from slack_bolt import App, BoltContext, Respond
from slack_sdk.webhook import WebhookClient

from bot.listeners.envelope import Body, response_url

TIMEOUT_SECONDS = 2
"""Slack wants its acknowledgement within three."""

log = structlog.get_logger(__name__)


class CalmRespond(Respond):
    """Bolt's `respond`, which raises nothing and waits no longer than a listener may."""

    def __call__(self, text: str = "", **said: Any) -> None:  # type: ignore[override]
        """Say it, where there is a place to say it."""
        if not self.response_url:
            return
        try:
            WebhookClient(self.response_url, timeout=TIMEOUT_SECONDS).send(text=text, **said)
        except (OSError, HTTPException) as error:
            log.warning("an answer was not taken", reason=type(error).__name__)


def register(app: App) -> None:
    """Give every listener this `respond`."""

    def respond_calmly(context: BoltContext, body: Body, next_: Callable[[], None]) -> None:
        context["respond"] = CalmRespond(response_url=response_url(body))
        next_()

    app.middleware(respond_calmly)
