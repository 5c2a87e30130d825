from datetime import UTC, datetime, timedelta

import numpy as np

from bot.domain.spreading import HALF_LIFE, load, spread

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
