"""Slack's Web API clients: where they point, and what each may repeat by itself."""

from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.http_retry import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler, RetryHandler
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler

TIMEOUT_SECONDS = 10

ClientOf = Callable[[str], WebClient]
"""The client that speaks for Kith in a team."""


def asking_client(token: str, base_url: str) -> WebClient:
    """A client for calls that change nothing, or the same thing twice: repeated whenever that may help."""
    handlers = [RateLimitErrorRetryHandler(2), ConnectionErrorRetryHandler(2), ServerErrorRetryHandler(2)]
    return _client(token, base_url, handlers)


def unhurried_client(token: str, base_url: str) -> WebClient:
    """A client for work in the background: one that is told to wait says so, and its thread stays free to stop."""
    return _client(token, base_url, [ConnectionErrorRetryHandler(2), ServerErrorRetryHandler(2)])


def saying_client(token: str, base_url: str) -> WebClient:
    """A client for posting: repeated only where Slack surely did not do it, or else it would be said twice."""
    return _client(token, base_url, [RateLimitErrorRetryHandler(1)])


def _client(token: str, base_url: str, handlers: list[RetryHandler]) -> WebClient:
    return WebClient(token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=handlers)
