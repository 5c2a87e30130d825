"""Offering two people to meet: rarely, to both, and only where both may be named to each other."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.consent import Naming
from bot.domain.errors import NotAllowed
from bot.domain.exposures import Exposure
from bot.domain.outbox import OutboxItem
from bot.domain.people import PUBLIC, Person
from bot.domain.terms import topic_terms
from bot.domain.weaving import LATELY, REST, Says, Strand, Weave, answered, chosen, strands
from bot.domain.working_hours import zone
from bot.services.ports import Clock, Store, UnitOfWork
from bot.services.reaching import working_hours

OFFER_MEETING = "offer_meeting"
"""The kind of outbox item that asks one of two people; its payload names the two and the one (`person`)."""

TELL_MEETING = "tell_meeting"
"""The kind of outbox item that tells one of two that the other wants to meet, too."""

EVERY = timedelta(days=7)
AT_ONCE = 3
"""Pairs asked at one time, at most."""

WOVEN_AT = "woven_at"
CONSIDERED = 50


@dataclass(frozen=True, slots=True)
class Weaver:
    """Finds the pairs, asks both, and tells both once both want to."""

    store: Store
    clock: Clock

    def offer(self, team: str) -> list[Weave]:
        """Ask the next pairs, once a week; returns whom."""
        now = self.clock()
        with self.store.reading(team) as work:
            found = meetable(work, now) if _is_due(work, now) else []
        with self.store.writing(team) as work:
            work.hold({WOVEN_AT})
            if not found or not _is_due(work, now):
                return []
            work.settings.set(WOVEN_AT, now.isoformat())
            return [self._asked(work, strand, now) for strand in found if not work.weavings.have_met(strand.people)]

    def answer(self, team: str, people: tuple[str, str], by: str, says: Says) -> Weave:
        """Take down what one of the two says; both yes tells both. Raises NotAllowed for anybody else."""
        with self.store.writing(team) as work:
            work.hold({f"weave/{people[0]}/{people[1]}"})
            weave = work.weavings.get(people)
            if weave is None:
                raise NotAllowed("This is settled by now.")
            after = answered(weave, by, says)
            work.weavings.put(after)
            if after.is_mutual and not weave.is_mutual:
                for person in people:
                    work.outbox.put(_item(TELL_MEETING, after, person, self.clock()))
            return after

    def shown(self, team: str, people: tuple[str, str]) -> tuple[Weave, dict[str, Person]] | None:
        """An offer with its people, if it stands and both may still be named to each other."""
        now = self.clock()
        with self.store.reading(team) as work:
            weave = work.weavings.get(people)
            known = work.people.get(people)
            return (weave, known) if weave and _willing(work, people, weave.word, now) else None

    def _asked(self, work: UnitOfWork, strand: Strand, now: datetime) -> Weave:
        weave = Weave(strand.people, strand.word, strand.channels, now)
        work.weavings.put(weave)
        hours, known = working_hours(work), work.people.get(weave.people)
        for person in weave.people:
            due = hours.next_moment(zone(known[person].tz), now)
            work.outbox.put(_item(OFFER_MEETING, weave, person, due))
            ref = f"weave:{':'.join(weave.people)}"
            work.exposures.put([Exposure(person, ref, weave.other(person), "", (weave.word,), now)])
        return weave


def meetable(work: UnitOfWork, at: datetime, most: int = AT_ONCE) -> list[Strand]:
    """Pairs who might like to meet: on public evidence, both willing, never asked before, never seen in one thread."""
    helps = work.helps.given_since(at - LATELY, {PUBLIC})
    found = [strand for strand in strands(helps)[:CONSIDERED] if _willing(work, strand.people, strand.word, at)]
    strangers = [strand for strand in found if not work.weavings.have_met(strand.people)]
    return chosen(strangers, work.weavings.resting(at - REST), most)


def _is_due(work: UnitOfWork, at: datetime) -> bool:
    last = work.settings.get(WOVEN_AT)
    return last is None or at - datetime.fromisoformat(last) >= EVERY


def _willing(work: UnitOfWork, people: Collection[str], word: str, at: datetime) -> bool:
    """Whether each of them may be named to the other, about this, and knows that they may be."""
    known, consents = work.people.get(people), work.choices.of(people)
    return all(
        consents.naming(known.get(id_), topic_terms(word), at) is Naming.NAMED
        and not consents.of(id_).needs_notice(consents.default)
        and not known[id_].is_guest
        for id_ in people
    )


def _item(kind: str, weave: Weave, person: str, due: datetime) -> OutboxItem:
    key = f"{kind}:{':'.join(weave.people)}:{person}"
    return OutboxItem(key, kind, {"people": list(weave.people), "person": person}, due)
