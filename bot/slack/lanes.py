"""Two lanes for what Slack sends: what a person waits for never queues behind what is merely overheard."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Any, Protocol

import structlog

URGENT, OVERHEARD = 6, 24
"""Threads of each lane; what is overheard at once shares a transaction, so many threads need little of the database."""

QUEUED = 22
"""Overheard requests that may wait over HTTP, where each holds a thread of the server."""

OVERFLOWED_FOR = 60.0
"""Seconds after which a request that was turned away is forgotten."""

ASKING = frozenset({"app_mention", "app_home_opened"})

log = structlog.get_logger(__name__)


class LaneObserver(Protocol):
    """Is told how what Slack sent fared before anybody looked at it."""

    def waited(self, lane: str, seconds: float) -> None:
        """A thread of the lane, "urgent" or "overheard", took something up, so long after it came."""

    def turned_away(self) -> None:
        """Too much waited already."""


class Nobody:
    """A `LaneObserver` that listens to nothing."""

    def waited(self, lane: str, seconds: float) -> None:
        """Let it pass."""

    def turned_away(self) -> None:
        """Let it pass."""


NOBODY = Nobody()


def is_urgent(body: Mapping[str, Any]) -> bool:
    """Whether a person waits: for all but events, and of these for mentions, the Home tab and direct messages."""
    event = body.get("event")
    if not isinstance(event, Mapping):
        return True
    return event.get("type") in ASKING or event.get("channel_type") in ("im", "app_home")


def lane_of(body: Mapping[str, Any]) -> str:
    """The lane's name."""
    return "urgent" if is_urgent(body) else "overheard"


class Lanes:
    """Threads for both, where whoever hands work in need not wait for it."""

    def __init__(self, observer: LaneObserver = NOBODY) -> None:
        self._observer = observer
        self._urgent = ThreadPoolExecutor(URGENT, "kith-urgent")
        self._overheard = ThreadPoolExecutor(OVERHEARD, "kith-overheard")
        self._under_way: set[Future[None]] = set()
        self._lock = Lock()

    def run(self, body: Mapping[str, Any], work: Callable[[], None]) -> None:
        """Have work done in its lane, unless the lanes are closed."""
        name, came = lane_of(body), monotonic()

        def begin() -> None:
            self._observer.waited(name, monotonic() - came)
            work()

        with self._lock:
            lane = self._urgent if name == "urgent" else self._overheard
            try:
                future = lane.submit(begin)
            except RuntimeError:
                return
            self._under_way.add(future)
        future.add_done_callback(self._end)

    def close(self, within: float) -> None:
        """Finish what was begun, for so many seconds at most, and begin nothing more."""
        for lane in (self._urgent, self._overheard):
            lane.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            begun = set(self._under_way)
        wait(begun, within)

    def _end(self, future: Future[None]) -> None:
        with self._lock:
            self._under_way.discard(future)
        if not future.cancelled() and (error := future.exception()):
            log.error("what Slack sent was not answered; it comes again", exc_info=error)


class Narrows:
    """Lets only so much of what is overheard through at once, where every request brings a thread of its own."""

    def __init__(self, observer: LaneObserver = NOBODY) -> None:
        self._observer = observer
        self._through, self._near = BoundedSemaphore(OVERHEARD), BoundedSemaphore(OVERHEARD + QUEUED)
        self._turned_away_at = float("-inf")

    @contextmanager
    def passage(self, body: Mapping[str, Any]) -> Iterator[bool]:
        """Within it a request may be worked on, after some waiting; false where too many wait already."""
        if is_urgent(body):
            yield True
        elif not self._near.acquire(blocking=False):
            self._turned_away_at = monotonic()
            self._observer.turned_away()
            yield False
        else:
            came = monotonic()
            try:
                with self._through:
                    self._observer.waited("overheard", monotonic() - came)
                    yield True
            finally:
                self._near.release()

    def overflowed(self) -> bool:
        """Whether requests were turned away lately."""
        return monotonic() - self._turned_away_at < OVERFLOWED_FOR
