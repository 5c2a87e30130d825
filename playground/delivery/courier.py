"""Decides what the app is told, and tells it until it has acknowledged."""

import asyncio
import time
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any

from playground.delivery.envelope import Envelope, Transport
from playground.delivery.payloads import app_rate_limited, event_payload
from playground.errors import NotAcknowledgedError
from playground.faults import Faults
from playground.feed import Occurrence
from playground.model import Json
from playground.workspace import Workspace

ACKNOWLEDGE_WITHIN = 3.0
READING_TIME = 0.1
RETRY_DELAYS = (0.0, 60.0, 300.0)
EVERYWHERE = {"channel_created", "channel_rename", "channel_archive", "channel_unarchive", "channel_deleted"}


class Courier:
    """Brings events and interactions to the app; delays and the time to acknowledge are in seconds."""

    def __init__(
        self,
        workspace: Workspace,
        transport: Transport,
        faults: Faults,
        acknowledge_within: float = ACKNOWLEDGE_WITHIN,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
    ) -> None:
        self.transport = transport
        self.acknowledge_within = acknowledge_within
        self.retry_delays = retry_delays
        self._workspace = workspace
        self._faults = faults
        self._tasks: set[asyncio.Task[None]] = set()
        self._sent = asyncio.Event()
        self._limited_in: int | None = None
        workspace.feed.subscribe(self._heed)

    @property
    def underway(self) -> int:
        """How many events are not yet acknowledged nor given up."""
        return len(self._tasks)

    async def interact(self, kind: str, payload: Json) -> Any:
        """Tell the app what somebody did, once; returns the acknowledgement or raises NotAcknowledgedError."""
        return await self._attempt(Envelope(kind, payload))

    async def close(self) -> None:
        """Give up all that is under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _heed(self, occurrence: Occurrence) -> None:
        if occurrence.kind == "event" and self._concerns_app(occurrence.body):
            payload = event_payload(self._workspace, occurrence.body["event"], occurrence.body["channel"])
            self._spawn(self._deliver(Envelope("events_api", payload)))

    def _concerns_app(self, body: Json) -> bool:
        app, event = self._workspace.app, body["event"]
        if not app.is_installed or body["subscription"] not in app.manifest.bot_events:
            return False
        channel = self._workspace.channels.get(body["channel"] or "")
        if event["type"] in EVERYWHERE or channel is None:
            return True
        return app.user_id in channel.members or event.get("user") == app.user_id

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, envelope: Envelope) -> None:
        if self._faults.take("drop", envelope.subject):
            return
        if self._faults.take("withhold", envelope.subject):
            await self._tell_of_limit()
            return
        await self._hold_back(envelope)
        for delay in (*self.retry_delays, None):
            try:
                await self._attempt(envelope)
            except NotAcknowledgedError as failure:
                if delay is None or not failure.retry:
                    return
                await self._workspace.clock.sleep(delay)
                again = Envelope("events_api", envelope.payload, envelope.attempt + 1, str(failure))
                envelope = again
            else:
                break
        if self._faults.take("deliver_twice", envelope.subject):
            self._spawn(self._deliver(replace(envelope, id=Envelope("", {}).id)))

    async def _tell_of_limit(self) -> None:
        """Say, once a minute, that events are kept back."""
        minute = int(self._workspace.clock.now()) // 60
        if minute != self._limited_in:
            self._limited_in = minute
            with suppress(NotAcknowledgedError):
                await self._attempt(Envelope("events_api", app_rate_limited(self._workspace, 60 * minute)))

    async def _hold_back(self, envelope: Envelope) -> None:
        if late := self._faults.take("deliver_late", envelope.subject):
            await self._workspace.clock.sleep(late.seconds)
        if swapped := self._faults.take("deliver_out_of_order", envelope.subject):
            try:
                await asyncio.wait_for(self._sent.wait(), swapped.seconds or 3.0)
            except TimeoutError:
                return

    async def _attempt(self, envelope: Envelope) -> Any:
        started, outcome, response = time.monotonic(), "acknowledged", None
        try:
            response = await self._send(envelope)
        except NotAcknowledgedError as failure:
            outcome = str(failure)
            raise
        finally:
            seconds = time.monotonic() - started
            self._workspace.feed.publish(
                "envelope", envelope=envelope.as_json(), outcome=outcome, response=response, seconds=seconds
            )
        return response

    async def _send(self, envelope: Envelope) -> Any:
        sending = asyncio.ensure_future(self.transport.send(envelope, self.acknowledge_within))
        await asyncio.sleep(0)
        if self._faults.take("disconnect", envelope.subject):
            await self._cut_off(sending)
        response = await sending
        sent, self._sent = self._sent, asyncio.Event()
        sent.set()
        if self._faults.take("drop_acknowledgement", envelope.subject):
            await asyncio.sleep(self.acknowledge_within)
            raise NotAcknowledgedError("timeout")
        return response

    async def _cut_off(self, sending: asyncio.Future[Any]) -> None:
        await asyncio.sleep(READING_TIME)
        await self.transport.disconnect()
        await asyncio.gather(sending, return_exceptions=True)
        raise NotAcknowledgedError("timeout")
