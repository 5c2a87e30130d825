from collections.abc import Sequence

import numpy as np
import pytest

from bot.domain.spreading import WITHIN, spread, with_room


def test_of_near_equals_the_less_loaded_comes_first() -> None:
    assert spread(np.array([1.0, 0.95]), np.array([3.0, 0.0]))[0] == [1, 0]


def test_a_clear_lead_is_kept_under_load() -> None:
    assert spread(np.array([3.0, 0.5]), np.array([20.0, 0.0]))[0] == [0, 1]


def test_load_weighs_more_for_the_third_place_than_for_the_first() -> None:
    scores, loads = np.array([3.0, 2.5, 2.0, 1.4]), np.array([4.0, 4.0, 4.0, 0.0])
    assert spread(scores, loads)[0] == [0, 1, 3, 2]


def test_everybody_keeps_a_place_and_is_scored_for_it() -> None:
    order, placed = spread(np.linspace(3.0, 0.0, 7), np.array([9.0, 0.0, 4.0, 1.0, 0.0, 2.0, 0.0]))
    assert sorted(order) == list(range(7))
    assert (placed <= np.linspace(3.0, 0.0, 7)).all()
    assert placed[4] == 1.0


def test_without_load_nothing_changes() -> None:
    scores = np.array([2.0, 1.0, 0.0])
    order, placed = spread(scores, np.zeros(3))
    assert order == [0, 1, 2]
    assert (placed == scores).all()


def test_equal_loads_change_no_order() -> None:
    assert spread(np.linspace(2.0, 1.0, 6), np.full(6, 7.0))[0] == list(range(6))


def test_of_nobody_nobody_comes_first() -> None:
    assert spread(np.zeros(0), np.zeros(0))[0] == []


CLOSE = np.linspace(1.0, 0.0, 8)


@pytest.mark.parametrize(("new", "order"), [(7, [0, 1, 2, 3, 7, 4, 5, 6]), (4, range(8)), (1, range(8))])
def test_the_best_of_the_new_is_fifth_where_none_is_before(new: int, order: Sequence[int]) -> None:
    assert with_room(range(8), CLOSE, np.arange(8) == new) == list(order)


def test_no_room_is_made_for_somebody_far_behind() -> None:
    far = np.where(np.arange(8) == 7, -WITHIN, CLOSE)
    assert with_room(range(8), far, np.arange(8) == 7) == list(range(8))


def test_where_nobody_is_new_the_order_stays() -> None:
    assert with_room(range(8), CLOSE, np.zeros(8, bool)) == list(range(8))
    assert with_room([], np.zeros(0), np.zeros(0, bool)) == []
