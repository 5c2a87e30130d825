"""Whether a running Kith is well: alive, and ready for what Slack sends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from bot.domain.errors import KithError

NEVER = float("-inf")

Check = Callable[[], None]
"""Looks at one thing. Raises KithError, whose sentence says what is wrong."""


@dataclass(frozen=True, slots=True)
class Health:
    """The checks of a process: `alive` ones mend themselves only by a restart, `ready` ones also by waiting."""

    alive: Mapping[str, Check]
    ready: Mapping[str, Check]


def faults(checks: Mapping[str, Check]) -> dict[str, str]:
    """What is wrong, by the name of its check: nothing where all is well."""
    found = {}
    for name, check in checks.items():
        try:
            check()
        except KithError as error:
            found[name] = str(error)
    return found


@dataclass
class Remembered:
    """A check whose outcome holds for some seconds: probes come often, and Slack counts calls.

    One thread looks at a time; meanwhile the others get what was found last, so that no check that hangs holds them up.
    """

    check: Check
    seconds: float
    _until: float = field(default=NEVER, init=False)
    _fault: KithError | None = field(default=None, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def __call__(self) -> None:
        """Look, or remember. Raises KithError as the check does."""
        if self._lock.acquire(blocking=self._until == NEVER):
            try:
                if monotonic() >= self._until:
                    self._fault = self._look()
                    self._until = monotonic() + self.seconds
            finally:
                self._lock.release()
        if self._fault:
            raise self._fault

    def _look(self) -> KithError | None:
        try:
            self.check()
        except KithError as error:
            return error
        return None
