"""Suggesting two people to each other: rarely, to both, and only where both may be named to each other."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.consent import Naming
from bot.domain.errors import NotAllowed
from bot.domain.exposures import Exposure
from bot.domain.help import counted
from bot.domain.outbox import OutboxItem
from bot.domain.people import PUBLIC, Person
from bot.domain.terms import topic_terms
from bot.domain.topics import Topic
from bot.domain.weaving import LATELY, REST, Says, Strand, Weave, answered, bridges, chosen, strands
from bot.domain.working_hours import zone
from bot.services.emerging import TopicFinder, least_people
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
        found = self._found(team, now)
        with self.store.writing(team) as work:
            work.hold({WOVEN_AT})
            if not found or not _is_due(work, now):
                return []
            work.settings.set(WOVEN_AT, now.isoformat())
            new = [strand for strand in found if not work.weavings.have_met(strand.people)]
            return [self._asked(work, weave, now) for weave in suggested(work, new, now)]

    def answer(self, team: str, people: tuple[str, str], by: str, says: Says) -> Weave:
        """Take down what one of the two says; both yes tells both. Raises NotAllowed for anybody else."""
        with self.store.writing(team) as work:
            work.hold({f"weave/{people[0]}/{people[1]}"})
            weave = work.weavings.get(people)
            if weave is None:
                raise NotAllowed("This is settled by now.")
            after = answered(weave, by, says)
            work.weavings.put(after)
            if says is Says.NEVER:
                work.choices.put(by, replace(work.choices.of([by]).of(by), meets_people=False))
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
            return (weave, known) if weave and _willing(work, weave.strand, now) else None

    def named(self, team: str, weave: Weave, person: str) -> None:
        """Note that one of the two was shown the other's name."""
        ref = f"weave:{':'.join(weave.people)}"
        shown = Exposure(weave.other(person), ref, person, "", (weave.strand.word,), self.clock())
        with self.store.writing(team) as work:
            work.exposures.put([shown])

    def _found(self, team: str, now: datetime) -> list[Strand]:
        """The pairs to be asked now, on public evidence."""
        with self.store.reading(team) as work:
            if not _is_due(work, now):
                return []
            people, muted = least_people(work), work.digests.no_topics()
        topics = TopicFinder(self.store).find(team, now, [PUBLIC], people, muted)
        with self.store.reading(team) as work:
            return chosen(meetable(work, now, topics), work.weavings.resting(now - REST), AT_ONCE)

    def _asked(self, work: UnitOfWork, weave: Weave, now: datetime) -> Weave:
        hours, known = working_hours(work), work.people.get(weave.people)
        for person in weave.people:
            due = hours.next_moment(zone(known[person].tz), now)
            work.outbox.put(_item(OFFER_MEETING, weave, person, due))
        return weave


def meetable(
    work: UnitOfWork, at: datetime, topics: Iterable[Topic], scopes: Collection[str] = (PUBLIC,)
) -> Iterator[Strand]:
    """Pairs who might like to meet, most of all those who join two groups: both willing, and strangers to each other.

    `topics` are what emerges in these scopes; helps are looked up there.
    """
    helps = counted(work.helps.given_since(at - LATELY, scopes), at, work.choices.hidden())
    for strand in (*bridges(topics), *strands(helps)[:CONSIDERED]):
        if _willing(work, strand, at) and not work.weavings.have_met(strand.people):
            yield strand


def suggested(work: UnitOfWork, found: Iterable[Strand], at: datetime) -> list[Weave]:
    """Take down that these pairs are suggested now, so that no pair is suggested twice, and nobody often."""
    weaves = [Weave(strand, at) for strand in found]
    for weave in weaves:
        work.weavings.put(weave)
    return weaves


def _is_due(work: UnitOfWork, at: datetime) -> bool:
    last = work.settings.get(WOVEN_AT)
    return last is None or at - datetime.fromisoformat(last) >= EVERY


def _willing(work: UnitOfWork, strand: Strand, at: datetime) -> bool:
    """Whether each of them may be named to the other, about this, knows that they may be, and wants such offers."""
    known, consents = work.people.get(strand.people), work.choices.of(strand.people)
    return all(
        consents.naming(known.get(id_), topic_terms(strand.word), at) is Naming.NAMED
        and not consents.of(id_).needs_notice(consents.default)
        and consents.of(id_).meets_people
        and not known[id_].is_outsider(work.team)
        for id_ in strand.people
    )


def _item(kind: str, weave: Weave, person: str, due: datetime) -> OutboxItem:
    key = f"{kind}:{':'.join(weave.people)}:{person}"
    return OutboxItem(key, kind, {"people": list(weave.people), "person": person}, due)
