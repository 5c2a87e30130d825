"""Asking: a question is kept and queued in one transaction, answered after it, and closed by what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.answers import Answer
from bot.domain.asks import LONGEST_QUESTION, Ask, AskState, Audience, Verdict, own_ask
from bot.domain.boundaries import Barred
from bot.domain.contacts import Contact
from bot.domain.errors import NotAllowed
from bot.domain.events import Told
from bot.domain.exposures import exposures_of, named_in
from bot.domain.help import Act, Claim, Source
from bot.domain.outbox import OutboxItem
from bot.domain.people import own_scope
from bot.domain.terms import topic_words
from bot.services.boundaries import boundaries_in
from bot.services.finding import Finder
from bot.services.ports import Clock, Note, Store, UnitOfWork
from bot.services.readers import Around, ReaderLookup, Readers
from bot.services.recording import record

ANSWER = "answer"
"""The kind of outbox item that answers an ask; its payload names the ask."""

ANSWER_AGAIN = "answer_again"
"""The kind of outbox item that replaces an answer; its payload names the ask and the button's `response_url`."""

TOO_MANY = "too_many_asks"
"""The kind of outbox item that asks a person, alone and at most once an hour, to wait; its payload names the ask."""

ASKS_PER_HOUR = 30
"""So many questions an hour of one person are answered, unless the settings say otherwise."""


def take(
    work: UnitOfWork, ask: Ask, now: datetime, wait: timedelta = timedelta(0), *, most: int = ASKS_PER_HOUR
) -> bool:
    """Keep a question and have it answered after a while; false if it was asked before, too long ago or in a flood."""
    if ask.is_stale(now):
        return False
    kept, is_new = work.asks.put(replace(ask, text=ask.text[:LONGEST_QUESTION]))
    payload = {"ask": kept.id, "person": ask.asker, "channel": "" if ask.response_url else ask.channel}
    if is_new and work.asks.asked_since(ask.asker, now - timedelta(hours=1)) > most:
        work.asks.set_state(kept.id, AskState.CLOSED)
        key = f"{TOO_MANY}:{ask.asker}:{now:%Y-%m-%dT%H}"
        work.outbox.put(OutboxItem(key, TOO_MANY, payload, now, urgency=0))
        return False
    return is_new and work.outbox.put(OutboxItem(f"{ANSWER}:{ask.key}", ANSWER, payload, now + wait, urgency=0))


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """An ask on its way to its answer: what is known around it, and why Kith stays out of it (None: it does not).

    `contacts` are the asker's own outside, for their eyes alone.
    """

    ask: Ask
    bar: Barred | None
    around: Around
    contacts: Sequence[Contact]


@dataclass(frozen=True, slots=True)
class Asking:
    """Takes questions, answers them for exactly those who will read the answer, and learns what came of them."""

    store: Store
    readers: ReaderLookup
    finder: Finder
    clock: Clock
    asks_per_hour: int = ASKS_PER_HOUR

    def ask(self, team: str, ask: Ask) -> bool:
        """Keep a question and queue its answer; false where it was asked before, too long ago, or is one of a flood."""
        with self.store.writing(team) as work:
            return take(work, ask, self.clock(), most=self.asks_per_hour)

    def load(self, team: str, ask_id: int) -> Ask | None:
        """An ask, if it is still kept."""
        with self.store.reading(team) as work:
            return work.asks.get(ask_id)

    def own(self, team: str, ask_id: int, by: str) -> Ask:
        """A person's own ask. Raises NotAllowed for all but the asker."""
        return own_ask(self.load(team, ask_id), by)

    def open(self, team: str, ask_id: int) -> OpenAsk | None:
        """An ask that is to be answered, if it is still kept."""
        with self.store.reading(team) as work:
            ask = work.asks.get(ask_id)
            return _opened(work, ask) if ask else None

    def opened(self, team: str, ask: Ask) -> OpenAsk:
        """The same of an ask at hand."""
        with self.store.reading(team) as work:
            return _opened(work, ask)

    def barred(self, team: str, opened: OpenAsk) -> Barred | None:
        """Why its asker gets no answer; None where they do. Guests and outsiders do where an admin allows it."""
        return opened.bar or (None if self.readers.may_ask(team, opened.around) else Barred.OUTSIDER)

    def answer(self, team: str, ask: Ask) -> Answer:
        """The answer for those who will read it where it was asked."""
        return self.answer_for(team, ask, self.read_by(team, self.opened(team, ask)))

    def read_by(self, team: str, opened: OpenAsk) -> Readers:
        """What those may see who will read the answer: a channel's members, or the asker alone."""
        if opened.ask.audience is Audience.ASKER:
            return self.readers.alone(team, opened.around)
        return self.readers.of_channel(team, opened.around)

    def answer_for(self, team: str, ask: Ask, readers: Readers) -> Answer:
        """The answer for these readers."""
        channel, at = "" if ask.channel.startswith("D") else ask.channel, self.clock()
        return self.finder.find(team, ask.asker, ask.text, readers.scopes, channel, at, ask.id, readers.within)

    def candidates(self, team: str, ask: Ask) -> Answer:
        """Everybody of whom the asker may know that they have helped, whoever reads the answer."""
        with self.store.reading(team) as work:
            around = Around.of(work, ask.asker)
        return self.answer_for(team, ask, self.readers.alone(team, around))

    def private_answer(self, team: str, opened: OpenAsk, answer: Answer, readers: Readers) -> Answer | None:
        """What only the asker may see beyond an answer for a channel's `readers`; None where that adds nobody."""
        ask = opened.ask
        if ask.audience is Audience.ASKER:
            return None
        own = self.readers.alone(team, opened.around)
        if own.see_no_more_than(readers, own_scope(ask.asker)):
            return None
        wider = self.answer_for(team, ask, own)
        known = {candidate.person.id for candidate in answer.candidates}
        return wider if any(candidate.person.id not in known for candidate in wider.candidates) else None

    def answered(self, team: str, ask: Ask, answer: Answer, answer_ts: str, *, in_channel: bool = True) -> None:
        """Note where the answer stands and whom it named; `in_channel` unless the asker alone saw it."""
        with self.store.writing(team) as work:
            self.noting(ask, answer, answer_ts, in_channel=in_channel)(work)

    def noting(self, ask: Ask, answer: Answer, answer_ts: str, *, in_channel: bool = True) -> Note:
        """What notes the same in a unit of work."""
        now = self.clock()

        def note(work: UnitOfWork) -> None:
            shown = [candidate.person.id for candidate in answer.candidates]
            work.asks.answered(ask.id, answer_ts, shown, now)
            work.exposures.put(exposures_of(ask, named_in(answer, ask.asker), now, in_channel=in_channel))

        return note

    def helped(
        self, team: str, ask_id: int, by: str, helper: str, helped: bool = True, source: Source = Source.CLICK
    ) -> None:
        """Take down that a person helped with an ask, or take that back.

        Raises NotAllowed for all but the asker, and for somebody who cannot have helped.
        """
        with self.store.writing(team) as work:
            ask = own_ask(work.asks.get(ask_id), by)
            if helper == by or work.people.nobodies([helper]):
                raise NotAllowed("Choose somebody else: this is nobody's help.")
            told = Told(_claim(ask, helper, source), f"{self.clock().timestamp():.6f}", helped)
            record(work, [told])
            work.asks.judge(ask_id, helper, Verdict.HELPED if helped else Verdict.NONE)
            work.asks.set_state(ask_id, AskState.HELPED if helped else AskState.OPEN)

    def not_right(self, team: str, ask_id: int, by: str, person: str, response_url: str) -> None:
        """Take down that a person was not the right one for an ask, and have others named in their place.

        Raises NotAllowed for all but the asker.
        """
        with self.store.writing(team) as work:
            own_ask(work.asks.get(ask_id), by)
            work.asks.judge(ask_id, person, Verdict.NOT_RIGHT)
            payload = {"ask": ask_id, "person": by, "response_url": response_url}
            key = f"{ANSWER_AGAIN}:{ask_id}:{person}"
            work.outbox.put(OutboxItem(key, ANSWER_AGAIN, payload, self.clock(), urgency=0))

    def post_need(self, team: str, ask_id: int, by: str) -> None:
        """Have an ask appear among the needs that nobody answered. Raises NotAllowed for all but the asker."""
        with self.store.writing(team) as work:
            own_ask(work.asks.get(ask_id), by)
            work.asks.set_state(ask_id, AskState.NEED)


def _opened(work: UnitOfWork, ask: Ask) -> OpenAsk:
    """An ask and what is known around it: what the asker alone reads may be asked in an excluded channel too."""
    channel = "" if ask.audience is Audience.ASKER else ask.channel
    around = Around.of(work, ask.asker, channel)
    return OpenAsk(ask, boundaries_in(work).bar(channel), around, work.contacts.of(ask.asker))


def _claim(ask: Ask, helper: str, source: Source) -> Claim:
    """What an asker says: about the thread where it was asked, or, asked in private, seen by nobody but the asker."""
    about = tuple(term.surface for term in topic_words(ask.text))
    if ask.audience is Audience.CHANNEL:
        act = Act(ask.channel, ask.thread_ts, helper, ask.asker)
    else:
        act = Act(own_scope(ask.asker), f"{ask.asked_at.timestamp():.6f}", helper, ask.asker)
    return Claim(act, source, detail=str(ask.id), thread_ts=act.ts, about=about)
