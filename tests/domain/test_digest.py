"""When a digest is due, and how it reads."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import digest_words as words
from bot.domain.digest import Digest, Need, Story
from bot.domain.messages import MessageKey
from bot.domain.subscriptions import Subscription, zone_of

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")


def due(tz: str, now: str, hour: int = 9, weekday: int = 0) -> str:
    _, moment = Subscription("C1", SINCE, weekday, hour, tz).last_due(datetime.fromisoformat(now))
    return moment.isoformat()


def test_the_hour_is_that_of_the_clocks_in_summer_and_in_winter() -> None:
    assert due("Europe/Berlin", "2026-07-08T00:00+00:00") == "2026-07-06T07:00:00+00:00"
    assert due("Europe/Berlin", "2026-12-09T00:00+00:00") == "2026-12-07T08:00:00+00:00"


def test_just_before_its_hour_the_last_week_s_digest_is_the_newest() -> None:
    assert due("UTC", "2026-11-23T08:59+00:00") == "2026-11-16T09:00:00+00:00"
    assert due("UTC", "2026-11-23T09:00+00:00") == "2026-11-23T09:00:00+00:00"


def test_an_hour_that_summer_time_skips_still_has_its_digest() -> None:
    assert due("Europe/Berlin", "2026-03-29T12:00+00:00", hour=2, weekday=6) == "2026-03-29T01:00:00+00:00"


def test_an_hour_that_comes_twice_has_one_digest() -> None:
    first = due("Europe/Berlin", "2026-10-25T00:30+00:00", hour=2, weekday=6)
    assert first == due("Europe/Berlin", "2026-10-25T05:00+00:00", hour=2, weekday=6) == "2026-10-25T00:00:00+00:00"


@given(
    st.sampled_from(ZONES),
    st.integers(0, 6),
    st.integers(0, 23),
    st.datetimes(SINCE.replace(tzinfo=None), timezones=st.just(UTC)),
)
def test_a_digest_was_always_due_within_the_last_eight_days(tz: str, weekday: int, hour: int, now: datetime) -> None:
    day, moment = Subscription("C1", SINCE, weekday, hour, tz).last_due(now)
    assert day.weekday() == weekday
    assert timedelta(0) <= now - moment < timedelta(days=7, hours=2)
    assert abs(moment.astimezone(ZoneInfo(tz)).hour - hour) <= 1


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd"])
def test_an_unknown_zone_is_taken_as_utc(name: str) -> None:
    assert zone_of(name) == "UTC"


def test_a_digest_opens_with_what_awaits_the_reader() -> None:
    message = MessageKey("C1", "1.000001")
    digest = Digest(
        "C1",
        SINCE,
        needs=(Need(message, ("MQTT",), "U1", SINCE),),
        stories=(Story("U2", "U1", ("kafka",), message, is_first=True),),
        names={"U1": "Ana", "U2": "Ben"},
    )
    assert words.opening(digest) == "One question still waits for an answer and Ben got Ana unstuck."
    assert words.story(digest.stories[0], digest.names).endswith("first help of theirs that I know of: welcome!")


def test_a_young_workspace_is_told_what_cannot_be_known_yet() -> None:
    assert "another 3 weeks" in words.learning(Digest("C1", SINCE, learning=timedelta(weeks=3)))
    assert words.learning(Digest("C1", SINCE)) == ""
