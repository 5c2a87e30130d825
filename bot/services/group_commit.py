"""Group commit: what several threads want written at the same time is written in one transaction."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum, auto
from threading import Lock
from typing import Generic, TypeVar

import structlog

MOST = 64
"""Parts in one transaction: the more there are, the longer each waits for the others' work."""

log = structlog.get_logger(__name__)

T = TypeVar("T")

Write = Callable[[str, Sequence[T]], None]
"""Writes what belongs to a team in one transaction, or raises and writes nothing."""


class Turn(Enum):
    """What a thread that waited is to do."""

    LEAD = auto()
    """Write, for itself and for all who wait."""
    ALONE = auto()
    """Write its own part: the transaction that it shared has failed."""
    RETURN = auto()
    """Nothing more: its part is committed."""


@dataclass(frozen=True, slots=True)
class Waiting(Generic[T]):
    """A thread's own part, and its turn once that has come."""

    part: Sequence[T]
    turn: Future[Turn] = field(default_factory=Future)


class GroupCommit(Generic[T]):
    """Lets one thread write for each team at a time, for itself and for all who came while the one before it wrote.

    Nobody waits for company: who comes alone writes at once. Databases keep their logs so (DeWitt and others,
    Implementation Techniques for Main Memory Database Systems, SIGMOD 1984).
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._queues: dict[str, deque[Waiting[T]]] = {}
        """Of each team for which a thread writes, those who wait."""

    def commit(self, team: str, part: Sequence[T], write: Write[T]) -> None:
        """Return once this part is committed. Raises what `write` raises for this part alone."""
        mine = self._queued(team, part)
        turn = mine.turn.result()
        if turn is Turn.LEAD:
            turn = self._lead(team, mine, write)
        if turn is Turn.ALONE:
            write(team, part)

    def _queued(self, team: str, part: Sequence[T]) -> Waiting[T]:
        mine = Waiting(part)
        with self._lock:
            if team in self._queues:
                self._queues[team].append(mine)
            else:
                self._queues[team] = deque()
                mine.turn.set_result(Turn.LEAD)
        return mine

    def _lead(self, team: str, mine: Waiting[T], write: Write[T]) -> Turn:
        """Write for all who wait by now. Where that fails each writes alone: it may be the fault of one."""
        others = self._others(team)
        turn = Turn.ALONE
        try:
            write(team, [one for waiting in (mine, *others) for one in waiting.part])
            turn = Turn.RETURN
        except Exception as error:
            if not others:
                raise
            log.warning("a shared transaction failed", parts=1 + len(others), error=type(error).__name__)
        finally:
            self._hand_on(team)
            for other in others:
                other.turn.set_result(turn)
        return turn

    def _others(self, team: str) -> list[Waiting[T]]:
        with self._lock:
            queue = self._queues[team]
            return [queue.popleft() for _ in range(min(len(queue), MOST - 1))]

    def _hand_on(self, team: str) -> None:
        """Let the next one lead who waits."""
        with self._lock:
            if queue := self._queues[team]:
                queue.popleft().turn.set_result(Turn.LEAD)
            else:
                del self._queues[team]
