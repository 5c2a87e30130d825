import pytest

from bot.domain.steps import Step
from bot.domain.wording import opening, path_line

NAMES = {"UANA": "Ana", "UBEN": "Ben"}


def test_a_path_tells_what_happened_between_each_two() -> None:
    path = (Step("UYOU", "UANA", True, 2, ()), Step("UANA", "UBEN", True, 1, ("kafka", "lag")))
    assert path_line(path, NAMES) == "you → Ana → Ben: Ana helped you twice, Ben helped Ana with kafka and lag"


def test_a_step_may_rest_on_help_given() -> None:
    assert path_line((Step("UYOU", "UANA", False, 1, ()),), NAMES) == "you → Ana: you helped Ana"


@pytest.mark.parametrize("names", [{}, {"UYOU": "Yours"}])
def test_who_has_no_name_is_somebody(names: dict[str, str]) -> None:
    assert path_line((Step("UYOU", "UANA", True, 1, ()),), names) == "you → somebody: somebody helped you"


def test_no_path_is_said_so() -> None:
    assert path_line((), NAMES) == "No path from you to them yet."


def test_whoever_is_named_for_a_habit_is_not_said_to_have_helped_with_this() -> None:
    assert opening(names_by_habit=False) == "These people have helped with this before"
    assert opening(names_by_habit=True) == "These people have helped with this before, or often help in this channel"
