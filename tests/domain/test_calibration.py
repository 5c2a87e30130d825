import numpy as np
import pytest

from bot.domain.calibration import ANSWERS, chance_of_help, is_sure


def test_nobody_helps_for_certain_where_nobody_has_a_chance() -> None:
    assert chance_of_help(np.zeros(9)) == 0.0
    assert chance_of_help(np.array([])) == 0.0
    assert not is_sure(np.array([]))


def test_the_first_five_count_and_no_more() -> None:
    assert chance_of_help(np.full(10, 0.1)) == chance_of_help(np.full(5, 0.1)) == pytest.approx(1 - 0.5**ANSWERS)


def test_a_chance_is_never_more_than_one() -> None:
    assert chance_of_help(np.array([0.7, 0.3 + 1e-12])) == 1.0


def test_kith_is_sure_of_few_and_not_of_many_who_are_all_alike() -> None:
    assert is_sure(np.array([0.6, 0.1, 0.1, 0.05, 0.05]))
    assert not is_sure(np.full(50, 1 / 50))
