"""What people choose about being named and asked, what is kept of them, and how they take it with them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from bot.domain.consent import Choice, Openness, topics_from
from bot.domain.errors import NotAllowed
from bot.domain.exposures import Exposure
from bot.domain.load import WEEK
from bot.domain.outbox import OutboxItem
from bot.domain.working_hours import zone
from bot.services.lookups import person_lookup
from bot.services.ports import Clock, Store, UnitOfWork
from bot.services.recording import PICTURE

EXPORT = "export_own_data"
"""The kind of outbox item that gives a person everything kept about them; its payload names the person."""

SHOW_PRIVACY = "show_privacy"
"""The kind of outbox item that shows a person their choices anew; its payload has the person and a `response_url`."""

EXPOSURES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class OwnPrivacy:
    """A person's choices, how often they were asked in the last seven days, and who was shown their name of late."""

    person: str
    choice: Choice = field(default_factory=Choice)
    default: Openness = Openness.OPEN
    asked: int = 0
    exposures: Sequence[Exposure] = ()
    is_forgotten: bool = False

    @property
    def openness(self) -> Openness:
        """What holds for them."""
        return self.choice.how_open(self.default)

    @property
    def in_digests(self) -> bool:
        """Whether they let digests name them, as far as they said so or it follows from how open they are."""
        chosen = self.choice.in_digests
        return self.openness is Openness.OPEN if chosen is None else chosen


@dataclass(frozen=True, slots=True)
class Decision:
    """All choices as a person fills them in; `paused_until` is a day of their calendar, `never` has a topic a line."""

    openness: Openness
    in_digests: bool
    meets_people: bool
    weekly_limit: int
    paused_until: date | None
    never: str


@dataclass(frozen=True, slots=True)
class Privacy:
    """Shows choices, takes them down, and exports what is kept."""

    store: Store
    clock: Clock

    def of(self, team: str, person: str) -> OwnPrivacy:
        """What a person chose, and what came of it."""
        now = self.clock()
        with self.store.reading(team) as work:
            consents = work.choices.of([person])
            return OwnPrivacy(
                person,
                consents.of(person),
                consents.default,
                len(work.requests.asked([person], now - WEEK).get(person, ())),
                work.exposures.of(person, EXPOSURES_SHOWN),
                bool(work.people.erased([person])),
            )

    def be(self, team: str, person: str, openness: Openness) -> None:
        """Take down how far a person lets themselves be named. Raises NotAllowed for somebody forgotten."""
        with self.store.writing(team) as work:
            work.choices.put(person, replace(_choice(work, person), openness=openness))

    def never_ask(self, team: str, person: str, topic: str) -> None:
        """Put a topic among those never to be asked about. Raises NotAllowed for somebody forgotten."""
        with self.store.writing(team) as work:
            choice = _choice(work, person)
            never = dict.fromkeys((*choice.never, *topics_from(topic)))
            work.choices.put(person, replace(choice, never=tuple(never)))

    def decide(self, team: str, person: str, decision: Decision, response_url: str = "") -> None:
        """Take down all choices, and show them in place of the message with that `response_url`.

        Raises NotAllowed for a pause that is over already, and for somebody forgotten.
        """
        now = self.clock()
        with self.store.writing(team) as work:
            choice = replace(
                _choice(work, person),
                openness=decision.openness,
                in_digests=decision.in_digests,
                meets_people=decision.meets_people,
                weekly_limit=decision.weekly_limit,
                paused_until=_start_of(work, person, decision.paused_until, now),
                never=topics_from(decision.never),
            )
            work.choices.put(person, choice)
            if response_url:
                key = f"{SHOW_PRIVACY}:{person}:{now.timestamp():.6f}"
                payload = {"person": person, "response_url": response_url}
                work.outbox.put(OutboxItem(key, SHOW_PRIVACY, payload, now, urgency=0))

    def ask_for_export(self, team: str, person: str, reason: str) -> None:
        """Have a person's data sent to them, once for each reason."""
        item = OutboxItem(f"{EXPORT}:{person}:{reason}", EXPORT, {"person": person}, self.clock(), urgency=0)
        with self.store.writing(team) as work:
            work.outbox.put(item)

    def export(self, team: str, person: str) -> bytes:
        """Everything kept about a person, as JSON in UTF-8."""
        with self.store.reading(team) as work:
            rows = work.people.rows_about(person)
        told = {"person": person, "exported_at": self.clock().isoformat(), "kept": rows}
        return json.dumps(told, indent=2, ensure_ascii=False).encode()

    def readmit(self, team: str, person: str) -> None:
        """Let somebody forgotten be known again, from now on."""
        now = self.clock()
        lookup = person_lookup(person, now)
        with self.store.writing(team) as work:
            work.hold({PICTURE})
            work.people.readmit(person)
            work.outbox.put(replace(lookup, key=f"{lookup.key}:{now.timestamp():.6f}"))


def _choice(work: UnitOfWork, person: str) -> Choice:
    if work.people.erased([person]):
        raise NotAllowed("I have forgotten you, as you wished, and keep nothing about you.")
    return work.choices.of([person]).of(person)


def _start_of(work: UnitOfWork, person: str, day: date | None, now: datetime) -> datetime | None:
    """When a day begins where the person is."""
    if day is None:
        return None
    known = work.people.get([person]).get(person)
    start = datetime.combine(day, time(0), zone(known.tz if known else ""))
    if start <= now:
        raise NotAllowed("Choose a day to come, or none.")
    return start
