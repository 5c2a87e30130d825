"""Everything that Kith listens to, as it registers itself: a listener added tomorrow is in the list by itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk import WebClient

from bot.listeners import register_listeners
from bot.listeners.careful_app import CarefulApp
from bot.services.suite import Services

SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

Decorator = Callable[..., Any]


@dataclass(frozen=True)
class Listened:
    """One listener: the kind of payload, and the event type, command, action id or callback id that it is for."""

    kind: str
    name: str


class ListedApp(CarefulApp):
    """The real Bolt app, which remembers its listeners by name."""

    def __init__(self, services: Services, api_url: str) -> None:
        client = WebClient("xoxb-1", base_url=api_url)
        super().__init__(
            client=client, signing_secret=SIGNING_SECRET, process_before_response=True, token_verification_enabled=False
        )
        self.listened: list[Listened] = []
        register_listeners(self, services)

    def event(self, event: Any, *given: Any, **more: Any) -> Decorator:
        """Remember and register."""
        self._note("event", event)
        return super().event(event, *given, **more)

    def command(self, command: Any, *given: Any, **more: Any) -> Decorator:
        """Remember and register."""
        self._note("command", command)
        return super().command(command, *given, **more)

    def shortcut(self, constraints: Any, *given: Any, **more: Any) -> Decorator:
        """Remember and register."""
        self._note("message_action", constraints)
        return super().shortcut(constraints, *given, **more)

    def action(self, constraints: Any, *given: Any, **more: Any) -> Decorator:
        """Remember and register."""
        self._note("block_actions", constraints)
        return super().action(constraints, *given, **more)

    def view(self, constraints: Any, *given: Any, **more: Any) -> Decorator:
        """Remember and register."""
        self._note("view_submission", constraints)
        return super().view(constraints, *given, **more)

    def view_closed(self, constraints: Any, *given: Any, **more: Any) -> Decorator:
        """Remember and register."""
        self._note("view_closed", constraints)
        return super().view_closed(constraints, *given, **more)

    def options(self, constraints: Any, *given: Any, **more: Any) -> Decorator:
        """Remember and register."""
        self._note("block_suggestion", constraints)
        return super().options(constraints, *given, **more)

    def _note(self, kind: str, constraint: Any) -> None:
        name = constraint.pattern.lstrip("^") + "happy" if isinstance(constraint, re.Pattern) else str(constraint)
        self.listened.append(Listened(kind, name))


def delivered(app: CarefulApp, body: dict[str, Any]) -> BoltResponse | None:
    """What Slack is answered; None for what is not even an object that Bolt can take."""
    try:
        request = BoltRequest(body=body, mode="socket_mode")
    except (AttributeError, TypeError, KeyError, IndexError):
        return None
    return app.dispatch(request)
