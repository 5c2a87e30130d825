"""Slack's Web API clients: where they point, and what each may repeat by itself."""

from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.http_retry import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler, RetryHandler
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler

from bot.settings import Settings

TIMEOUT_SECONDS = 10

ClientOf = Callable[[str], WebClient]
"""The client that speaks for Kith in a team."""


def asking_client(settings: Settings) -> WebClient:
    """A client for calls that change nothing, or the same thing twice: repeated whenever that may help."""
    handlers = [RateLimitErrorRetryHandler(2), ConnectionErrorRetryHandler(2), ServerErrorRetryHandler(2)]
    return _client(settings, handlers)


def saying_client(settings: Settings) -> WebClient:
    """A client for posting: repeated only where Slack surely did not do it, or else it would be said twice."""
    return _client(settings, [RateLimitErrorRetryHandler(1)])


def _client(settings: Settings, handlers: list[RetryHandler]) -> WebClient:
    return WebClient(
        settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=TIMEOUT_SECONDS,
        retry_handlers=handlers,
    )
