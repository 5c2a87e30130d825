"""People and channels of a workspace, as values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import combining, normalize

PUBLIC = "public"

SHORTEST_NAME = 3
"""Letters: shorter words are too often something else."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the workspace, stored by id; everything else is an attribute that may change."""

    id: str
    name: str = ""
    title: str = ""
    tz: str = ""
    is_bot: bool = False
    is_deleted: bool = False
    is_guest: bool = False
    is_admin: bool = False
    home_team: str = ""
    home_enterprise: str = ""
    is_org_admin: bool = False

    def is_outsider(self, team: str) -> bool:
        """Whether they are a guest, or of another organisation than this tenant (an enterprise has many teams)."""
        home = self.home_enterprise if team.startswith("E") else self.home_team
        return self.is_guest or (self.home_team != "" and home != team)

    def shares_home(self, other: "Person") -> bool:
        """Whether both are of one organisation."""
        return self.home_team == other.home_team or self.home_enterprise == other.home_enterprise != ""

    def may_administer(self, team: str) -> bool:
        """Whether they may say how Kith works in this tenant: its own admins and owners, by Slack's word.

        In an enterprise those of one of its workspaces may not.
        """
        is_admin = self.is_org_admin if team.startswith("E") else self.is_admin
        return is_admin and not (self.is_deleted or self.is_bot or self.is_outsider(team))


def name_words(people: Iterable[Person]) -> frozenset[str]:
    """The words of people's names, each `plain` and of three letters or more: what they are called names no topic."""
    words = (plain(word) for person in people for word in re.split(r"[\s._]+", person.name))
    return frozenset(word for word in words if len(word) >= SHORTEST_NAME)


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word in small letters without accents: "Inês" is written "ines" as well."""
    return "".join(letter for letter in normalize("NFD", word.lower()) if not combining(letter))


class ChannelKind(StrEnum):
    """How far a channel's messages may be seen."""

    PUBLIC = "public"
    PRIVATE = "private"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where people write; `is_member` says whether Kith is in it."""

    id: str
    name: str = ""
    kind: ChannelKind = ChannelKind.PRIVATE
    is_archived: bool = False
    is_shared: bool = False
    is_member: bool = False

    @property
    def scope(self) -> str:
        """The visibility scope of what is said here: everybody's, or this channel's members' alone."""
        return PUBLIC if self.kind is ChannelKind.PUBLIC else self.id


def lives_in(channels: Iterable[Channel]) -> bool:
    """Whether Kith is in any of a workspace's channels; else it knows the workspace by imports alone."""
    return any(channel.is_member for channel in channels)


def own_scope(person: str) -> str:
    """The visibility scope of evidence that only one person may see: what they told Kith alone."""
    return f"@{person}"
