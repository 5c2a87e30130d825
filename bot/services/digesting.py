"""Digests on their way: subscribed to, due, queued once, made, and answered."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.digest import Digest
from bot.domain.errors import NotAllowed
from bot.domain.exposures import exposures_in
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.domain.subscriptions import Subscription, TopicVerdict, zone_of
from bot.services.boundaries import boundaries_in, may_work_in
from bot.services.digests import DigestMaker
from bot.services.needs import asked_by
from bot.services.ports import Clock, Store
from bot.services.weaving import suggested

DIGEST = "digest"
"""The kind of outbox item that posts a digest; its payload names the target and the day it is for."""

TELL = "tell_person"
"""The kind of outbox item that tells one person something; its payload holds the person and what is told."""

CHART = "chart_digest"
"""The kind of outbox item that draws a digest's topics; its payload names where it stands and their weekly people."""

PREVIEW = "preview_digest"
"""The kind of outbox item that shows somebody a digest before it is subscribed to."""

LATE = timedelta(days=2)
"""A digest that could not be posted for so long is skipped."""

SPACING = timedelta(seconds=3)
"""Between the digests that are due at once: many channels do not run into Slack's limits together."""

FEW = 3
NO_READER = "Only who reads a digest can change or preview it."

Links = Callable[[Collection[MessageKey]], Mapping[MessageKey, str]]


@dataclass(frozen=True, slots=True)
class OwnDigests:
    """A person's own digest, if they get one, and whether they may; and those of their channels."""

    person: str
    personal: Subscription | None = None
    channels: Sequence[Subscription] = ()
    may_have_own: bool = True


@dataclass(frozen=True, slots=True)
class Digesting:
    """Keeps subscriptions and sees to it that each digest is told once."""

    store: Store
    maker: DigestMaker
    clock: Clock

    def subscribe(
        self, team: str, target: str, weekday: int = 0, hour: int = 9, *, by: str, zone: str = ""
    ) -> Subscription:
        """Have a channel or person get digests, by the clocks of a zone, else of whoever wishes it.

        Raises NotAllowed where not all readers may see the same, for who is not among them, and for a channel that
        Kith stays out of.
        """
        self._admit(team, target, by)
        with self.store.reading(team) as work:
            may_work_in(work, target)
        wanted = Subscription(target, self.clock(), weekday, hour, zone_of(zone or self.zone_of(team, by)))
        self.maker.scopes(team, wanted)
        with self.store.writing(team) as work:
            work.digests.subscribe(wanted)
        return wanted

    def unsubscribe(self, team: str, target: str, *, by: str) -> None:
        """End a target's digests. Raises NotAllowed for who does not read them."""
        self._admit(team, target, by)
        with self.store.writing(team) as work:
            work.digests.unsubscribe(target)

    def subscription(self, team: str, target: str) -> Subscription | None:
        """What a target is subscribed to."""
        with self.store.reading(team) as work:
            return next(iter(work.digests.subscriptions(target)), None)

    def zone_of(self, team: str, person: str) -> str:
        """The time zone by whose clocks a person lives."""
        with self.store.reading(team) as work:
            known = work.people.get([person]).get(person)
        return zone_of(known.tz if known else "")

    def own(self, team: str, person: str) -> OwnDigests:
        """A person's own subscription, and those of the channels that they are in."""
        with self.store.reading(team) as work:
            kept = work.digests.subscriptions()
        personal = next((one for one in kept if one.target == person), None)
        of_channels = [one for one in kept if not one.is_personal]
        channels = self.maker.channels_of(team, person) if of_channels else frozenset()
        theirs = [one for one in of_channels if one.target in channels]
        return OwnDigests(person, personal, theirs, not self.maker.is_outsider(team, person))

    def queue_due(self, team: str) -> int:
        """Queue every digest that is due and was not queued before, well apart; returns how many."""
        now, queued = self.clock(), 0
        with self.store.reading(team) as work:
            bar = boundaries_in(work).bar
            due = [(s, *s.last_due(now)) for s in work.digests.subscriptions() if not bar(s.target)]
        for subscription, day, moment in due:
            if moment <= subscription.since or now - moment > LATE:
                continue
            with self.store.writing(team) as work:
                work.hold({f"{DIGEST}/{subscription.target}"})
                if work.digests.claim(subscription.target, day.isoformat(), now):
                    period = day.isoformat()
                    key = f"{DIGEST}:{subscription.target}:{period}"
                    payload = {"channel": subscription.target, "period": period, "until": moment.isoformat()}
                    work.outbox.put(OutboxItem(key, DIGEST, payload, now + queued * SPACING, urgency=2))
                    queued += 1
        return queued

    def make(self, team: str, target: str) -> Digest | None:
        """A target's digest as of its last due moment; None where it ended its subscription, or Kith is to stay out."""
        with self.store.reading(team) as work:
            barred = boundaries_in(work).bar(target)
        subscription = self.subscription(team, target)
        if barred or subscription is None:
            return None
        return self.maker.make(team, subscription, subscription.last_due(self.clock())[1])

    def queue_preview(self, team: str, target: str, person: str, trigger: str) -> None:
        """Have a person, alone, be shown what a digest would tell now."""
        payload = {"channel": person, "person": person, "target": target}
        with self.store.writing(team) as work:
            work.outbox.put(OutboxItem(f"{PREVIEW}:{trigger}", PREVIEW, payload, self.clock(), urgency=1))

    def preview(self, team: str, target: str, person: str) -> Digest:
        """What a target's digest would tell now, for one of its readers.

        Raises NotAllowed for anybody else, where not all readers may see the same, and where Kith stays out.
        """
        self._admit(team, target, person)
        with self.store.reading(team) as work:
            may_work_in(work, target)
        now = self.clock()
        return self.maker.make(team, Subscription(target, now), now)

    def previewed(self, team: str, digest: Digest, person: str) -> None:
        """Note whose names a person was shown."""
        now = self.clock()
        with self.store.writing(team) as work:
            work.exposures.put(exposures_in(digest, now.date().isoformat(), now, previewed_by=person))

    def posted(self, team: str, digest: Digest, period: str, ts: str) -> None:
        """Note that a digest stands, so that its topics and people are not told of again soon, and have it drawn."""
        now = self.clock()
        lines = {emerging.topic.label: emerging.topic.weekly for emerging in digest.emerging}
        drawn = {"channel": digest.target, "ts": ts, "lines": lines}
        with self.store.writing(team) as work:
            work.digests.posted(digest.target, period, ts, digest.stems)
            work.exposures.put(exposures_in(digest, period, now))
            suggested(work, (meeting.strand for meeting in digest.meetings), now)
            if lines:
                work.outbox.put(OutboxItem(f"{CHART}:{digest.target}:{period}", CHART, drawn, now, urgency=2))

    def judge(self, team: str, stem: str, person: str, verdict: TopicVerdict) -> None:
        """Take down what a person says of a topic."""
        with self.store.writing(team) as work:
            work.digests.judge(stem, person, verdict, self.clock())

    def share_interest(self, team: str, stem: str, label: str, person: str) -> list[str]:
        """Take down that a topic interests a person; returns who else is interested, and has the last few told."""
        now = self.clock()
        with self.store.writing(team) as work:
            unnamed = {person, *work.choices.hidden()}
            others = [other for other in work.digests.interested([stem]).get(stem, ()) if other not in unnamed]
            work.digests.judge(stem, person, TopicVerdict.INTERESTED, now)
            for other in others[-FEW:]:
                told = {"channel": other, "person": other, "who": person, "topic": label}
                work.outbox.put(OutboxItem(f"{TELL}:interested:{stem}:{person}:{other}", TELL, told, now))
            return others

    def offer_help(self, team: str, question: MessageKey, asker: str, helper: str) -> None:
        """Tell an asker, once, that somebody can help.

        Raises NotAllowed to the asker's own offer, and for a question that is not that asker's, or not kept any more.
        """
        if asker == helper:
            raise NotAllowed("This is your own question.")
        with self.store.writing(team) as work:
            if not asked_by(work, question, asker, self.clock()):
                raise NotAllowed("This question does not wait any more.")
            told = {"channel": asker, "person": asker, "who": helper, "question": list(question)}
            key = f"{TELL}:help:{question.channel}:{question.ts}:{helper}"
            work.outbox.put(OutboxItem(key, TELL, told, self.clock(), urgency=0))

    def _admit(self, team: str, target: str, person: str) -> None:
        """Raises NotAllowed for somebody who does not read a target's digests."""
        if not self.maker.is_read_by(team, target, person):
            raise NotAllowed(NO_READER)


def linked(digest: Digest, links_to: Links) -> Digest:
    """A digest with links to what it tells of; a need that was asked nowhere has none."""
    topics = [message for e in digest.emerging for message in (e.topic.first, e.topic.best)]
    needs = [need.question for need in digest.needs if need.question.channel]
    links = links_to({*topics, *needs, *(story.message for story in digest.stories)})
    return replace(
        digest,
        emerging=tuple(
            replace(e, first_link=links[e.topic.first], best_link=links[e.topic.best]) for e in digest.emerging
        ),
        needs=tuple(replace(need, link=links.get(need.question, "")) for need in digest.needs),
        stories=tuple(replace(story, link=links[story.message]) for story in digest.stories),
    )
