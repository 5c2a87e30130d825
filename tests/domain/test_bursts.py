"""How surprising a rise is, and whether it is likely to stay."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.bursts import burst, staying
from bot.domain.uses import WeekCount


def weeks(*people: int) -> list[WeekCount]:
    return [WeekCount(count, count) for count in people]


def test_a_phrase_as_usual_is_no_surprise() -> None:
    assert burst([4, 5, 6], weeks(*[4] * 20)) < 1


def test_the_same_people_surprise_more_where_nobody_spoke_of_it_before() -> None:
    new, usual = burst([4, 4, 4], weeks(4, *[0] * 19)), burst([4, 5, 6], weeks(4, *[2] * 19))
    assert new > 3 > usual


def test_a_slow_widening_surprises_though_no_single_week_does() -> None:
    history = weeks(4, 3, 2, *[0] * 20)
    assert burst([4, 6, 8], history) > burst([4], history)


def test_an_ordinary_word_needs_more_people_to_surprise_in_a_young_workspace() -> None:
    assert burst([3], weeks(3), expected=2.0) < burst([3], weeks(3))


def test_a_word_with_a_past_is_likelier_to_stay_than_a_sudden_one() -> None:
    assert staying(weeks(6, 1, 0, 0, 1, *[0] * 4, *[2] * 15)) > staying(weeks(6, *[0] * 23))


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30))
def test_the_chance_to_stay_is_a_chance(counts: list[int]) -> None:
    assert 0 <= staying(weeks(*counts)) <= 1


@given(st.integers(1, 400), st.lists(st.integers(0, 300), min_size=1, max_size=26))
def test_more_people_are_never_less_surprising(people: int, counts: list[int]) -> None:
    history = weeks(*counts)
    assert burst([people + 1], history) >= burst([people], history) - 1e-6
