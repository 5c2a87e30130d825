"""Digests: when one is due, what is in it, and what people say of its topics."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.messages import MessageKey
from bot.domain.topics import Topic

PERSONAL = ("U", "W")
"""How ids of people begin: a digest for one of them goes to their direct messages."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TOPICS_SHOWN = 5
KNOWN_AFTER = timedelta(weeks=5)
"""How long Kith has to have listened before it can tell new from usual."""


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


@dataclass(frozen=True, slots=True)
class Emerging:
    """A topic with those who helped with it and agreed to be named, and links to where it is discussed."""

    topic: Topic
    helpers: tuple[str, ...] = ()
    first_link: str = ""
    best_link: str = ""
    interested: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """A question that nobody answered: where it stands, what it is about, whose it is, and how long it has waited."""

    question: MessageKey
    words: tuple[str, ...]
    asker: str
    asked_at: datetime
    link: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Somebody got somebody unstuck. `is_first` says that it is the first help known of the helper."""

    helper: str
    seeker: str
    words: tuple[str, ...]
    message: MessageKey
    is_first: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two people who should meet: both talk of something, and neither knows the other yet."""

    one: str
    other: str
    about: str
    through: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """The content of one digest. `learning` says how much longer new cannot be told from usual."""

    target: str
    until: datetime
    emerging: tuple[Emerging, ...] = ()
    needs: tuple[Need, ...] = ()
    stories: tuple[Story, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    learning: timedelta = timedelta(0)
    is_first: bool = False
    names: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.emerging or self.needs or self.stories or self.meetings)

    @property
    def stems(self) -> Sequence[str]:
        """The stems of its topics: what is not told again for a while."""
        return [stem for emerging in self.emerging for stem in emerging.topic.stems[:3]]


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(ZoneInfo("UTC"))


def zone_of(name: str) -> str:
    """A time zone's name, UTC for one that is not known here."""
    try:
        return ZoneInfo(name).key if name else "UTC"
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
