"""When people talk: weeks, weekdays, working hours in their own time zone, and their country's holidays."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from random import Random

from playground.sample.people import LAST_WEEK, Person

WEEKDAY_WEIGHTS = (20, 22, 22, 21, 15)
MORNING_OF_THE_END = time(7, 30, tzinfo=UTC)

HOLIDAYS = {
    "NL": {(1, 1), (4, 27), (5, 5), (12, 25), (12, 26)},
    "PL": {(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)},
    "DK": {(1, 1), (6, 5), (12, 24), (12, 25), (12, 26)},
    "PT": {(1, 1), (4, 25), (5, 1), (6, 10), (8, 15), (10, 5), (11, 1), (12, 1), (12, 8), (12, 25)},
    "IN": {(1, 26), (8, 15), (10, 2), (11, 1), (12, 25)},
    "CA": {(1, 1), (7, 1), (9, 30), (11, 11), (12, 25), (12, 26)},
    "BR": {(1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (11, 20), (12, 25)},
}


def monday_before(today: date) -> date:
    """The most recent Monday that is earlier than `today`."""
    return today - timedelta(days=today.weekday() or 7)


@dataclass(frozen=True)
class Calendar:
    """The twelve weeks that end on the Monday `until`."""

    until: date

    @property
    def end(self) -> datetime:
        """The moment of the export: nothing is said after it."""
        return datetime.combine(self.until, MORNING_OF_THE_END)

    def day(self, week: int, weekday: int) -> date:
        """The date of a weekday (0 is Monday) in a week from 1 to 12."""
        return self.until + timedelta(weeks=week - 1 - LAST_WEEK, days=weekday)


def _first_hour(person: Person) -> timedelta:
    """Early birds begin at eight, others as late as ten; always the same for the same person."""
    quarters = sha256(person.handle.encode()).digest()[0] % 9
    return timedelta(hours=8, minutes=15 * quarters)


def works_on(person: Person, day: date) -> bool:
    """Whether it is an ordinary working day for this person; bots never rest."""
    holidays = HOLIDAYS.get(person.country, set())
    return person.is_bot or (day.weekday() < 5 and (day.month, day.day) not in holidays)


def at_local(person: Person, day: date, clock: time) -> datetime:
    """A wall-clock time where the person is, as a UTC moment."""
    return datetime.combine(day, clock, person.tz).astimezone(UTC)


def some_moment(person: Person, day: date, rng: Random) -> datetime:
    """A moment in the person's working hours of that day, with a dip at noon."""
    hours = rng.choice((rng.triangular(0, 3.8, 1.2), rng.triangular(4.6, 8.2, 5.6)))
    start = datetime.combine(day, time(0), person.tz) + _first_hour(person)
    return (start + timedelta(hours=hours)).astimezone(UTC)


def _hours(person: Person, day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time(0), person.tz) + _first_hour(person)
    return start, start + timedelta(hours=9)


def when_next_at_work(person: Person, moment: datetime, rng: Random) -> datetime:
    """`moment` when the person is then at work, else some minutes into their next working day."""
    if person.is_bot:
        return moment
    day = moment.astimezone(person.tz).date()
    while True:
        start, stop = _hours(person, day)
        if works_on(person, day) and moment <= stop:
            opened = start + timedelta(minutes=rng.uniform(2, 50))
            return max(moment, opened.astimezone(UTC)) if moment < start else moment
        day += timedelta(days=1)
