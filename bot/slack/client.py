"""Slack's Web API clients: where they point, what each may repeat by itself, and who is told of their calls."""

from collections.abc import Callable
from time import perf_counter
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import (
    ConnectionErrorRetryHandler,
    HttpRequest,
    HttpResponse,
    RateLimitErrorRetryHandler,
    RetryHandler,
    RetryState,
)
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler
from slack_sdk.web import SlackResponse

TIMEOUT_SECONDS = 10

TokenOf = Callable[[str], str]
"""The token with which Kith speaks in a team. Raises NotInstalled where it may not, SlackBusy."""

ClientOf = Callable[[str], WebClient]
"""The client that speaks for Kith in a team. Raises as its `TokenOf`."""


class CallObserver(Protocol):
    """Is told of calls."""

    def called(self, method: str, outcome: str, seconds: float) -> None:
        """A method answered "ok" or Slack's error code, or was "unreachable", after all repetitions."""

    def held_back(self, method: str) -> None:
        """Slack said to wait with a method, whether or not the call is then repeated."""


def client_of(
    token_of: TokenOf, make: Callable[[str, str, CallObserver], WebClient], base_url: str, observer: CallObserver
) -> ClientOf:
    """Clients of one kind, each with the token of the team that it speaks for."""
    return lambda team: make(token_of(team), base_url, observer)


def asking_client(token: str, base_url: str, observer: CallObserver | None = None) -> WebClient:
    """A client for calls that change nothing, or the same thing twice: repeated whenever that may help."""
    handlers = [RateLimitErrorRetryHandler(2), ConnectionErrorRetryHandler(2), ServerErrorRetryHandler(2)]
    return _client(token, base_url, handlers, observer)


def unhurried_client(token: str | None, base_url: str, observer: CallObserver | None = None) -> WebClient:
    """A client that says so when told to wait: its thread has to be free to stop, or Slack waits for an answer."""
    return _client(token, base_url, [ConnectionErrorRetryHandler(2), ServerErrorRetryHandler(2)], observer)


def saying_client(token: str | None, base_url: str, observer: CallObserver | None = None) -> WebClient:
    """A client for posting: repeated only where Slack surely did not do it, or else it would be said twice."""
    return _client(token, base_url, [RateLimitErrorRetryHandler(1)], observer)


def _client(token: str | None, base_url: str, handlers: list[RetryHandler], observer: CallObserver | None) -> WebClient:
    if observer is None:
        return WebClient(token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=handlers)
    watched = [_HeldBack(observer), *handlers]
    return _ObservedClient(observer, token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=watched)


class _ObservedClient(WebClient):
    """A client that tells of its calls."""

    def __init__(self, observer: CallObserver, token: str | None, **options: Any) -> None:
        super().__init__(token, **options)
        self._observer = observer

    def api_call(self, api_method: str, **options: Any) -> SlackResponse:
        """Call a method, and tell how that went."""
        began, outcome = perf_counter(), "unreachable"
        try:
            response = super().api_call(api_method, **options)
            outcome = "ok"
            return response
        except SlackApiError as error:
            outcome = str(error.response["error"])
            raise
        finally:
            self._observer.called(api_method, outcome, perf_counter() - began)


class _HeldBack(RetryHandler):
    """Repeats nothing: as the first of a client's handlers it sees each answer, and tells of those to wait."""

    def __init__(self, observer: CallObserver) -> None:
        super().__init__()
        self._observer = observer

    def can_retry(
        self,
        *,
        state: RetryState,  # noqa: ARG002
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> bool:
        """Never."""
        if response is not None and response.status_code == 429:
            self._observer.held_back(request.url.rpartition("/")[2])
        return False
