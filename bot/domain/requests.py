"""Asking on somebody's behalf: who is asked when, and what the asker sees of it. A state machine without a clock.

Nothing that the asker sees depends on a decline: the next person is asked when the time of the one before is over,
whether they declined or kept silent. Only a yes shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.errors import NotAllowed
from bot.domain.reach import Reaches

URGENCY = timedelta(hours=2)
"""How long, in their working time, one person has before the next is asked."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)
MOST_ASKED = 5
"""So many people at most are asked for one question."""


class Reply(StrEnum):
    """What somebody who was asked says."""

    HAPPY = "happy"
    NOT_NOW = "not_now"
    NOT_MY_TOPIC = "not_my_topic"
    NEVER_THIS = "never_this"


class RequestState(StrEnum):
    """Where one request stands."""

    WAITING = "waiting"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class OutreachState(StrEnum):
    """Where the asking around stands."""

    RUNNING = "running"
    ANSWERED = "answered"
    EXHAUSTED = "exhausted"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Request:
    """One person asked, or waiting for their working hours; after `until` others are asked."""

    person: str
    until: datetime
    state: RequestState = RequestState.WAITING
    asked_at: datetime | None = None
    reply: Reply | None = None

    @property
    def is_open(self) -> bool:
        """Whether it may still be asked, or answered for the first time."""
        return self.state in (RequestState.WAITING, RequestState.ASKED)


@dataclass(frozen=True, slots=True)
class Wish:
    """How the asker wants to be asked for: in which words, how soon, and whether their name stays out until a yes."""

    question: str
    urgency: timedelta = URGENCY
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Outreach:
    """The asking around for one ask: whom to ask next, best first, and who was asked so far."""

    ask: int
    asker: str
    wish: Wish
    queue: tuple[str, ...] = ()
    requests: tuple[Request, ...] = ()
    state: OutreachState = OutreachState.RUNNING

    @property
    def until(self) -> datetime:
        """When those asked so far have had their time; long ago where nobody is left who was asked."""
        return max((request.until for request in self.requests), default=LONG_AGO)

    def request(self, person: str) -> Request | None:
        """The request to this person."""
        return next((request for request in self.requests if request.person == person), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the asker sees of the asking around: who said yes, and until when they wait for what."""

    state: OutreachState
    accepted: tuple[str, ...]
    until: datetime


def shown(outreach: Outreach) -> Shown:
    """What the asker sees: never who declined, nor that anybody did."""
    accepted = (request.person for request in outreach.requests if request.state is RequestState.ACCEPTED)
    return Shown(outreach.state, tuple(accepted), outreach.until)


def pressed(outreach: Outreach, person: str, reaches: Reaches, at: datetime) -> Outreach:
    """The asker wants this person asked. Raises NotAllowed where enough were asked, or the search is over."""
    if outreach.request(person):
        return outreach
    if outreach.state is OutreachState.CLOSED:
        raise NotAllowed("This question is closed; please ask it anew.")
    if len(outreach.requests) >= MOST_ASKED:
        raise NotAllowed(f"I have asked {MOST_ASKED} people for this question, which is as many as I ask.")
    reach = reaches.get(person)
    until = reach.until(at, outreach.wish.urgency) if reach else at + outreach.wish.urgency
    running = replace(outreach, state=OutreachState.RUNNING, requests=(*outreach.requests, Request(person, until)))
    return advanced(running, reaches, at)


def advanced(outreach: Outreach, reaches: Reaches, at: datetime) -> Outreach:
    """The search as it stands at `at`: who waited for their hours is asked; when time is over, the next one is.

    `reaches` covers everybody in the queue and everybody waiting.
    """
    if outreach.state is not OutreachState.RUNNING:
        return outreach
    requests = tuple(_advanced(request, outreach.wish, reaches, at) for request in outreach.requests)
    current = replace(outreach, requests=requests)
    return current if at < current.until else _with_next(current, reaches, at)


def replied(outreach: Outreach, person: str, reply: Reply) -> Outreach:
    """Somebody who was asked has answered; their first answer counts. Raises NotAllowed where they were not asked."""
    request = outreach.request(person)
    if request is None or request.asked_at is None or outreach.state is OutreachState.CLOSED:
        raise NotAllowed("This question is settled; thank you all the same.")
    if request.reply is not None:
        return outreach
    if reply is not Reply.HAPPY:
        return _put(outreach, replace(request, state=RequestState.DECLINED, reply=reply))
    accepted = _put(outreach, replace(request, state=RequestState.ACCEPTED, reply=reply))
    return replace(_withdrawn(accepted), state=OutreachState.ANSWERED)


def closed(outreach: Outreach) -> Outreach:
    """Nobody is asked any more, and nobody need answer."""
    return replace(_withdrawn(outreach), state=OutreachState.CLOSED)


def newly(state: RequestState, before: Outreach | None, after: Outreach) -> Sequence[Request]:
    """The requests that came into a state."""
    known = {request.person for request in before.requests if request.state is state} if before else set()
    return [request for request in after.requests if request.state is state and request.person not in known]


def _advanced(request: Request, wish: Wish, reaches: Reaches, at: datetime) -> Request:
    """A waiting request at that time: asked as soon as may be, withdrawn when its time is over."""
    if request.state is not RequestState.WAITING:
        return request
    reach = reaches.get(request.person)
    if reach and reach.may_be_asked(at) and reach.is_at_work(at):
        until = max(request.until, reach.until(at, wish.urgency))
        return replace(request, state=RequestState.ASKED, asked_at=at, until=until)
    return replace(request, state=RequestState.WITHDRAWN) if at >= request.until else request


def _with_next(outreach: Outreach, reaches: Reaches, at: datetime) -> Outreach:
    """The next in the queue is asked: the best who is at work now, else the best."""
    known = {request.person for request in outreach.requests}
    able = [p for p in outreach.queue if p not in known and p in reaches and reaches[p].may_be_asked(at)]
    if not able or len(outreach.requests) >= MOST_ASKED:
        return replace(outreach, state=OutreachState.EXHAUSTED)
    person = next((person for person in able if reaches[person].is_at_work(at)), able[0])
    waiting = Request(person, reaches[person].until(at, outreach.wish.urgency))
    asked = _advanced(waiting, outreach.wish, reaches, at)
    return replace(outreach, requests=(*outreach.requests, asked))


def _withdrawn(outreach: Outreach) -> Outreach:
    requests = (replace(r, state=RequestState.WITHDRAWN) if r.is_open else r for r in outreach.requests)
    return replace(outreach, requests=tuple(requests))


def _put(outreach: Outreach, request: Request) -> Outreach:
    requests = (request if other.person == request.person else other for other in outreach.requests)
    return replace(outreach, requests=tuple(requests))
