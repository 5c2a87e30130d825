"""Digests: what is told to whom, from what all of its readers may see."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from bot.domain.digest import (
    TOPICS_SHOWN,
    Digest,
    Emerging,
    Meeting,
    Story,
)
from bot.domain.errors import NotAllowed, SlackRefused
from bot.domain.help import Help
from bot.domain.people import PUBLIC, Person
from bot.domain.phrases import PAIR
from bot.domain.subscriptions import Subscription
from bot.domain.topics import KNOWN_AFTER, Topic
from bot.domain.uses import WEEK
from bot.domain.vocabulary import telling
from bot.domain.weaving import REST, chosen
from bot.services.emerging import TopicFinder, least_people
from bot.services.needs import needs
from bot.services.ports import Directory, Store, UnitOfWork
from bot.services.readers import ReaderLookup
from bot.services.weaving import meetable

QUIET = timedelta(weeks=5)
"""A topic that was told is not told again so soon."""

STORIES, MEETINGS, HELPERS = 3, 1, 3
LOOKED_AT = 10
"""Pairs of strangers for whom somebody is sought who knows both."""

HELPED_WITHIN = timedelta(days=365)
TOLD_STRENGTH = 0.8
"""A mere answer is no story: somebody has to have said that it helped."""


NO_OUTSIDERS = "A digest tells of public channels: guests and people from outside get none of their own."


@dataclass(frozen=True, slots=True)
class DigestMaker:
    """Makes digests. `directory` tells who is in which private channel; without one, the stored membership does."""

    store: Store
    directory: Directory | None = None

    def make(self, team: str, subscription: Subscription, until: datetime) -> Digest:
        """The digest of the week before `until` for a channel or a person."""
        target = subscription.target
        scopes = self.scopes(team, subscription)
        with self.store.reading(team) as work:
            people = least_people(work)
            muted = work.digests.told_since(target, until - QUIET) | work.digests.no_topics()
            muted |= work.digests.muted_by(target) if subscription.is_personal else set()
        finder = TopicFinder(self.store)
        topics = finder.find(team, until, scopes, people, muted)
        learning = max(timedelta(0), KNOWN_AFTER - finder.listened(team, until))
        with self.store.reading(team) as work:
            named = _nameable(work, until)
            if subscription.is_personal:
                topics = _weighted(topics, target, work, scopes)
            told = Digest(
                target,
                until,
                emerging=_emerging(work, topics[:TOPICS_SHOWN], scopes, named, until),
                needs=needs(work, scopes, named, until, target),
                stories=_stories(work, scopes, named, until, knows_firsts=not learning),
                meetings=tuple(islice(_meetings(work, topics, scopes, named, until, target), MEETINGS)),
                learning=learning,
                is_first=not work.digests.was_posted(target),
            )
            return replace(told, names={person: named[person].name for person in named})

    def scopes(self, team: str, subscription: Subscription) -> set[str]:
        """What all readers may see: what is public, and the channel itself or the person's own private channels.

        Guests and people of other organisations may not see what is public here: a channel of theirs reads its own
        words alone. Raises NotAllowed for a public one, and for the digest of such a person.
        """
        target = subscription.target
        if subscription.is_personal and self.is_outsider(team, target):
            raise NotAllowed(NO_OUTSIDERS)
        if not subscription.is_personal:
            members = self._members(team, target)
            with self.store.reading(team) as work:
                return _channel_scopes(work, target, members)
        if self.directory is None:
            with self.store.reading(team) as work:
                return {PUBLIC, *work.channels.private_scopes_of(target)}
        try:
            return {PUBLIC, *self.directory.private_channels_of(team, target)}
        except SlackRefused:
            return {PUBLIC}

    def is_read_by(self, team: str, target: str, person: str) -> bool:
        """Whether a person reads what is posted there: in their direct messages, or a channel that they are in."""
        if target == person:
            return True
        with self.store.reading(team) as work:
            seen = work.channels.members(target)
        return person in (self._members(team, target) or seen)

    def channels_of(self, team: str, person: str) -> frozenset[str]:
        """The channels that a person is in now, as far as Slack tells."""
        if (slack := self.directory) is None:
            return frozenset()
        try:
            return slack.public_channels_of(team, person) | slack.private_channels_of(team, person)
        except SlackRefused:
            return frozenset()

    def is_outsider(self, team: str, person: str) -> bool:
        """Whether a person does not see all that is public here, as far as there is a Slack to ask."""
        return self.directory is not None and ReaderLookup(self.store, self.directory).is_outsider(team, person)

    def _members(self, team: str, channel: str) -> frozenset[str]:
        """Who is in a channel now, as far as Slack tells."""
        try:
            return self.directory.members(team, channel) if self.directory else frozenset()
        except SlackRefused:
            return frozenset()


def _channel_scopes(work: UnitOfWork, target: str, members: Collection[str]) -> set[str]:
    channel = work.channels.get([target]).get(target)
    if channel is None:
        return {target}
    known = work.people.get({*members, *work.channels.members(target)})
    if not channel.is_shared and not any(person.is_guest for person in known.values()):
        return {PUBLIC, channel.scope}
    if channel.scope == PUBLIC:
        raise NotAllowed("Not everybody here may see the other public channels, so I post no digest here.")
    return {channel.scope}


def _nameable(work: UnitOfWork, at: datetime) -> dict[str, Person]:
    """Everybody whom a digest may name: who is still here and lets it."""
    people = work.people.all()
    consents = work.choices.of([person.id for person in people])
    return {person.id: person for person in people if consents.in_digests(person, at)}


def _weighted(topics: list[Topic], person: str, work: UnitOfWork, scopes: Collection[str]) -> list[Topic]:
    """First the topics a person talks of, then those near to what they helped with, then those of people they know."""
    own = {term for help_ in work.helps.given_by([person], scopes) for term in help_.terms}
    known = {other for help_ in work.helps.of_person(person) for other in (help_.helper, help_.seeker)}

    def distance(topic: Topic) -> tuple[bool, bool, bool]:
        return person not in topic.talkers, not (_words(topic) & own), not (topic.talkers & known)

    return sorted(topics, key=distance)


def _emerging(
    work: UnitOfWork, topics: list[Topic], scopes: Collection[str], named: dict[str, Person], until: datetime
) -> tuple[Emerging, ...]:
    stems = set().union(*map(_words, topics))
    helps = work.helps.about(stems, until - HELPED_WITHIN, scopes) if stems else []
    interested = work.digests.interested([topic.stems[0] for topic in topics])
    return tuple(
        Emerging(topic, _helpers(topic, helps, named), interested=len(interested.get(topic.stems[0], ())))
        for topic in topics
    )


def _helpers(topic: Topic, helps: Collection[Help], named: dict[str, Person]) -> tuple[str, ...]:
    """Who helped with a topic, most often first."""
    times: dict[str, float] = {}
    for help_ in helps:
        if help_.helper in named and _words(topic) & set(help_.terms):
            times[help_.helper] = times.get(help_.helper, 0) + help_.strength
    return tuple(sorted(times, key=lambda person: (-times[person], person))[:HELPERS])


def _stories(
    work: UnitOfWork, scopes: Collection[str], named: dict[str, Person], until: datetime, *, knows_firsts: bool
) -> tuple[Story, ...]:
    """Help that somebody said was help: of each helper one, first-time helpers before others, then the newest.

    Unless `knows_firsts`, nobody is said to help for the first time: everybody would be.
    """
    week = [h for h in work.helps.given_since(until - WEEK, scopes) if h.given_at < until]
    told = [h for h in week if h.strength >= TOLD_STRENGTH and h.words and {h.helper, h.seeker} <= named.keys()]
    firsts = work.helps.first_given({help_.helper for help_ in told}, scopes) if knows_firsts else {}
    stories: dict[str, Story] = {}
    for help_ in sorted(told, key=lambda h: h.given_at, reverse=True):
        is_first = firsts.get(help_.helper) == help_.given_at
        story = Story(help_.helper, help_.seeker, telling(help_.words, 2), help_.act.message, is_first)
        if help_.helper not in stories or is_first:
            stories[help_.helper] = story
    return tuple(sorted(stories.values(), key=lambda story: not story.is_first)[:STORIES])


def _meetings(
    work: UnitOfWork,
    topics: list[Topic],
    scopes: Collection[str],
    named: dict[str, Person],
    until: datetime,
    target: str,
) -> Iterator[Meeting]:
    """Strangers who might like to meet and let digests name them, where somebody knows both: the reader if possible.

    Whoever reads a digest of their own is asked in private whether they want to meet somebody.
    """
    resting = work.weavings.resting(until - REST)
    for strand in chosen(meetable(work, until, topics, scopes), resting, LOOKED_AT):
        one, other = strand.people
        if {one, other} <= named.keys() and target not in strand.people:
            known = _known(work, one, scopes) & _known(work, other, scopes) & named.keys() - {one, other}
            if known:
                yield Meeting(strand, target if target in known else min(known))


def _known(work: UnitOfWork, person: str, scopes: Collection[str]) -> set[str]:
    """Who helped a person, or was helped by them, as far as the readers may see."""
    helps = [h for h in work.helps.of_person(person) if h.scope in scopes]
    return {other for help_ in helps for other in (help_.helper, help_.seeker)} - {person}


def _words(topic: Topic) -> set[str]:
    """The words of the topic's own name, not those that merely came with it."""
    return set(topic.stems[0].split(PAIR))
