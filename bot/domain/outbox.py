"""Something to be said in Slack, decided in one transaction and said after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

WAITED_FOR = range(1)
"""The urgency of what somebody waits for, and what is said at once."""

LATER = range(1, 3)
"""That of what is said unasked, what takes long to make, and what can wait."""

ALL = range(3)


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """Something to be said or done in Slack, once. `key` is its natural key; `payload` is plain JSON.

    The smaller `urgency`, the sooner it goes: 0 answers a person who waits, 1 speaks unasked, 2 can wait. An attempt
    that failed or broke off makes it due again: `due_at` of what was taken tells when this attempt was due.
    """

    key: str
    kind: str
    payload: Mapping[str, Any]
    due_at: datetime
    urgency: int = 1
    attempts: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Backlog:
    """What the outboxes of all teams hold undone: how much, how much of it is due, and since when the oldest."""

    waiting: int
    due: int
    overdue: timedelta
