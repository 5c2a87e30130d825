"""The workspace's own time, which can be moved forward."""

import asyncio
import time
from collections.abc import Callable


class Clock:
    """Tells the workspace's time in seconds since 1970; runs at the pace of real time and never goes back."""

    def __init__(self, start: float | None = None) -> None:
        self._offset = 0.0 if start is None else start - time.time()
        self._last_microsecond = 0
        self._moved = asyncio.Event()
        self._listeners: list[Callable[[float], None]] = []

    @property
    def offset(self) -> float:
        """How many seconds the workspace is ahead of real time."""
        return self._offset

    def now(self) -> float:
        """The workspace's time, in seconds since 1970."""
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Move the time forward at once; raises ValueError for a negative number of seconds."""
        if seconds < 0:
            raise ValueError("the clock moves forward only")
        self._offset += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        for listener in list(self._listeners):
            listener(self.now())

    def set_to(self, now: float) -> None:
        """Begin at another time; only before anything has happened."""
        self._offset = now - time.time()

    def on_advance(self, listener: Callable[[float], None]) -> None:
        """Call `listener` with the new time whenever the clock is moved."""
        self._listeners.append(listener)

    def next_ts(self) -> str:
        """A Slack timestamp that no message or event of the workspace has yet, later than all before it."""
        microsecond = max(int(self.now() * 1_000_000), self._last_microsecond + 1)
        self._last_microsecond = microsecond
        return f"{microsecond // 1_000_000}.{microsecond % 1_000_000:06d}"

    def not_before(self, ts: str) -> None:
        """Promise that every later timestamp comes after `ts`."""
        seconds, _, fraction = ts.partition(".")
        self._last_microsecond = max(self._last_microsecond, int(seconds) * 1_000_000 + int(fraction or 0))

    async def sleep(self, seconds: float) -> None:
        """Wait until that many seconds of workspace time have passed, sooner when the clock is moved."""
        until = self.now() + seconds
        while (remaining := until - self.now()) > 0:
            try:
                await asyncio.wait_for(self._moved.wait(), remaining)
            except TimeoutError:
                return
