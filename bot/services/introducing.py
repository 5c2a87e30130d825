"""Asking an introducer about somebody outside: nothing about a contact reaches the asker but by the introducer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.asks import own_ask
from bot.domain.contacts import Contact
from bot.domain.errors import NotAllowed
from bot.domain.exposures import exposures_of
from bot.domain.introductions import Introduction, IntroductionState, closed, declined, named, passed_on
from bot.domain.outbox import OutboxItem
from bot.domain.terms import topic_terms
from bot.domain.working_hours import zone
from bot.services.boundaries import may_work_in
from bot.services.lending import lenders
from bot.services.ports import Clock, Store, UnitOfWork
from bot.services.reaching import load_lock, working_hours

ASK_INTRODUCER = "ask_introducer"
"""The kind of outbox item that asks an introducer; its payload names ask, contact and the introducer (`person`)."""

TELL_ASKER = "tell_asker"
"""The kind of outbox item that tells an asker what came of it; its payload names ask, contact and asker (`person`)."""

PATIENCE = timedelta(hours=16)
"""Working time that an introducer has: two days of their own."""


@dataclass(frozen=True, slots=True)
class Introducing:
    """Carries requests to introducers, and back what they choose to say."""

    store: Store
    clock: Clock

    def ask(self, team: str, ask_id: int, contact: int, by: str, question: str, *, anonymous: bool) -> Introduction:
        """Have the introducer of a contact asked, once for each ask.

        Raises NotAllowed for all but the asker, and while Kith is paused.
        """
        now = self.clock()
        with self.store.writing(team) as work:
            tie = work.contacts.tie(contact)
            work.hold({f"introductions/{ask_id}/{contact}", load_lock(tie.introducer if tie else "")})
            may_work_in(work)
            ask = own_ask(work.asks.get(ask_id), by)
            if standing := work.introductions.get(ask_id, contact):
                return standing
            introducer = lenders(work, [tie.introducer], topic_terms(ask.text), now) if tie else {}
            if tie is None or tie.introducer == by or tie.introducer not in introducer:
                raise NotAllowed("This way is closed by now; please ask your question anew.")
            clock, hours = zone(introducer[tie.introducer].person.tz), working_hours(work)
            due = hours.next_moment(clock, now)
            until = hours.after(clock, due, PATIENCE)
            words = question.strip() or ask.text
            asked = Introduction(ask_id, contact, by, tie.introducer, words, now, until, anonymous)
            work.introductions.put(asked)
            work.outbox.put(_item(ASK_INTRODUCER, asked, tie.introducer, due, urgency=1))
            return asked

    def load(self, team: str, ask_id: int, contact: int) -> Introduction | None:
        """An introduction as it stands."""
        with self.store.reading(team) as work:
            return work.introductions.get(ask_id, contact)

    def name_of(self, team: str, person: str) -> str:
        """What a colleague is called."""
        with self.store.reading(team) as work:
            known = work.people.get([person]).get(person)
        return known.name if known else "Somebody"

    def choice_for(self, team: str, ask_id: int, contact: int, introducer: str) -> tuple[Introduction, Contact]:
        """The request and the contact, for the introducer alone to choose their words. Raises NotAllowed."""
        with self.store.reading(team) as work:
            asked = work.introductions.get(ask_id, contact)
            known = work.contacts.own(introducer, contact)
        if asked is None or known is None or asked.introducer != introducer:
            raise NotAllowed("This is settled by now; thank you all the same.")
        if asked.state is not IntroductionState.ASKED:
            raise NotAllowed("This is answered already; thank you all the same.")
        return asked, known

    def name(self, team: str, ask_id: int, contact: int, by: str, words: str) -> Introduction:
        """The introducer's yes, in their own words, which the asker will read. Raises NotAllowed."""
        return self._answer(team, ask_id, contact, lambda asked: named(asked, by, words))

    def pass_on(self, team: str, ask_id: int, contact: int, by: str) -> Introduction:
        """The introducer passes the question on and names nobody. Raises NotAllowed."""
        return self._answer(team, ask_id, contact, lambda asked: passed_on(asked, by))

    def decline(self, team: str, ask_id: int, contact: int, by: str) -> Introduction:
        """The introducer would rather not: the asker is told nothing. Raises NotAllowed."""
        return self._answer(team, ask_id, contact, lambda asked: declined(asked, by))

    def _answer(
        self, team: str, ask_id: int, contact: int, answer: Callable[[Introduction], Introduction]
    ) -> Introduction:
        with self.store.writing(team) as work:
            work.hold({f"introductions/{ask_id}/{contact}"})
            asked = work.introductions.get(ask_id, contact)
            if asked is None:
                raise NotAllowed("This is settled by now; thank you all the same.")
            answered = answer(asked)
            work.introductions.put(answered)
            if answered.state in (IntroductionState.NAMED, IntroductionState.PASSED_ON):
                work.outbox.put(_item(TELL_ASKER, answered, answered.asker, self.clock(), urgency=0))
                if ask := work.asks.get(ask_id):
                    named_one = exposures_of(
                        ask, [answered.introducer], self.clock(), in_channel=False, by="introduction"
                    )
                    work.exposures.put(named_one)
            return answered


def close_about(work: UnitOfWork, introducer: str, contact: int) -> None:
    """Settle what is still asked about a contact that is no more."""
    for asked in work.introductions.open_to(introducer):
        if asked.contact == contact:
            work.introductions.put(closed(asked))
            work.outbox.withdraw(_key(ASK_INTRODUCER, asked))


def _item(kind: str, asked: Introduction, person: str, due: datetime, urgency: int) -> OutboxItem:
    payload = {"ask": asked.ask, "contact": asked.contact, "person": person}
    return OutboxItem(_key(kind, asked), kind, payload, due, urgency)


def _key(kind: str, asked: Introduction) -> str:
    return f"{kind}:{asked.ask}:{asked.contact}"
