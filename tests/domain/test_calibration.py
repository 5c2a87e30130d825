import numpy as np
import pytest
from numpy.random import default_rng

from bot.domain.calibration import ANSWERS, AT_FIRST, Calibration
from bot.domain.columns import Numbers
from bot.domain.learning import Example

FIRST_FIVE = np.array([0.3, 0.15, 0.1, 0.05, 0.05])
LIKELIEST = np.log(np.array([*FIRST_FIVE, *[0.35 / 45] * 45]))
"""Scores of fifty people, by one feature: the first five give two answers in three between them."""

CLEAR, UNCLEAR = (np.log(np.array([*[first / 5] * 5, *[(1 - first) / 45] * 45])) for first in (0.9, 0.3))


def question(scores: Numbers, *helpers: int) -> Example:
    return Example(scores[:, None], np.isin(np.arange(50), helpers).astype(float))


def settled(questions: int, answers: int) -> list[Example]:
    """Questions to each of which so many people drawn by their chances gave an answer."""
    chance = default_rng(1)
    drawn = [chance.choice(50, answers, p=np.exp(LIKELIEST)) for _ in range(questions)]
    return [question(LIKELIEST, *helpers) for helpers in drawn]


def said(calibration: Calibration, scores: Numbers = LIKELIEST) -> float:
    return calibration.chance_of_help(np.exp(scores))


def test_nobody_helps_where_nobody_has_a_chance() -> None:
    assert AT_FIRST.chance_of_help(np.zeros(9)) == 0.0
    assert AT_FIRST.chance_of_help(np.array([])) == 0.0


def test_the_first_five_count_and_no_more() -> None:
    of_ten, of_five = (AT_FIRST.chance_of_help(np.full(people, 0.1)) for people in (10, 5))
    assert of_ten == of_five


def test_at_first_the_chances_of_the_ranking_hold_as_they_are() -> None:
    assert said(AT_FIRST) == pytest.approx(1 - 0.35**ANSWERS)


def test_nothing_is_said_for_certain() -> None:
    assert 0.99 < AT_FIRST.chance_of_help(np.array([0.7, 0.3 + 1e-12])) < 1


@pytest.mark.parametrize("answers", [1, 3])
def test_how_often_somebody_of_the_first_five_helps_is_learnt(answers: int) -> None:
    few, many = (said(AT_FIRST.after(np.ones(1), settled(count, answers))) for count in (30, 1_000))
    helped = 1 - 0.35**answers
    assert abs(many - helped) < abs(few - helped) < abs(said(AT_FIRST) - helped)
    assert many == pytest.approx(helped, abs=0.03)


def test_a_ranking_that_is_too_sure_of_its_differences_is_believed_less() -> None:
    """Whatever it thinks of a question, somebody helps with two in three."""
    questions = [question(scores, 0 if turn % 3 else 49) for turn in range(300) for scores in (CLEAR, UNCLEAR)]
    learnt = AT_FIRST.after(np.ones(1), questions)
    assert said(AT_FIRST, UNCLEAR) < 0.5 < 0.9 < said(AT_FIRST, CLEAR)
    assert said(learnt, UNCLEAR) == pytest.approx(2 / 3, abs=0.05)
    assert said(learnt, CLEAR) == pytest.approx(2 / 3, abs=0.1)


def test_what_is_learnt_in_two_lessons_is_about_what_is_learnt_in_one() -> None:
    questions = settled(40, 2)
    one = AT_FIRST.after(np.ones(1), questions)
    two = AT_FIRST.after(np.ones(1), questions[:15]).after(np.ones(1), questions[15:])
    assert said(two) == pytest.approx(said(one), abs=0.02)


SOUND = AT_FIRST.to_keep()


@pytest.mark.parametrize(
    "kept",
    [None, "1.8", [1.8], [0.0] * 31, [1, 2], [[0.0], SOUND[1]], [[0.0, float("nan")], SOUND[1]], [SOUND[0], [6.0, 12]]],
)
def test_what_is_no_calibration_is_refused(kept: object) -> None:
    with pytest.raises(ValueError, match="numbers"):
        Calibration.kept(kept)


def test_it_comes_back_as_it_was_kept() -> None:
    learnt = AT_FIRST.after(np.ones(1), settled(20, 2))
    assert said(Calibration.kept(learnt.to_keep())) == said(learnt) != said(AT_FIRST)
