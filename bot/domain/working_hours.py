"""When people work, by their own clocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WEEKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From `opens` to `closes` by the person's own clock, on `days` (0 is Monday). Raises ValueError for no hours."""

    opens: time = time(9)
    closes: time = time(17)
    days: frozenset[int] = WEEKDAYS

    def __post_init__(self) -> None:
        if not self.days or not self.opens < self.closes:
            raise ValueError("there must be a day of work, and it must open before it closes")

    def next_moment(self, zone: tzinfo, at: datetime) -> datetime:
        """The first moment of work at or after `at`, in UTC."""
        opens, _ = next(self._days(zone, at))
        return max(opens, at.astimezone(UTC))

    def is_open(self, zone: tzinfo, at: datetime) -> bool:
        """Whether somebody in that zone is at work."""
        return self.next_moment(zone, at) == at

    def after(self, zone: tzinfo, at: datetime, span: timedelta) -> datetime:
        """The moment, in UTC, at which so much working time has passed since `at`."""
        left = span
        for opens, closes in self._days(zone, at):
            start = max(opens, at.astimezone(UTC))
            if left <= closes - start:
                return start + left
            left -= closes - start
        raise AssertionError("days of work never end")

    def _days(self, zone: tzinfo, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing, in UTC, of every day of work that closes after `at`."""
        day = at.astimezone(zone).date()
        while True:
            opens, closes = (datetime.combine(day, hour, zone).astimezone(UTC) for hour in (self.opens, self.closes))
            if day.weekday() in self.days and closes > at:
                yield opens, closes
            day += timedelta(days=1)


NINE_TO_FIVE = WorkingHours()
"""What holds for everybody unless the workspace says otherwise."""


def zone(name: str) -> tzinfo:
    """The time zone of that name, UTC where there is none."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
