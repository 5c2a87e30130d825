"""How people may be reached: by their choices, their load, their working hours and their quiet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.domain.consent import WEEKLY_LIMIT
from bot.domain.load import has_room
from bot.domain.working_hours import NINE_TO_FIVE, WorkingHours


@dataclass(frozen=True, slots=True)
class Reach:
    """One person: `willing` by their choices, when they work, when they were asked lately, until when to keep quiet."""

    zone: tzinfo
    willing: bool = True
    weekly_limit: int = WEEKLY_LIMIT
    asked: tuple[datetime, ...] = ()
    quiet_until: datetime | None = None
    hours: WorkingHours = NINE_TO_FIVE

    def may_be_asked(self, at: datetime) -> bool:
        """Whether they want to be asked at all, and not too often."""
        return self.willing and has_room(self.asked, self.weekly_limit, at)

    def is_at_work(self, at: datetime) -> bool:
        """Whether this is within their hours, and they are not to be left in peace."""
        return self.hours.is_open(self.zone, at) and not (self.quiet_until and at < self.quiet_until)

    def until(self, at: datetime, urgency: timedelta) -> datetime:
        """When they have had so much working time from `at` on."""
        return self.hours.after(self.zone, max(at, self.quiet_until or at), urgency)


Reaches = Mapping[str, Reach]
"""How people may be reached; who is missing may not be asked."""
