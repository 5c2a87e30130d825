from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.sample.people import cast
from playground.sample.rhythm import Calendar, monday_before, some_moment, when_next_at_work, works_on

PEOPLE = cast()
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 16)),
        (date(2026, 11, 29), date(2026, 11, 23)),
    ],
)
def test_the_sample_ends_on_the_monday_before_today(today: date, monday: date) -> None:
    assert monday_before(today) == monday


def test_the_first_week_begins_twelve_weeks_before_the_end() -> None:
    calendar = Calendar(date(2026, 11, 23))
    assert calendar.day(1, 0) == date(2026, 8, 31)
    assert calendar.day(12, 6) == date(2026, 11, 22)


def test_holidays_are_the_countrys_own() -> None:
    independence_day = date(2026, 11, 11)
    assert not works_on(PEOPLE["zofia"], independence_day)
    assert works_on(PEOPLE["joost"], independence_day)


@given(MOMENTS, st.sampled_from(sorted(PEOPLE)))
def test_people_answer_at_work_and_never_in_the_past(moment: datetime, handle: str) -> None:
    person = PEOPLE[handle]
    answered = when_next_at_work(person, moment, Random(1))
    assert answered >= moment
    local = answered.astimezone(person.tz)
    assert person.is_bot or (works_on(person, local.date()) and 8 <= local.hour <= 19)


def test_who_is_at_work_answers_at_once() -> None:
    noon = datetime(2026, 11, 18, 11, tzinfo=UTC)
    assert when_next_at_work(PEOPLE["joost"], noon, Random(1)) == noon


def test_opening_moments_are_within_the_working_day() -> None:
    rng, day = Random(1), date(2026, 11, 18)
    for person in PEOPLE.values():
        local = some_moment(person, day, rng).astimezone(person.tz)
        assert local.date() == day
        assert timedelta(hours=8) <= timedelta(hours=local.hour, minutes=local.minute) <= timedelta(hours=19)
