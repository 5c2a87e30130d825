"""The cast: who works at Kelvik and who is a guest there, read from `cast/people.csv`."""

import csv
import hashlib
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

HOME_TEAM = "T0KELVIK01"
PARTNER_TEAM = "T0ARCADIA1"
DOMAINS = {HOME_TEAM: "kelvik.example", PARTNER_TEAM: "arcadia-logistics.example"}
LAST_WEEK = 12

OFFICES = {
    "Rotterdam": ("Europe/Amsterdam", "NL"),
    "Gdańsk": ("Europe/Warsaw", "PL"),
    "Copenhagen": ("Europe/Copenhagen", "DK"),
    "Lisbon": ("Europe/Lisbon", "PT"),
    "Bengaluru": ("Asia/Kolkata", "IN"),
    "Toronto": ("America/Toronto", "CA"),
    "São Paulo": ("America/Sao_Paulo", "BR"),
    "UTC": ("Etc/UTC", ""),
}


def slack_id(prefix: str, name: str) -> str:
    """The same Slack-like identifier for the same name, whatever the seed."""
    digest = int.from_bytes(hashlib.sha256(f"{prefix}:{name}".encode()).digest()[:8])
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    tail = ""
    for _ in range(8):
        digest, index = divmod(digest, len(alphabet))
        tail += alphabet[index]
    return f"{prefix}07{tail}"


@dataclass(frozen=True)
class Person:
    """A member, guest, stranger or bot; `weeks` are the first and last of their stay."""

    handle: str
    name: str
    title: str
    office: str
    team: str
    flags: frozenset[str]
    weeks: tuple[int, int]

    @property
    def id(self) -> str:
        return slack_id("U", self.handle)

    @property
    def bot_id(self) -> str:
        return slack_id("B", self.handle)

    @property
    def is_bot(self) -> bool:
        return "bot" in self.flags

    @property
    def team_id(self) -> str:
        return PARTNER_TEAM if "stranger" in self.flags else HOME_TEAM

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(OFFICES[self.office][0])

    @property
    def country(self) -> str:
        return OFFICES[self.office][1]

    @property
    def email(self) -> str:
        return f"{self.handle}@{DOMAINS[self.team_id]}"


def _person(row: dict[str, str]) -> Person:
    first, _, last = (row.pop("weeks") or f"1-{LAST_WEEK}").partition("-")
    flags = frozenset(row.pop("flags").split())
    return Person(**row, flags=flags, weeks=(int(first), int(last)))


def cast() -> dict[str, Person]:
    """Everybody, by handle."""
    text = (files(__package__) / "cast" / "people.csv").read_text(encoding="utf-8")
    return {person.handle: person for person in map(_person, csv.DictReader(text.splitlines()))}


def _profile(person: Person) -> dict[str, Any]:
    first, _, last = person.name.partition(" ")
    profile: dict[str, Any] = {
        "title": person.title,
        "phone": "",
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": "" if person.is_bot else person.handle,
        "display_name_normalized": "" if person.is_bot else person.handle,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "team": person.team_id,
    }
    if person.is_bot:
        return profile | {"bot_id": person.bot_id, "api_app_id": slack_id("A", person.handle)}
    return profile | {"email": person.email}


def slack_user(person: Person, now: datetime) -> dict[str, Any]:
    """The entry of `users.json`; `tz_offset` in seconds as of `now`."""
    offset = now.astimezone(person.tz).utcoffset()
    user: dict[str, Any] = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.handle,
        "deleted": "deleted" in person.flags,
        "real_name": person.name,
        "tz": person.tz.key,
        "tz_label": person.office,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(person),
        "is_admin": bool({"admin", "owner"} & person.flags),
        "is_owner": "owner" in person.flags,
        "is_primary_owner": "owner" in person.flags,
        "is_restricted": bool({"guest", "single-channel-guest"} & person.flags),
        "is_ultra_restricted": "single-channel-guest" in person.flags,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    return user | ({"is_stranger": True} if "stranger" in person.flags else {})
