"""Who reads an answer, and hence what it may rest on: looked up in Slack when the answer is made."""

from dataclasses import dataclass

from bot.domain.errors import SlackRefused, UnknownPerson
from bot.domain.people import PUBLIC, Person, own_scope
from bot.services.ports import Directory, Store

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
class ReaderLookup:
    """Finds out what readers may see. Called outside of units of work: it asks Slack."""

    store: Store
    directory: Directory

    def may_ask(self, team: str, person: str) -> bool:
        """Whether somebody may ask: members may, guests and people from outside where an admin allows it."""
        with self.store.reading(team) as work:
            if work.settings.get(GUESTS_MAY_ASK):
                return True
            known = work.people.get([person]).get(person)
        return not self._is_outsider(team, person, known)

    def of_channel(self, team: str, channel: str) -> Readers:
        """What everybody in a channel may see: what is public, and what was said there.

        Guests and people of other organisations see other public channels no more than they can open them: where
        there are any, what was said there is all.
        """
        with self.store.reading(team) as work:
            known = work.channels.get([channel]).get(channel)
            outsiders = work.people.outsiders()
            seen = work.channels.members(channel) if outsiders else frozenset()
        scope = known.scope if known else channel
        is_shared = known is not None and known.is_shared
        if is_shared or (outsiders and outsiders & (seen | self._members(team, channel))):
            return Readers(frozenset({scope}), frozenset({channel}))
        return Readers(frozenset({PUBLIC, scope}))

    def alone(self, team: str, person: str) -> Readers:
        """What one person may see now; where Slack does not tell, only what is public, or for an outsider nothing."""
        if self.is_outsider(team, person):
            return Readers(frozenset({PUBLIC}), self._shared_with(team, person))
        try:
            private = self.directory.private_channels_of(team, person)
        except SlackRefused:
            private = frozenset()
        return Readers(frozenset({PUBLIC, own_scope(person), *private}))

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
