"""Subscriptions to digests: who gets one, when it is due, and what they say of its topics."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PERSONAL = ("U", "W")
"""How ids of people begin: a digest for one of them goes to their direct messages."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class TopicVerdict(StrEnum):
    """What somebody says of a topic."""

    INTERESTED = "interested"
    NO_TOPIC = "no_topic"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who gets a digest, and when, by the clocks of a time zone. `weekday` 0 is Monday."""

    target: str
    since: datetime
    weekday: int = 0
    hour: int = 9
    tz: str = "UTC"

    @property
    def is_personal(self) -> bool:
        """Whether it goes to a person."""
        return self.target.startswith(PERSONAL)

    def last_due(self, now: datetime) -> tuple[date, datetime]:
        """The day and the moment at which the newest digest was due, up to `now`.

        The hour is that of the clocks there: an hour that summer time skips is taken as the moment after the skip,
        one that comes twice as its first.
        """
        zone = ZoneInfo(self.tz)
        today = now.astimezone(zone).date()
        day = today - timedelta(days=(today.weekday() - self.weekday) % 7)
        due = _moment(day, self.hour, zone)
        if due > now:
            day -= timedelta(days=7)
            due = _moment(day, self.hour, zone)
        return day, due

    @property
    def when(self) -> str:
        """The time in words."""
        return f"on {WEEKDAYS[self.weekday]}s at {self.hour:02d}:00 ({self.tz})"


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(ZoneInfo("UTC"))


def zone_of(name: str) -> str:
    """A time zone's name, UTC for one that is not known here."""
    try:
        return ZoneInfo(name).key if name else "UTC"
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
