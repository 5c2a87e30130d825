"""One call of a Web API method: its arguments, checked as Slack checks them."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from playground.errors import SlackError
from playground.model import Channel, Json
from playground.slack import Slack
from playground.workspace import Workspace

SCOPES_OF_KINDS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
TokenKind = Literal["bot", "app", "none"]


@dataclass(frozen=True)
class Call:
    """Arguments arrive as text (form) or as any JSON value; every reader accepts both."""

    slack: Slack
    arguments: dict[str, Any]

    @property
    def workspace(self) -> Workspace:
        """The workspace that is called."""
        return self.slack.workspace

    @property
    def me(self) -> str:
        """The id of the app's bot user, who calls."""
        return self.workspace.app.user_id

    def text(self, name: str) -> str | None:
        """A text, or None when it was left out; raises SlackError `invalid_arguments` for anything else."""
        value = self.arguments.get(name)
        if value is None:
            return None
        if isinstance(value, (dict, list)):
            raise SlackError("invalid_arguments", argument=name)
        return str(value)

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        """A text that must be there; raises SlackError `error`."""
        value = self.text(name)
        if not value:
            raise SlackError(error, response_metadata={"messages": [f"[ERROR] missing required field: {name}"]})
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no."""
        value = self.arguments.get(name)
        if value is None:
            return default
        return value if isinstance(value, bool) else str(value).lower() in ("1", "true")

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most` (larger ones are cut); raises SlackError `invalid_limit`."""
        value = self.text(name)
        if not value:
            return default
        if not value.lstrip("-").isdigit() or int(value) < 1:
            raise SlackError("invalid_limit" if name == "limit" else "invalid_arguments", argument=name)
        return min(int(value), most)

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A JSON value, given as such or as text, or None; raises SlackError `error` when it is no JSON."""
        value = self.arguments.get(name)
        if value in (None, ""):
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except json.JSONDecodeError as cause:
            raise SlackError(error) from cause

    def names(self, name: str) -> list[str]:
        """A list, given as such or separated by commas."""
        value = self.arguments.get(name)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [one.strip() for one in str(value or "").split(",") if one.strip()]

    def has_scope(self, *scopes: str) -> bool:
        """Whether the manifest grants one of these scopes."""
        return any(scope in self.workspace.app.manifest.bot_scopes for scope in scopes)

    def need_scope(self, *scopes: str) -> None:
        """Raise SlackError `missing_scope` unless the manifest grants one of these scopes."""
        if scopes and not self.has_scope(*scopes):
            provided = ",".join(sorted(self.workspace.app.manifest.bot_scopes))
            raise SlackError("missing_scope", needed=",".join(scopes), provided=provided)

    def channel(self, permission: str | None = None, name: str = "channel") -> Channel:
        """The conversation that is named by its id, if the app may know of it and has the scope for its kind.

        `permission` is what follows the colon in the scope: `read`, `history` or `write`.
        Raises SlackError `channel_not_found` or `missing_scope`.
        """
        channel = self.workspace.channels.get(self.required(name, "channel_not_found"))
        if channel is None or (channel.is_private and self.me not in channel.members):
            raise SlackError("channel_not_found")
        if permission:
            self.need_scope(f"{SCOPES_OF_KINDS[channel.kind]}:{permission}")
        return channel

    def user(self, name: str = "user") -> str:
        """The id of a person; raises SlackError `user_not_found`."""
        user_id = self.required(name, "user_not_found")
        if user_id not in self.workspace.people:
            raise SlackError("user_not_found")
        return user_id


@dataclass(frozen=True)
class Method:
    """A Web API method: one of `scopes` is needed, and a token of that kind."""

    name: str
    handle: Callable[[Call], Json | Awaitable[Json]]
    scopes: tuple[str, ...] = ()
    token: TokenKind = "bot"
