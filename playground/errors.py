"""How the playground refuses."""

from typing import Any


class SlackError(Exception):
    """A refusal with Slack's own error code, from the Web API or from what a person tried to do."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code if not details else f"{code}: {details}")
        self.code = code
        self.details = details


class NotAcknowledgedError(Exception):
    """The app did not acknowledge what it was sent; the message is Slack's retry reason."""

    def __init__(self, reason: str, retry: bool = True) -> None:
        super().__init__(reason)
        self.retry = retry
