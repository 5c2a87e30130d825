"""How Slack says no: told apart by whether trying again may help (https://docs.slack.dev/apis/web-api)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException

from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.domain.errors import SlackBusy, SlackRefused

PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
"""Slack's error codes that another time may not come back."""


WORTHLESS = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
"""Slack's error codes for a token that it does not take."""

NEW_TOKEN = "Its token is none, or no longer one: copy it anew from the app's page at Slack, or install the app again."


class MissingScope(SlackRefused):
    """The app was installed without an (optional) scope that this needs."""


@contextmanager
def refusals() -> Iterator[None]:
    """Turns the SDK's errors into `SlackRefused`, which is final, and `SlackBusy`, which is not."""
    try:
        yield
    except SlackApiError as error:
        code, status = str(error.response["error"]), int(error.response.status_code)
        raise refusal(code, status, error.response.headers) from error
    except (OSError, HTTPException, SlackRequestError) as error:
        raise SlackBusy(type(error).__name__) from error


def refusal(code: str, status: int, headers: Mapping[str, object]) -> SlackRefused | SlackBusy:
    """The error that stands for Slack's answer."""
    if status == 429 or status >= 500 or code in PASSING:
        return SlackBusy(code, _retry_after(headers))
    if code == "missing_scope":
        return MissingScope(code)
    return SlackRefused(code, NEW_TOKEN if code in WORTHLESS else "")


def _retry_after(headers: Mapping[str, object]) -> float:
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "0")
    value = given[0] if isinstance(given, list) else given
    return float(str(value)) if str(value).isdigit() else 0.0
