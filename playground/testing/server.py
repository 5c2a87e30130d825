"""A playground in a thread of its own."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from aiohttp import web

from playground.feed import Occurrence
from playground.serving import bind, start
from playground.slack import Slack

Result = TypeVar("Result")
LONGEST_ACTION = 60.0
LOOK_AGAIN = 0.05


class ServerThread:
    """Runs a Slack's event loop; everything that touches the Slack goes through it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="playground", daemon=True)
        self._happened = threading.Event()
        self._runner: web.AppRunner | None = None

    def start(self, make: Callable[[], Slack]) -> Slack:
        """Make the Slack in the thread and serve it on a free port."""
        self._thread.start()
        return self.run(self._serve(make))

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        if self._runner:
            self.run(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do something in the thread and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(LONGEST_ACTION)

    def ask(self, question: Callable[[], Result]) -> Result:
        """Look something up in the thread."""

        async def answer() -> Result:
            return question()

        return self.run(answer())

    def wait_for(self, question: Callable[[], Result], timeout: float) -> Result | None:
        """The first answer that is true, looked up again whenever something happens; None after `timeout` seconds."""
        until = time.monotonic() + timeout
        while True:
            self._happened.clear()
            if answer := question():
                return answer
            remaining = until - time.monotonic()
            if remaining <= 0:
                return None
            self._happened.wait(min(remaining, LOOK_AGAIN))

    async def _serve(self, make: Callable[[], Slack]) -> Slack:
        slack = make()
        slack.workspace.feed.subscribe(self._notice)
        self._runner = await start(slack, bind(0))
        return slack

    def _notice(self, _: Occurrence) -> None:
        self._happened.set()
