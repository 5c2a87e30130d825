"""The time of a workspace whose clock is not this machine's: the playground's, which can be moved forward."""

import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.error import URLError
from urllib.request import urlopen

from bot.domain.errors import NotConfigured

ASKED_EVERY = 1.0
TIMEOUT = 2.0
FIRST_ATTEMPTS = 10
NEVER = float("-inf")


@dataclass
class DistantClock:
    """A `Clock` that asks an address (JSON with `now`, seconds since 1970), at most once a second.

    While the address does not answer, time goes on from what it said last. Raises NotConfigured where it never did.
    """

    url: str
    _ahead: float = field(default=0.0, init=False)
    _asked_at: float = field(default=NEVER, init=False)

    def __call__(self) -> datetime:
        """Now, aware and in UTC."""
        if time.monotonic() - self._asked_at >= ASKED_EVERY:
            self._ask()
        return datetime.fromtimestamp(time.time() + self._ahead, UTC)

    def _ask(self) -> None:
        is_first = self._asked_at == NEVER
        for _ in range(FIRST_ATTEMPTS if is_first else 1):
            with suppress(URLError, OSError, ValueError, KeyError):
                with urlopen(self.url, timeout=TIMEOUT) as answer:
                    self._ahead = float(json.load(answer)["now"]) - time.time()
                break
        else:
            if is_first:
                raise NotConfigured(f"Nothing tells the time at {self.url}; change KITH_CLOCK_URL.")
        self._asked_at = time.monotonic()
