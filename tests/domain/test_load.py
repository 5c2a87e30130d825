"""Nobody is asked too often, and asking is spread."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.load import EXPLORATION, WEEK, has_room, spread

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
days = st.floats(0, 30)
times = days.map(lambda some: NOW + timedelta(days=some))


def ago(*days: float) -> list[datetime]:
    return [NOW - timedelta(days=some) for some in days]


def test_there_is_room_below_the_limit_and_none_at_it() -> None:
    assert has_room(ago(1, 2), 3, NOW)
    assert not has_room(ago(1, 2, 3), 3, NOW)


def test_room_comes_back_after_seven_days() -> None:
    assert has_room(ago(7, 2, 3), 3, NOW)


def test_a_limit_of_nothing_leaves_no_room() -> None:
    assert not has_room([], 0, NOW)


@given(st.lists(times, max_size=60), st.integers(0, 5))
def test_no_seven_days_hold_more_requests_than_the_limit(attempts: list[datetime], limit: int) -> None:
    asked: list[datetime] = []
    for at in attempts:
        if has_room(asked, limit, at):
            asked.append(at)
    for start in asked:
        assert sum(start <= at < start + WEEK for at in asked) <= limit


def test_recently_asked_people_fall_back() -> None:
    seed = next(seed for seed in map(str, range(99)) if spread(["a", "b"], {"a": ago(9)}, NOW, seed)[0] == "a")
    asked = {"ana": ago(1, 2), "ben": ago(8), "cal": ago(9)}
    assert spread(["ana", "ben", "cal"], asked, NOW, seed) == ("ben", "ana", "cal")


def test_somebody_never_asked_gets_a_small_share_of_first_places() -> None:
    asked = {"ana": ago(30), "ben": ago(40)}
    first = [spread(["ana", "ben", "cal"], asked, NOW, f"ask {n}")[0] for n in range(2000)]
    assert 0.6 * EXPLORATION < first.count("cal") / len(first) < 1.4 * EXPLORATION
    assert "ben" not in first


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.text())
def test_spreading_loses_and_adds_nobody(people: list[str], seed: str) -> None:
    assert sorted(spread(people, {"a": ago(1)}, NOW, seed)) == sorted(people)
