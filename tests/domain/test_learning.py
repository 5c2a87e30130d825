import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.learning import Belief, Example, chances, learn, scores

PRIOR = Belief(np.zeros(3), np.eye(3))


def examples(count: int, truth: list[float], seed: int = 1) -> list[Example]:
    """Questions answered by people drawn from the model itself."""
    dice = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        values = dice.normal(size=(12, 3))
        answered = dice.choice(12, p=chances(values @ np.array(truth)))
        made.append(Example(values, np.eye(12)[answered]))
    return made


def test_learning_finds_the_weights_that_made_the_answers() -> None:
    belief = learn(PRIOR, examples(1500, [1.5, -0.5, 0.0]))
    assert belief.weights == pytest.approx([1.5, -0.5, 0.0], abs=0.15)


def test_learning_in_lessons_ends_near_learning_at_once() -> None:
    told = examples(600, [1.0, 0.5, -1.0])
    belief = PRIOR
    for start in range(0, 600, 50):
        belief = learn(belief, told[start : start + 50])
    assert belief.weights == pytest.approx(learn(PRIOR, told).weights, abs=0.15)


def test_more_questions_make_more_sure() -> None:
    few, many = (learn(PRIOR, examples(count, [1.0, 0.0, 0.0])) for count in (10, 200))
    assert np.linalg.det(many.precision) > np.linalg.det(few.precision)


def test_a_question_nobody_answered_teaches_nothing() -> None:
    values = np.random.default_rng(2).normal(size=(5, 3))
    assert learn(PRIOR, [Example(values, np.zeros(5)), Example(values[:1], np.ones(1))]) is PRIOR


def test_strong_evidence_teaches_more_than_a_mere_answer() -> None:
    values = np.eye(3)
    helped = np.array([0.3, 1.0, 0.0])
    belief = learn(PRIOR, [Example(values, helped)] * 20)
    assert scores(belief.weights, values).argmax() == 1
    assert belief.weights[0] > belief.weights[2]


@given(st.lists(st.floats(-700, 700), min_size=1, max_size=20))
def test_chances_are_a_distribution(score: list[float]) -> None:
    chance = chances(np.array(score))
    assert chance.sum() == pytest.approx(1.0)
    assert (chance >= 0).all()


def test_a_belief_survives_json() -> None:
    belief = learn(PRIOR, examples(5, [1.0, 0.0, 0.0]))
    weights, precision = json.loads(json.dumps([belief.weights.tolist(), belief.precision.tolist()]))
    kept = Belief.kept(weights, precision, 3)
    assert (kept.weights == belief.weights).all()
    assert (kept.precision == belief.precision).all()


@pytest.mark.parametrize(
    ("weights", "precision"),
    [
        (None, None),
        ([0.0] * 3, None),
        (["x"] * 3, [[1.0] * 3] * 3),
        ([0.0] * 2, [[1.0] * 2] * 2),
        ([0.0] * 3, [[1.0] * 3, [1.0]]),
        ([float("nan")] * 3, [[1.0] * 3] * 3),
        ({"a": 1}, [[1.0] * 3] * 3),
    ],
)
def test_a_broken_belief_is_refused(weights: object, precision: object) -> None:
    with pytest.raises(ValueError):
        Belief.kept(weights, precision, 3)
