"""Asking people on somebody's behalf: begun by the asker, carried on by the clock, ended by a yes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.asks import Ask, AskState
from bot.domain.errors import NotAllowed
from bot.domain.exposures import exposures_of
from bot.domain.load import spread
from bot.domain.outbox import OutboxItem
from bot.domain.questions import topic_of
from bot.domain.requests import (
    Outreach,
    OutreachState,
    Reply,
    RequestState,
    Shown,
    Wish,
    advanced,
    closed,
    newly,
    pressed,
    replied,
    shown,
)
from bot.domain.terms import topic_terms, topic_words
from bot.services.asking import Asking
from bot.services.boundaries import may_work_in
from bot.services.inviting import own_evidence
from bot.services.ports import Clock, Directory, Store, UnitOfWork
from bot.services.reaching import EVER_ASKED, load_lock, reaches

SEND_REQUEST = "send_request"
"""The kind of outbox item that asks a person in private; its payload names the ask and the person."""

SETTLE_REQUEST = "settle_request"
"""Tells a person who was asked that they need not answer any more; the same payload."""

TELL_ACCEPTED = "tell_accepted"
"""Brings the asker and a person who said yes together; the same payload."""

TELL_EXHAUSTED = "tell_exhausted"
"""Tells the asker that nobody has said yes so far, and offers to post the need; its person is the asker."""

DECLINED_WORDS = 3


@dataclass(frozen=True, slots=True)
class Requester:
    """Asks people in private, one after the other, within their hours and load; tells the asker of a yes alone."""

    store: Store
    directory: Directory
    asking: Asking
    clock: Clock

    def request(self, team: str, ask_id: int, by: str, person: str, wish: Wish) -> Shown:
        """Have a person asked; "" for the best of those who want to be asked before they are named.

        Raises NotAllowed for all but the asker, for people whom the answer did not name, and while Kith is paused.
        """
        ask, now = self.asking.own(team, ask_id, by), self.clock()
        named, discreet = self._found(team, ask)
        wanted = person or next(iter(discreet), "")
        people = {wanted, *named, *discreet} - {""}
        quiet = self.directory.quiet(team, people, now)
        with self.store.writing(team) as work:
            work.hold({_outreach_lock(ask_id), *map(load_lock, people)})
            may_work_in(work)
            before = work.requests.get(ask_id)
            if not wanted or (person and person not in {*work.asks.shown(ask_id), *named}):
                raise NotAllowed("I know nobody whom I could ask there.")
            asked = work.requests.asked(people, now - EVER_ASKED)
            queue = spread([*named, *discreet], asked, now, ask.key)
            outreach = replace(before or Outreach(ask_id, by, wish), wish=wish, queue=queue)
            ways = reaches(work, people, topic_terms(topic_of(ask.text)), quiet, now)
            after = pressed(outreach, wanted, ways, now)
            _keep(work, before, after, now)
            return shown(after)

    def reply(self, team: str, ask_id: int, person: str, reply: Reply) -> Outreach:
        """Take down what somebody who was asked says. Raises NotAllowed where the question is settled."""
        now = self.clock()
        with self.store.writing(team) as work:
            work.hold({_outreach_lock(ask_id)})
            before = work.requests.get(ask_id)
            if before is None:
                raise NotAllowed("This question is settled; thank you all the same.")
            after = replied(before, person, reply)
            _keep(work, before, after, now)
            ask = work.asks.get(ask_id)
            if ask and reply is Reply.HAPPY:
                work.exposures.put(exposures_of(ask, [person], now, in_channel=True, by="yes"))
            elif ask and reply is not Reply.NOT_NOW:
                _never_again(work, person, ask)
            return after

    def answered_elsewhere(self, team: str, ask_id: int, person: str) -> None:
        """Take the buttons off the message of a request that was answered on the Home tab."""
        key, payload = f"{SETTLE_REQUEST}:{ask_id}:{person}:home", {"ask": ask_id, "person": person}
        with self.store.writing(team) as work:
            work.outbox.put(OutboxItem(key, SETTLE_REQUEST, payload, self.clock()))

    def advance(self, team: str) -> None:
        """Go on with every search: ask whose hours have begun, and the next where time is over."""
        with self.store.reading(team) as work:
            running = [outreach for ask_id in work.requests.running() if (outreach := work.requests.get(ask_id))]
        for outreach in running:
            self._advance(team, outreach)

    def _advance(self, team: str, seen: Outreach) -> None:
        now = self.clock()
        people = set(_to_be_asked(seen, now))
        quiet = self.directory.quiet(team, people, now) if people else {}
        with self.store.writing(team) as work:
            work.hold({_outreach_lock(seen.ask), *map(load_lock, people)})
            ask, before = work.asks.get(seen.ask), work.requests.get(seen.ask)
            if before is None:
                return
            if ask is None or ask.state is not AskState.OPEN:
                after = closed(before)
            else:
                after = advanced(before, reaches(work, people, topic_terms(topic_of(ask.text)), quiet, now), now)
            if after != before:
                _keep(work, before, after, now)

    def _found(self, team: str, ask: Ask) -> tuple[list[str], list[str]]:
        """Whom the asker knows to have helped, and those of whom they know only that there is somebody."""
        found = self.asking.candidates(team, ask)
        return [one.person.id for one in found.candidates], [one.person.id for one in found.discreet]


def _to_be_asked(outreach: Outreach, at: datetime) -> Iterator[str]:
    """Whoever may be asked in the next step."""
    yield from (request.person for request in outreach.requests if request.state is RequestState.WAITING)
    if at >= outreach.until:
        yield from outreach.queue


def _keep(work: UnitOfWork, before: Outreach | None, after: Outreach, at: datetime) -> None:
    """Keep a search and queue what is to be said about what changed."""
    work.requests.put(after)
    for kind, people in (
        (SEND_REQUEST, [r.person for r in newly(RequestState.ASKED, before, after)]),
        (TELL_ACCEPTED, [r.person for r in newly(RequestState.ACCEPTED, before, after)]),
        (SETTLE_REQUEST, [r.person for r in newly(RequestState.WITHDRAWN, before, after) if r.asked_at]),
    ):
        _say(work, kind, after.ask, people, at)
    was_running = before is None or before.state is OutreachState.RUNNING
    if was_running and after.state is OutreachState.EXHAUSTED:
        payload = {"ask": after.ask, "person": after.asker}
        work.outbox.put(OutboxItem(f"{TELL_EXHAUSTED}:{after.ask}:{len(after.requests)}", TELL_EXHAUSTED, payload, at))


def _say(work: UnitOfWork, kind: str, ask_id: int, people: Collection[str], at: datetime) -> None:
    for person in people:
        work.outbox.put(OutboxItem(f"{kind}:{ask_id}:{person}", kind, {"ask": ask_id, "person": person}, at))


def _never_again(work: UnitOfWork, person: str, ask: Ask) -> None:
    """Put what a person was chosen for among the topics on which they are never to be asked."""
    terms = topic_words(topic_of(ask.text))
    evidence = own_evidence(work, person, tuple(term.stem for term in terms))
    words = evidence.words if evidence else tuple(term.surface for term in terms)
    choice = work.choices.of([person]).of(person)
    if topic := " ".join(words[:DECLINED_WORDS]):
        work.choices.put(person, replace(choice, never=tuple(dict.fromkeys((*choice.never, topic)))))


def _outreach_lock(ask_id: int) -> str:
    return f"outreach/{ask_id}"
