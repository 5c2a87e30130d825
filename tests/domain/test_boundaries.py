"""Where and when Kith stays out."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.boundaries import Barred, Boundaries
from bot.domain.events import Happening, MessageDeleted, MessagePosted, Reacted, Told
from bot.domain.help import Act, Claim, Source
from bot.domain.messages import MessageKey

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ts(at: datetime) -> str:
    """Slack's identifier of that moment."""
    return f"{at.timestamp():.6f}"


def said(channel: str, at: datetime = NOON) -> MessagePosted:
    return MessagePosted(channel, ts(at), "U1", "hello")


def reacted(channel: str, at: datetime = NOON, *, given: bool = True) -> Reacted:
    return Reacted(MessageKey(channel, ts(NOON - HOUR)), "U1", "U2", "pray", ts(at), given)


def told(channel: str, *, given: bool = True) -> Told:
    return Told(Claim(Act(channel, ts(NOON), "U1", "U2"), Source.LOGGED), ts(NOON), given)


def test_without_boundaries_everything_is_heard() -> None:
    heard: list[Happening] = [said("C1"), reacted("C1"), told("C1")]
    assert Boundaries().admitted(heard) == heard


@pytest.mark.parametrize("happening", [said("C1"), reacted("C1"), told("C1")])
def test_nothing_is_heard_in_an_excluded_channel(happening: Happening) -> None:
    bounds = Boundaries(frozenset({"C1"}))
    assert bounds.admitted([happening, said("C2")]) == [said("C2")]


@pytest.mark.parametrize(
    "happening", [MessageDeleted("C1", ts(NOON), ts(NOON)), reacted("C1", given=False), told("C1", given=False)]
)
def test_what_takes_something_back_is_always_heard(happening: Happening) -> None:
    bounds = Boundaries(frozenset({"C1"})).paused(NOON - HOUR)
    assert bounds.admitted([happening]) == [happening]


def test_what_was_said_in_a_pause_stays_unheard_however_late_it_comes() -> None:
    bounds = Boundaries().paused(NOON).resumed(NOON + HOUR).paused(NOON + 3 * HOUR)
    at = [NOON - HOUR, NOON, NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR, NOON + 9 * HOUR]
    heard = [said("C1", moment) for moment in at]
    assert bounds.admitted(heard) == [heard[0], heard[2], heard[3]]
    assert bounds.admitted([reacted("C1", NOON), reacted("C1", NOON + HOUR)]) == [reacted("C1", NOON + HOUR)]


def test_help_told_on_purpose_is_heard_in_a_pause() -> None:
    assert Boundaries().paused(NOON).admitted([told("C1")]) == [told("C1")]


def test_a_pause_begins_and_ends_once() -> None:
    bounds = Boundaries().paused(NOON).paused(NOON + HOUR)
    assert bounds.pauses == ((NOON, None),)
    assert bounds.is_paused
    assert bounds.resumed(NOON + HOUR).resumed(NOON + 2 * HOUR).pauses == ((NOON, NOON + HOUR),)
    assert not Boundaries().resumed(NOON).is_paused


def test_it_is_told_why_nothing_may_be_said() -> None:
    bounds = Boundaries(frozenset({"C1"}))
    assert (bounds.bar("C1"), bounds.bar("C2"), bounds.bar("")) == (Barred.EXCLUDED, None, None)
    assert bounds.paused(NOON).bar("C2") is Barred.PAUSED
