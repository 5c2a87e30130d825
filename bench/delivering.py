"""Brings a history to Kith as Slack might: repeated, late, out of order, acknowledgements lost, to several workers."""

from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from queue import Empty, SimpleQueue
from random import Random
from threading import Event, Thread
from typing import Any, cast

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy.exc import DBAPIError

from bench.histories import Chose, Deleted, Erased, Fact, Logged, Reacted, Said
from bot.domain.consent import Openness
from bot.domain.errors import KithError
from bot.domain.help import Act
from bot.listeners import register_listeners
from bot.listeners.dispatch import ObservedApp
from bot.monitoring.metrics import Metrics
from bot.services.ports import Directory
from bot.services.suite import Services
from bot.services.telling import LoggedHelp
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore

LATE = 1_200.0
"""Seconds by which an event may come late: forty facts happen in that time."""

TURN = 0.05
"""Seconds for which a worker waits for what a person did before; then it turns to something else."""

KITH = "UKITH"

Told = Said | Deleted | Reacted
"""What Slack tells in events, and tells again; the rest are buttons and modals, sent once and in order."""


@dataclass
class Delivery:
    """One attempt to tell of a fact; what a person does waits until what they did `before` is done."""

    at: float
    fact: Fact
    before: Event | None = None
    done: Event = field(default_factory=Event)


@dataclass(frozen=True, slots=True)
class Kith:
    """Kith as it takes deliveries in: Bolt with all listeners, on a store. `now` is each worker's own time."""

    store: SqlStore
    bolt: App
    services: Services
    now: ContextVar[datetime]

    @classmethod
    def on(cls, store: SqlStore) -> "Kith":
        """Kith without a way out: nothing that it would say or ask is sent."""
        now = ContextVar("now", default=datetime(2026, 1, 1, tzinfo=UTC))
        services = services_on(store, cast(Directory, None), now.get)
        authorized = AuthorizeResult(enterprise_id=None, team_id="", bot_user_id=KITH, bot_token="xoxb-1")
        options: dict[str, Any] = {"signing_secret": "secret", "process_before_response": True}
        bolt = ObservedApp(Metrics(), authorize=lambda **_: authorized, **options)
        register_listeners(bolt, services)
        return cls(store, bolt, services, now)

    def takes(self, team: str, fact: Fact) -> bool:
        """Tell it of a fact; whether it acknowledged. Who presses a button that fails presses it again."""
        self.now.set(datetime.fromtimestamp(fact.at, UTC))
        if isinstance(fact, Told):
            body = {"type": "event_callback", "team_id": team, "event": event_of(fact)}
            return bool(self.bolt.dispatch(BoltRequest(mode="socket_mode", body=body)).status == 200)
        try:
            self._does(team, fact)
        except DBAPIError:
            return False
        except KithError:
            return True
        return True

    def _does(self, team: str, fact: Logged | Chose | Erased) -> None:
        match fact:
            case Erased(person=person):
                self.services.eraser.erase(team, person)
            case Chose(person=person, hidden=hidden):
                self.services.privacy.be(team, person, Openness.HIDDEN if hidden else Openness.OPEN)
            case Logged(given=given):
                act = Act(fact.channel, fact.ts, fact.helper, fact.seeker)
                if given:
                    logged = LoggedHelp(act, fact.topic, by=fact.seeker, thread_ts=fact.thread)
                    self.services.teller.log(team, logged)
                else:
                    self.services.teller.undo(team, act, by=fact.seeker)


def deliveries(facts: Sequence[Fact], random: Random) -> list[Delivery]:
    """Every fact at least once, in the order in which Slack happens to deliver."""
    found = [Delivery(at, fact) for fact in facts for at in _attempts(fact, random)]
    found.sort(key=lambda delivery: delivery.at)
    done = [delivery for delivery in found if not isinstance(delivery.fact, Told)]
    for earlier, later in pairwise(done):
        later.before = earlier.done
    return found


def _attempts(fact: Fact, random: Random) -> Iterator[float]:
    """When a fact is told: most at once, some late; again where Slack is unsure, or its acknowledgement was lost."""
    if not isinstance(fact, Told):
        yield fact.at
        return
    again = True
    while again:
        yield fact.at + (random.random() * LATE if random.random() < 0.4 else 0)
        again = random.random() < 0.6


def deliver(kith: Kith, team: str, schedule: Sequence[Delivery], workers: int) -> int:
    """Let several workers take deliveries until each is acknowledged; returns how many attempts that took."""
    waiting: SimpleQueue[Delivery] = SimpleQueue()
    for delivery in schedule:
        waiting.put(delivery)
    attempts: list[Fact] = []

    def work() -> None:
        while True:
            try:
                delivery = waiting.get_nowait()
            except Empty:
                return
            if delivery.before and not delivery.before.wait(TURN):
                waiting.put(delivery)
                continue
            attempts.append(delivery.fact)
            if kith.takes(team, delivery.fact):
                delivery.done.set()
            else:
                waiting.put(delivery)

    threads = [Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(attempts)


def event_of(fact: Told) -> dict[str, Any]:
    """The event as Slack sends it (https://docs.slack.dev/reference/events)."""
    stamp = f"{fact.at:.6f}"
    match fact:
        case Said(is_edit=False):
            return _message(fact) | {"event_ts": fact.ts, "channel_type": "channel"}
        case Said():
            edited = _message(fact) | {"edited": {"user": fact.author, "ts": stamp}}
            return _change("message_changed", fact.channel, stamp) | {"message": edited}
        case Deleted(leaves_tombstone=True):
            tombstone = {"type": "message", "subtype": "tombstone", "ts": fact.ts, "thread_ts": fact.ts}
            return _change("message_changed", fact.channel, stamp) | {"message": tombstone}
        case Deleted():
            return _change("message_deleted", fact.channel, stamp) | {"deleted_ts": fact.ts}
        case Reacted():
            return {
                "type": "reaction_added" if fact.given else "reaction_removed",
                "user": fact.by,
                "reaction": fact.name,
                "item": {"type": "message", "channel": fact.channel, "ts": fact.ts},
                "item_user": fact.author,
                "event_ts": stamp,
            }


def _change(subtype: str, channel: str, stamp: str) -> dict[str, Any]:
    return {"type": "message", "subtype": subtype, "channel": channel, "ts": stamp, "event_ts": stamp}


def _message(said: Said) -> dict[str, Any]:
    thread = {"thread_ts": said.thread} if said.thread else {}
    return {
        "type": "message",
        "channel": said.channel,
        "user": said.author,
        "ts": said.ts,
        "text": _text(said),
    } | thread


def _text(said: Said) -> str:
    if said.thanks:
        mention = f" <@{said.thanked}>" if said.thanked else ""
        return f"thanks{mention}, {said.topic}"
    return f"{said.topic}?" if said.asks else said.topic
