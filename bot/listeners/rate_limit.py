"""A limit on how fast one person presses, chooses and types: generous to people, and in the way of scripts alone."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from slack_bolt import App, BoltResponse

from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, by, tenant
from bot.services.ports import Clock
from bot.services.slack_json import OddObject, ident

PRESSES_A_MINUTE = 60
"""So many buttons, shortcuts, commands and submitted modals of one person are taken in a minute, by each process."""

WAIT = "That was a lot at once. Please go on in a minute."

Presser = tuple[str, str]


class RateLimit:
    """Counts, in memory, what each person did in this minute."""

    def __init__(self, most: int = PRESSES_A_MINUTE) -> None:
        self._most, self._minute = most, ""
        self._counts = Counter[Presser]()
        self._lock = Lock()

    def excess(self, presser: Presser, at: datetime) -> int:
        """By how much this press is too many: 0 where it may pass, 1 for the first that may not, and so on."""
        minute = f"{at:%Y-%m-%dT%H:%M}"
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._counts.clear()
            self._counts[presser] += 1
            return max(0, self._counts[presser] - self._most)


def register(app: App, clock: Clock, most: int = PRESSES_A_MINUTE) -> None:
    """Hold everybody to the limit; events, and what a select asks for while one types, are not presses."""
    limit = RateLimit(most)

    def unhurried(body: Body, next_: Callable[[], None]) -> BoltResponse | None:
        presser = presser_of(body)
        excess = limit.excess(presser, clock()) if presser else 0
        if excess > 1 and body.get("type") in ("block_actions", "message_action", "shortcut"):
            return BoltResponse(status=200)
        if excess:
            raise NotAllowed(WAIT)
        next_()
        return None

    app.middleware(unhurried)


def presser_of(body: Body) -> Presser | None:
    """The workspace and the person, where somebody did something; None for what its listener will refuse."""
    if "event" in body or body.get("type") in ("block_suggestion", "view_closed"):
        return None
    try:
        return tenant(body), ident(body["user_id"], "a command by nobody") if "command" in body else by(body)
    except (OddObject, KeyError):
        return None
