from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bot.domain.spreading import HALF_LIFE, WITHIN, load, spread, with_room

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_of_near_equals_the_less_loaded_comes_first() -> None:
    assert spread(np.array([1.0, 0.95]), np.array([3.0, 0.0])).argmax() == 1


def test_a_clear_lead_is_kept_under_load() -> None:
    assert spread(np.array([3.0, 0.5]), np.array([20.0, 0.0])).argmax() == 0


def test_without_load_nothing_changes() -> None:
    scores = np.array([2.0, 1.0, 0.0])
    assert (spread(scores, np.zeros(3)) == scores).all()


def test_load_fades_and_knows_nothing_of_the_future() -> None:
    assert load([AT - HALF_LIFE], AT) == 0.5
    assert load([AT - timedelta(seconds=1)], AT) > 0.99
    assert load([AT, AT + timedelta(days=1)], AT) == 0.0


def test_among_equally_loaded_people_nothing_changes_but_the_level() -> None:
    spared = spread(np.array([2.0, 1.0]), np.array([7.0, 7.0]))
    assert spared[0] - spared[1] == pytest.approx(1.0)


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
