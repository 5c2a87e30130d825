import numpy as np
import pytest
from numpy.random import default_rng

from bot.domain.calibration import ANSWERS, AT_FIRST, USUAL, Calibration
from bot.domain.learning import Example

LIKELIEST = np.log(np.array([0.3, 0.15, 0.1, 0.05, 0.05, *[0.35 / 45] * 45]))
"""Scores of fifty people, by one feature: the first five give two answers in three between them."""


def settled(questions: int, answers: int) -> list[Example]:
    """Questions to each of which so many people drawn by their chances gave an answer."""
    chance = default_rng(1)
    drawn = [chance.choice(50, answers, p=np.exp(LIKELIEST)) for _ in range(questions)]
    return [Example(LIKELIEST[:, None], np.isin(np.arange(50), helpers).astype(float)) for helpers in drawn]


def test_nobody_helps_for_certain_where_nobody_has_a_chance() -> None:
    assert AT_FIRST.chance_of_help(np.zeros(9)) == 0.0
    assert AT_FIRST.chance_of_help(np.array([])) == 0.0


def test_the_first_five_count_and_no_more() -> None:
    of_ten, of_five = (AT_FIRST.chance_of_help(np.full(people, 0.1)) for people in (10, 5))
    assert of_ten == of_five == pytest.approx(1 - 0.5**AT_FIRST.answers)


def test_a_chance_is_never_more_than_one() -> None:
    assert AT_FIRST.chance_of_help(np.array([0.7, 0.3 + 1e-12])) == 1.0


def test_at_first_the_usual_number_of_answers_is_believed_in() -> None:
    assert AT_FIRST.answers == pytest.approx(USUAL, abs=0.05)


@pytest.mark.parametrize("answers", [1, 3])
def test_how_many_answers_a_question_comes_to_is_learnt(answers: int) -> None:
    few, many = (AT_FIRST.after(np.ones(1), settled(count, answers)).answers for count in (30, 1_000))
    assert abs(many - answers) < abs(few - answers) < abs(USUAL - answers)
    assert many == pytest.approx(answers, abs=0.3)


def test_what_is_learnt_in_two_lessons_is_what_is_learnt_in_one() -> None:
    questions = settled(40, 2)
    one = AT_FIRST.after(np.ones(1), questions)
    two = AT_FIRST.after(np.ones(1), questions[:15]).after(np.ones(1), questions[15:])
    assert two.answers == pytest.approx(one.answers)


@pytest.mark.parametrize("kept", [None, "1.8", [1.8], [None] * len(ANSWERS), [float("nan")] * len(ANSWERS)])
def test_what_is_no_calibration_is_refused(kept: object) -> None:
    with pytest.raises(ValueError, match="numbers"):
        Calibration.kept(kept)


def test_it_comes_back_as_it_was_kept() -> None:
    learnt = AT_FIRST.after(np.ones(1), settled(20, 2))
    assert Calibration.kept(learnt.likelihood.tolist()).answers == learnt.answers
