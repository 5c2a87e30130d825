"""Asking on somebody's behalf: who is asked when, and what the asker sees of it."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NotAllowed
from bot.domain.load import WEEK
from bot.domain.reach import Reach, Reaches
from bot.domain.requests import (
    MOST_ASKED,
    Outreach,
    OutreachState,
    Reply,
    RequestState,
    Wish,
    advanced,
    closed,
    newly,
    pressed,
    replied,
    shown,
)

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TWO_HOURS = timedelta(hours=2)
PEOPLE = ("ben", "cal", "dee", "eve", "fay", "gus")
FREE = {person: Reach(UTC) for person in PEOPLE}
SEARCH = Outreach(1, "ana", Wish("How do I release a terraform lock?"), queue=PEOPLE)

declines = st.sampled_from([reply for reply in Reply if reply is not Reply.HAPPY])


def states(outreach: Outreach) -> dict[str, RequestState]:
    return {request.person: request.state for request in outreach.requests}


def test_the_person_pressed_is_asked_at_once_and_nobody_else() -> None:
    asked = pressed(SEARCH, "cal", FREE, NOW)
    assert states(asked) == {"cal": RequestState.ASKED}
    assert shown(asked).until == NOW + TWO_HOURS


def test_pressing_twice_asks_once() -> None:
    asked = pressed(SEARCH, "cal", FREE, NOW)
    assert pressed(asked, "cal", FREE, NOW + timedelta(minutes=1)) == asked


def test_out_of_their_hours_a_request_waits_and_says_until_when() -> None:
    reaches = FREE | {"ben": Reach(ZoneInfo("America/Los_Angeles"))}
    waiting = pressed(SEARCH, "ben", reaches, NOW)
    assert states(waiting) == {"ben": RequestState.WAITING}
    assert shown(waiting).until == datetime(2026, 11, 24, 19, tzinfo=UTC)
    assert states(advanced(waiting, reaches, datetime(2026, 11, 24, 17, tzinfo=UTC))) == {"ben": RequestState.ASKED}


def test_who_wants_quiet_is_asked_when_it_is_over_and_has_the_whole_time_from_then() -> None:
    quiet = NOW + timedelta(hours=1)
    reaches = FREE | {"ben": Reach(UTC, quiet_until=quiet)}
    waiting = pressed(SEARCH, "ben", reaches, NOW)
    assert states(waiting) == {"ben": RequestState.WAITING}
    assert shown(advanced(waiting, reaches, quiet)).until == quiet + TWO_HOURS


def test_after_the_time_of_one_the_next_is_asked() -> None:
    asked = pressed(SEARCH, "cal", FREE, NOW)
    assert states(advanced(asked, FREE, NOW + TWO_HOURS - timedelta(seconds=1))) == states(asked)
    assert states(advanced(asked, FREE, NOW + TWO_HOURS)) == {"cal": RequestState.ASKED, "ben": RequestState.ASKED}


def test_the_next_is_the_best_who_is_at_work() -> None:
    reaches = FREE | {"ben": Reach(ZoneInfo("America/Los_Angeles")), "dee": Reach(UTC, willing=False)}
    asked = advanced(pressed(SEARCH, "cal", reaches, NOW), reaches, NOW + TWO_HOURS)
    assert "eve" in states(asked)
    assert "ben" not in states(asked)


def test_a_yes_ends_the_search_and_frees_the_others() -> None:
    asked = pressed(pressed(SEARCH, "ben", FREE, NOW), "cal", FREE, NOW)
    answered = replied(asked, "cal", Reply.HAPPY)
    assert shown(answered).accepted == ("cal",)
    assert states(answered) == {"ben": RequestState.WITHDRAWN, "cal": RequestState.ACCEPTED}
    assert advanced(answered, FREE, NOW + timedelta(days=3)) == answered


def test_a_late_yes_is_still_welcome() -> None:
    asked = advanced(pressed(SEARCH, "ben", FREE, NOW), {}, NOW + TWO_HOURS)
    assert asked.state is OutreachState.EXHAUSTED
    assert shown(replied(asked, "ben", Reply.HAPPY)).accepted == ("ben",)


def test_the_first_answer_counts() -> None:
    declined = replied(pressed(SEARCH, "ben", FREE, NOW), "ben", Reply.NOT_NOW)
    assert replied(declined, "ben", Reply.HAPPY) == declined


@pytest.mark.parametrize("person", ["ana", "ben", "zoe"])
def test_who_was_not_asked_cannot_answer(person: str) -> None:
    waiting = pressed(SEARCH, "ben", {"ben": Reach(ZoneInfo("Asia/Tokyo"))}, NOW)
    with pytest.raises(NotAllowed):
        replied(waiting, person, Reply.HAPPY)


def test_a_search_asks_only_so_many() -> None:
    asked = pressed(SEARCH, "ben", FREE, NOW)
    for hour in range(2, 40):
        asked = advanced(asked, FREE, NOW + timedelta(hours=hour))
    assert len(asked.requests) == MOST_ASKED
    assert asked.state is OutreachState.EXHAUSTED
    with pytest.raises(NotAllowed):
        pressed(asked, "zoe", FREE, NOW + timedelta(days=3))


def test_a_closed_search_asks_nobody_and_takes_no_answer() -> None:
    over = closed(pressed(SEARCH, "ben", FREE, NOW))
    assert states(over) == {"ben": RequestState.WITHDRAWN}
    assert advanced(over, FREE, NOW + TWO_HOURS) == over
    with pytest.raises(NotAllowed):
        replied(over, "ben", Reply.HAPPY)
    with pytest.raises(NotAllowed):
        pressed(over, "cal", FREE, NOW)


def test_who_may_not_be_asked_looks_to_the_asker_like_who_keeps_silent() -> None:
    barred = FREE | {"ben": Reach(UTC, willing=False)}
    silent, unasked = pressed(SEARCH, "ben", FREE, NOW), pressed(SEARCH, "ben", barred, NOW)
    assert shown(silent) == shown(unasked)
    later = NOW + TWO_HOURS
    assert shown(advanced(silent, FREE, later)) == shown(advanced(unasked, barred, later))


def test_when_the_only_one_asked_was_erased_the_next_is_asked() -> None:
    assert states(advanced(SEARCH, FREE, NOW)) == {"ben": RequestState.ASKED}


def test_what_is_newly_asked_is_told_once() -> None:
    asked = pressed(SEARCH, "ben", FREE, NOW)
    assert [request.person for request in newly(RequestState.ASKED, None, asked)] == ["ben"]
    later = advanced(asked, FREE, NOW + TWO_HOURS)
    assert [request.person for request in newly(RequestState.ASKED, asked, later)] == ["cal"]
    assert not newly(RequestState.ASKED, later, later)


@given(
    st.sampled_from(PEOPLE),
    st.lists(st.tuples(st.integers(0, 300), st.sampled_from(PEOPLE), st.none() | declines), max_size=25),
)
def test_a_decline_never_reaches_the_asker(first: str, steps: list[tuple[int, str, Reply | None]]) -> None:
    """Two worlds, alike but for the declines, look the same to the asker at every moment."""
    told = silent = pressed(SEARCH, first, FREE, NOW)
    at = NOW
    for minutes, person, reply in steps:
        at += timedelta(minutes=minutes)
        told, silent = advanced(told, FREE, at), advanced(silent, FREE, at)
        request = told.request(person)
        if reply and request and request.asked_at:
            told = replied(told, person, reply)
        assert shown(told) == shown(silent)


actions = st.tuples(
    st.integers(0, 3000),
    st.integers(0, 5),
    st.sampled_from(PEOPLE),
    st.none() | st.sampled_from(list(Reply)),
    st.booleans(),
)


@given(st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 3)), st.lists(actions, max_size=40))
def test_no_sequence_of_searches_asks_anybody_beyond_their_limit(
    limits: dict[str, int], steps: list[tuple[int, int, str, Reply | None, bool]]
) -> None:
    searches: dict[int, Outreach] = {}
    asked: dict[str, list[datetime]] = defaultdict(list)

    def reaches() -> Reaches:
        return {p: replace(FREE[p], weekly_limit=limits.get(p, 3), asked=tuple(asked[p])) for p in PEOPLE}

    at = NOW
    for minutes, number, person, reply, press in steps:
        at += timedelta(minutes=minutes)
        before = searches.get(number)
        after = before or replace(SEARCH, ask=number)
        try:
            if press:
                after = pressed(after, person, reaches(), at)
            elif reply and before:
                after = replied(after, person, reply)
        except NotAllowed:
            continue
        if after.requests:
            after = advanced(after, reaches(), at)
            searches[number] = after
            for request in newly(RequestState.ASKED, before, after):
                asked[request.person].append(at)
    for person, times in asked.items():
        for start in times:
            assert sum(start <= time < start + WEEK for time in times) <= limits.get(person, 3)


def test_one_asked_before_by_another_search_has_no_room_for_this_one() -> None:
    reaches = FREE | {"ben": Reach(UTC, weekly_limit=1, asked=(NOW - timedelta(days=1),))}
    assert states(pressed(SEARCH, "ben", reaches, NOW)) == {"ben": RequestState.WAITING}
