"""What a person who is asked, and an asker who is answered, are told: read afresh when it is said."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.answers import Evidence, evidence_of
from bot.domain.asks import Ask, Audience
from bot.domain.people import Person
from bot.domain.questions import topic_of
from bot.domain.rarity import Rarity, about
from bot.domain.requests import RequestState
from bot.domain.terms import topic_terms
from bot.services.ports import Clock, Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class Invitation:
    """A question for one person: who asks ("" while the asker wants to stay unnamed) and why they were chosen."""

    ask: int
    person: str
    asker: str
    question: str
    channel: str
    evidence: Evidence | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """Somebody said yes: the asker and they may meet, in the thread of the question or among themselves."""

    ask: Ask
    helper: Person
    question: str

    @property
    def is_public(self) -> bool:
        """Whether they meet where the question was asked."""
        return self.ask.audience is Audience.CHANNEL


@dataclass(frozen=True, slots=True)
class Invitations:
    """Reads what is to be told; None where it no longer holds."""

    store: Store
    clock: Clock

    def to(self, team: str, ask_id: int, person: str) -> Invitation | None:
        """What to ask a person; None once they need not, or do not want to, be asked."""
        with self.store.reading(team) as work:
            return invitation(work, ask_id, person, self.clock())

    def sent(self, team: str, invitation: Invitation, ts: str) -> None:
        """Note by which message a person was asked."""
        with self.store.writing(team) as work:
            work.requests.read_at(invitation.ask, invitation.person, ts)

    def message(self, team: str, ask_id: int, person: str) -> str:
        """The message by which a person was asked, "" where there is none."""
        with self.store.reading(team) as work:
            return work.requests.message(ask_id, person)

    def meeting(self, team: str, ask_id: int, person: str) -> Meeting | None:
        """Whom to bring together; None where either is gone."""
        with self.store.reading(team) as work:
            ask, outreach = work.asks.get(ask_id), work.requests.get(ask_id)
            helper = work.people.get([person]).get(person)
            if ask is None or outreach is None or helper is None or helper.is_deleted:
                return None
            return Meeting(ask, helper, outreach.wish.question)


def invitation(work: UnitOfWork, ask_id: int, person: str, at: datetime) -> Invitation | None:
    """What to ask a person; None once they need not, or do not want to, be asked, or have answered."""
    ask, outreach = work.asks.get(ask_id), work.requests.get(ask_id)
    request = outreach.request(person) if outreach else None
    if ask is None or outreach is None or request is None or request.state is not RequestState.ASKED:
        return None
    terms = topic_terms(topic_of(ask.text))
    known = work.people.get([person]).get(person)
    if not work.choices.of([person]).may_be_asked(known, terms, at):
        return None
    return Invitation(
        ask=ask_id,
        person=person,
        asker="" if outreach.wish.is_anonymous else outreach.asker,
        question=outreach.wish.question,
        channel=ask.channel if ask.audience is Audience.CHANNEL else "",
        evidence=own_evidence(work, person, terms),
        until=request.until,
    )


def own_evidence(work: UnitOfWork, person: str, terms: tuple[str, ...]) -> Evidence | None:
    """What speaks for a person, for their own eyes: all that they gave, wherever it was."""
    given = [help_ for help_ in work.helps.of_person(person) if help_.helper == person]
    rarity = Rarity.among(given)
    return evidence_of(about(given, terms, rarity), terms, rarity)
