"""Everything that happens, as one numbered stream for the app's deliveries, the page and the inspector.

Kinds of occurrence and what their body holds:

- `event`: `event` (as the Events API has it), `subscription` (its name in a manifest), `channel` (id or null)
- `ephemeral`: `channel`, `user`, `message`; `ephemeral_deleted`: `channel`, `user`, `ts`
- `view`: `user`, `view` (a home tab or the modal on top), `modals` (the whole stack, bottom first)
- `status`: `channel`, `thread_ts`, `status`; `prompts`: `channel`, `thread_ts`, `title`, `prompts`
- `read`: `channel`, `user`, `last_read`
- `clock`: `now`
- `envelope`: `envelope` (as sent), `outcome`, `response`, `seconds`
- `api_call`: `method`, `arguments`, `status`, `response`, `seconds`
- `socket`: `connections`
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Subscriber = Callable[["Occurrence"], None]


@dataclass(frozen=True)
class Occurrence:
    """One thing that happened; `number` grows by one each time, `at` is workspace time in seconds."""

    number: int
    at: float
    kind: str
    body: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The occurrence as one JSON object."""
        return {"number": self.number, "at": self.at, "kind": self.kind, **self.body}


class Feed:
    """Publishes occurrences to its subscribers, in order, and remembers the last ones."""

    def __init__(self, now: Callable[[], float], remembered: int = 5_000) -> None:
        self._now = now
        self._number = 0
        self._recent: deque[Occurrence] = deque(maxlen=remembered)
        self._subscribers: list[Subscriber] = []

    def publish(self, kind: str, **body: Any) -> Occurrence:
        """Tell every subscriber, in the order in which they subscribed."""
        self._number += 1
        occurrence = Occurrence(self._number, self._now(), kind, body)
        self._recent.append(occurrence)
        for subscriber in list(self._subscribers):
            subscriber(occurrence)
        return occurrence

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` for all that follows; returns what ends the subscription."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def recent(self, kind: str | None = None, after: int = 0) -> list[Occurrence]:
        """What is remembered, oldest first: of one kind or of all, later than number `after`."""
        return [one for one in list(self._recent) if one.number > after and kind in (None, one.kind)]
