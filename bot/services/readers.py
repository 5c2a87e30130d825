"""Who reads an answer, and hence what it may rest on: looked up in Slack when the answer is made."""

from collections.abc import Set
from dataclasses import dataclass

from bot.domain.errors import SlackRefused, UnknownPerson
from bot.domain.people import PUBLIC, Channel, Person, own_scope
from bot.services.ports import Directory, Store, UnitOfWork

GUESTS_MAY_ASK = "guests_may_ask"
"""The setting: whether guests and people of other organisations may ask at all; not unless an admin says so."""


@dataclass(frozen=True, slots=True)
class Readers:
    """What all readers of an answer may see: these scopes and, where one of them is a guest, `within` some channels."""

    scopes: frozenset[str]
    within: frozenset[str] | None = None

    def see_no_more_than(self, others: "Readers", own: str) -> bool:
        """Whether these may see nothing beyond what the others may, but what a person told Kith alone (`own`)."""
        within = others.within is None or (self.within is not None and self.within <= others.within)
        return within and self.scopes <= others.scopes | {own}


@dataclass(frozen=True, slots=True)
class Around:
    """What is kept about a `person` who asks, and about the `channel` in which ("" for nowhere), as of one moment.

    `asker` and `place` are None where nothing is known of them. `outsiders` are all guests and people from outside;
    who is in the channel, as far as it was `seen`, is told where there are any.
    """

    person: str
    channel: str
    asker: Person | None
    place: Channel | None
    outsiders: Set[str]
    seen: Set[str]
    guests_may_ask: bool

    @classmethod
    def of(cls, work: UnitOfWork, person: str, channel: str = "") -> "Around":
        """Read in an open unit of work."""
        outsiders = work.people.outsiders() if channel else frozenset[str]()
        return cls(
            person,
            channel,
            work.people.get([person]).get(person),
            work.channels.get([channel]).get(channel) if channel else None,
            outsiders,
            work.channels.members(channel) if outsiders else frozenset(),
            bool(work.settings.get(GUESTS_MAY_ASK)),
        )


@dataclass(frozen=True, slots=True)
class ReaderLookup:
    """Finds out what readers may see. Called outside of units of work: it asks Slack."""

    store: Store
    directory: Directory

    def may_ask(self, team: str, around: Around) -> bool:
        """Whether somebody may ask: members may, guests and people from outside where an admin allows it."""
        return around.guests_may_ask or not self._is_outsider(team, around.person, around.asker)

    def of_channel(self, team: str, around: Around) -> Readers:
        """What everybody in a channel may see: what is public, and what was said there.

        Guests and people of other organisations see other public channels no more than they can open them: where
        there are any, what was said there is all.
        """
        scope = around.place.scope if around.place else around.channel
        is_shared = around.place is not None and around.place.is_shared
        if is_shared or (around.outsiders and around.outsiders & (around.seen | self._members(team, around.channel))):
            return Readers(frozenset({scope}), frozenset({around.channel}))
        return Readers(frozenset({PUBLIC, scope}))

    def alone(self, team: str, around: Around) -> Readers:
        """What one person may see now; where Slack does not tell, only what is public, or for an outsider nothing."""
        if self._is_outsider(team, around.person, around.asker):
            return Readers(frozenset({PUBLIC}), self._shared_with(team, around.person))
        try:
            private = self.directory.private_channels_of(team, around.person)
        except SlackRefused:
            private = frozenset()
        return Readers(frozenset({PUBLIC, own_scope(around.person), *private}))

    def is_outsider(self, team: str, person: str) -> bool:
        """Whether somebody is a guest, or of another organisation; whom Slack does not know counts as one."""
        with self.store.reading(team) as work:
            known = work.people.get([person]).get(person)
        return self._is_outsider(team, person, known)

    def _is_outsider(self, team: str, person: str, known: Person | None) -> bool:
        try:
            return (known or self.directory.person(team, person)).is_outsider(team)
        except (UnknownPerson, SlackRefused):
            return True

    def _members(self, team: str, channel: str) -> frozenset[str]:
        try:
            return self.directory.members(team, channel)
        except SlackRefused:
            return frozenset()

    def _shared_with(self, team: str, person: str) -> frozenset[str]:
        """The public channels that an outsider is in."""
        try:
            return self.directory.public_channels_of(team, person)
        except SlackRefused:
            return frozenset()
