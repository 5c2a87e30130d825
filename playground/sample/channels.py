"""The channels of the workspace, read from `cast/channels.csv`."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from playground.sample.people import HOME_TEAM, PARTNER_TEAM, Person, slack_id

CLOSED_MEMBERS = {
    "leadership": "ingrid vikram bram wim tess fleur zofia dana",
    "project-osprey": "vikram nadia henrik ewa zofia bram wim",
    "ext-arcadia": "beatriz nils julia omar yara stefan theo luca caio oskar",
}


@dataclass(frozen=True)
class Channel:
    """A channel; `kind` is general, public, private or shared, and `teams` are those who all belong to it."""

    name: str
    kind: str
    teams: frozenset[str]
    topic: str
    purpose: str

    @property
    def id(self) -> str:
        return slack_id("C", self.name)

    @property
    def is_closed(self) -> bool:
        """Whether membership is by invitation, so that nobody else can speak there."""
        return self.kind in {"private", "shared"}

    def founders(self, people: Iterable[Person]) -> set[str]:
        """The handles of those who belong here whether or not they speak."""
        if self.is_closed:
            return set(CLOSED_MEMBERS[self.name].split())
        insiders = (p for p in people if not p.flags & {"stranger", "guest", "single-channel-guest", "bot"})
        return {p.handle for p in insiders if p.team in self.teams or "*" in self.teams}


def all_channels() -> dict[str, Channel]:
    """Every channel, by name."""
    text = (files(__package__) / "cast" / "channels.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["name"]: Channel(**(row | {"teams": frozenset(row["teams"].split())})) for row in rows}


def slack_channel(channel: Channel, members: Iterable[Person], created: datetime, creator: Person) -> Mapping[str, Any]:
    """The entry of `channels.json` or `groups.json`."""
    at = int(created.timestamp())
    entry: dict[str, Any] = {
        "id": channel.id,
        "name": channel.name,
        "created": at,
        "creator": creator.id,
        "is_archived": False,
        "is_general": channel.kind == "general",
        "members": sorted(person.id for person in members),
        "topic": {"value": channel.topic, "creator": creator.id, "last_set": at},
        "purpose": {"value": channel.purpose, "creator": creator.id, "last_set": at},
    }
    if channel.kind == "shared":
        entry |= {"is_shared": True, "is_ext_shared": True, "shared_team_ids": [HOME_TEAM, PARTNER_TEAM]}
    return entry
