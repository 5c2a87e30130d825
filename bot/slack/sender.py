"""Senders: threads that empty the outbox, and the only ones that speak for Kith unasked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import structlog

from bot.domain.errors import KithError, Paused, SlackBusy
from bot.domain.outbox import ALL, OutboxItem
from bot.services.ports import Clock, Delivery, Note, Store
from bot.services.slack_json import OddObject

LEASE = timedelta(seconds=90)
HELD = 20
"""Items taken at a time: at a second each they are done well before their lease ends."""

SPACING = timedelta(seconds=1)
"""Slack takes about one message a second in a channel (https://docs.slack.dev/apis/web-api/rate-limits)."""

IDLE = timedelta(seconds=2)
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=15)
WHILE_PAUSED = timedelta(minutes=5)
"""How long what waits for the end of a workspace's pause is left alone, as often as need be."""

ATTEMPTS = 20
ALWAYS = datetime.min.replace(tzinfo=UTC)

log = structlog.get_logger(__name__)


@dataclass
class Sender:
    """Delivers what is due, most urgent first, each channel at its own pace; at once when `woken` is set.

    Of all that is due it takes what has one of the `urgencies`.
    """

    store: Store
    deliveries: Mapping[str, Delivery]
    clock: Clock
    urgencies: range = ALL
    woken: Event = field(default_factory=Event)
    spacing: timedelta = SPACING
    idle: timedelta = IDLE
    first_pause: timedelta = FIRST_PAUSE
    _held: list[tuple[str, OutboxItem]] = field(default_factory=list)
    _taken_at: dict[int, datetime] = field(default_factory=dict)
    _free_at: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _stopping: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin to deliver, in a thread of its own."""
        self._thread = Thread(target=self._run, name=f"kith-sender-{self.urgencies[0]}")
        self._thread.start()

    def stop(self, *, wait: bool = True) -> None:
        """Finish the delivery under way, give back what was taken, and end the thread; `wait` until it has."""
        self._stopping.set()
        self.woken.set()
        if wait and self._thread:
            self._thread.join()

    def check(self) -> None:
        """Raises KithError where the thread has ended without being told to."""
        if not (self._thread and self._thread.is_alive()):
            raise KithError("Nothing is sent any more; restart Kith.")

    def step(self) -> timedelta:
        """Deliver one item; returns how long to rest before the next step."""
        now = self.clock()
        self._give_back_old(now)
        self._take(now)
        place = next((place for place, held in enumerate(self._held) if self._free(*held) <= now), None)
        if place is not None:
            self._deliver(*self._held.pop(place))
            return timedelta(0)
        soonest = min((self._free(*held) for held in self._held), default=now + self.idle)
        return min(soonest - now, self.idle)

    def _take(self, now: datetime) -> None:
        if len(self._held) < HELD:
            taken = self.store.take(now, LEASE.total_seconds(), HELD - len(self._held), self.urgencies)
            self._held = sorted([*self._held, *taken], key=lambda held: (held[1].urgency, held[1].id))
            self._taken_at |= {item.id: now for _, item in taken}

    def _give_back_old(self, now: datetime) -> None:
        """Give back what was held so long that its lease might end within its delivery: another process may take it."""
        old = [held for held in self._held if now - self._taken_at[held[1].id] > LEASE / 2]
        self._held = [held for held in self._held if held not in old]
        for team, item in old:
            del self._taken_at[item.id]
            self._again(team, item, now)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.woken.clear()
            try:
                rest = self.step()
            except Exception:
                log.exception("the outbox cannot be read")
                rest = self.idle
            if rest:
                self.woken.wait(rest.total_seconds())
        for team, item in self._held:
            self._again(team, item, self.clock())

    def _deliver(self, team: str, item: OutboxItem) -> None:
        """Deliver one item and note how it went; an item that fails holds nothing else up."""
        self._taken_at.pop(item.id, None)
        facts = {"team": team, "kind": item.kind, "key": item.key, "attempt": item.attempts}
        try:
            self._done(team, item, self.deliveries[item.kind](team, item))
        except Paused:
            with self.store.writing(team) as work:
                work.outbox.defer(item.id, self.clock() + WHILE_PAUSED)
        except SlackBusy as busy:
            self._postpone(team, item, timedelta(seconds=busy.retry_after))
            log.warning("delivery postponed", **facts, reason=str(busy))
        except (KithError, OddObject) as error:
            self._done(team, item)
            log.warning("delivery given up", **facts, reason=str(error))
        except Exception:
            self._postpone(team, item, timedelta(0))
            log.exception("delivery failed", **facts)

    def _postpone(self, team: str, item: OutboxItem, at_least: timedelta) -> None:
        if item.attempts >= ATTEMPTS:
            self._done(team, item)
            return
        pause = min(self.first_pause * 2 ** (item.attempts - 1), LONGEST_PAUSE)
        self._again(team, item, self.clock() + max(pause, at_least))

    def _done(self, team: str, item: OutboxItem, note: Note | None = None) -> None:
        if channel := item.payload.get("channel"):
            self._free_at = {key: at for key, at in self._free_at.items() if at > self.clock()}
            self._free_at[team, channel] = self.clock() + self.spacing
        with self.store.writing(team) as work:
            if note:
                note(work)
            work.outbox.done(item.id, self.clock())

    def _again(self, team: str, item: OutboxItem, at: datetime) -> None:
        with self.store.writing(team) as work:
            work.outbox.fail(item.id, at)

    def _free(self, team: str, item: OutboxItem) -> datetime:
        """When this item's channel may be posted to again; long ago where it has none."""
        return self._free_at.get((team, str(item.payload.get("channel"))), ALWAYS)
