"""Working time is counted by people's own clocks."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.working_hours import NINE_TO_FIVE, WorkingHours, zone

BERLIN, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")
FRIDAY_EVENING = datetime(2026, 11, 20, 18, tzinfo=BERLIN)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
TWO_HOURS = timedelta(hours=2)

zones = st.sampled_from([UTC, BERLIN, KOLKATA, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Chatham")])
moments = st.timedeltas(timedelta(0), timedelta(days=730)).map(lambda since: MONDAY.astimezone(UTC) + since)
spans = st.timedeltas(timedelta(minutes=1), timedelta(hours=60))


def test_within_the_hours_work_is_now() -> None:
    assert NINE_TO_FIVE.next_moment(BERLIN, MONDAY) == MONDAY
    assert NINE_TO_FIVE.is_open(BERLIN, MONDAY)


def test_at_closing_time_nobody_is_at_work() -> None:
    assert not NINE_TO_FIVE.is_open(BERLIN, MONDAY.replace(hour=17))


def test_a_friday_evening_waits_for_monday() -> None:
    assert NINE_TO_FIVE.next_moment(BERLIN, FRIDAY_EVENING) == MONDAY


def test_the_same_moment_is_work_in_one_zone_and_night_in_another() -> None:
    assert NINE_TO_FIVE.is_open(BERLIN, MONDAY.replace(hour=16))
    assert not NINE_TO_FIVE.is_open(KOLKATA, MONDAY.replace(hour=16))


def test_what_does_not_fit_into_a_day_goes_on_the_next() -> None:
    assert NINE_TO_FIVE.after(BERLIN, MONDAY.replace(hour=16), TWO_HOURS) == MONDAY + timedelta(days=1, hours=1)


def test_over_a_change_of_clocks_the_hours_stay_the_local_ones() -> None:
    before = datetime(2026, 10, 23, 16, tzinfo=BERLIN)
    assert NINE_TO_FIVE.after(BERLIN, before, TWO_HOURS) == datetime(2026, 10, 26, 10, tzinfo=BERLIN)


def test_the_workspace_may_work_at_other_hours() -> None:
    sundays = WorkingHours(time(7, 30), time(12), frozenset({6}))
    assert sundays.next_moment(UTC, MONDAY) == datetime(2026, 11, 29, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(("opens", "closes", "days"), [(9, 9, {0}), (17, 9, {0}), (9, 17, set())])
def test_hours_that_never_come_are_refused(opens: int, closes: int, days: set[int]) -> None:
    with pytest.raises(ValueError):
        WorkingHours(time(opens), time(closes), frozenset(days))


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc"])
def test_without_a_known_time_zone_utc_holds(name: str) -> None:
    assert zone(name) is UTC


@given(zones, moments, spans)
def test_the_end_of_a_span_is_within_hours_and_later_for_longer_spans(
    place: ZoneInfo, at: datetime, span: timedelta
) -> None:
    end = NINE_TO_FIVE.after(place, at, span)
    local = end.astimezone(place)
    assert end >= at + span
    assert local.weekday() < 5
    assert time(9) < local.time() <= time(17)
    assert NINE_TO_FIVE.after(place, at, span + TWO_HOURS) > end


@given(zones, moments, spans, spans)
def test_spans_add_up(place: ZoneInfo, at: datetime, first: timedelta, second: timedelta) -> None:
    stepwise = NINE_TO_FIVE.after(place, NINE_TO_FIVE.after(place, at, first), second)
    assert stepwise == NINE_TO_FIVE.after(place, at, first + second)
