from math import log

import pytest

from bench.scoring import Asked, first_hit, habits_at, log_loss, reliability, score
from bot.domain.events import MessagePosted
from bot.domain.messages import MessageKey

DAY = 86_400


def ts(day: float) -> str:
    return f"{1_700_000_000 + day * DAY:.6f}"


def asked(day: float, *helpers: str) -> Asked:
    return Asked(MessageKey("C1", ts(day)), "ana", frozenset(helpers))


def reply(day: float, author: str, root: float, channel: str = "C1") -> MessagePosted:
    return MessagePosted(channel, ts(day), author, "so", thread_ts=ts(root))


def root(day: float, author: str = "ana", channel: str = "C1") -> MessagePosted:
    return MessagePosted(channel, ts(day), author, "how?")


def test_the_mean_reciprocal_rank_takes_the_first_who_answered() -> None:
    questions = [asked(0, "ben", "cal"), asked(1, "dee"), asked(2, "eve")]
    rankings = {questions[0].key: ["zoe", "cal", "ben"], questions[1].key: ["dee"]}
    found = score(rankings, questions, {question.key: frozenset() for question in questions})
    assert found.mrr == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert found.hit3 == found.hit5 == pytest.approx(2 / 3)


def test_the_asker_takes_no_place() -> None:
    assert first_hit(["ana", "ben"], asked(0, "ben")) == 1
    assert first_hit([*(f"p{n}" for n in range(20)), "ben"], asked(0, "ben")) == 0


def test_the_busiest_three_are_counted_among_the_first_three_places() -> None:
    questions = [asked(day, "x") for day in range(2)]
    rankings = {questions[0].key: list("abcz"), questions[1].key: list("defz")}
    assert score(rankings, questions, {question.key: frozenset() for question in questions}).busiest == 0.5


def test_newcomers_are_found_among_the_first_five() -> None:
    questions = [asked(day, "new") for day in range(2)]
    rankings = {questions[0].key: [*"abcd", "new"], questions[1].key: [*"abcde", "new"]}
    assert score(rankings, questions, {question.key: frozenset({"new"}) for question in questions}).newcomers == 0.5


def test_the_habit_is_who_joined_others_threads_in_the_channel_before() -> None:
    first = [root(0), reply(0.1, "ben", 0), reply(0.2, "ben", 0), reply(0.3, "ana", 0)]
    second = [root(1), reply(1.1, "ben", 1), reply(1.2, "cal", 1)]
    elsewhere = [root(1.5, channel="C2"), reply(1.6, "dee", 1.5, "C2")]
    question = asked(2, "eve", "ben")
    messages = [*first, *second, *elsewhere, root(2), reply(2.1, "eve", 2)]
    best, new = habits_at(messages, [question])[question.key]
    assert best == ("ben", "cal")
    assert new == {"eve", "ben"}


def test_help_of_long_ago_counts_for_less_than_some_of_late() -> None:
    old = [root(0), reply(0.1, "ben", 0), root(1), reply(1.1, "ben", 1)]
    question = asked(80, "x")
    best, _ = habits_at([*old, root(70), reply(70.1, "cal", 70), root(80)], [question])[question.key]
    assert best == ("cal", "ben")


def test_a_reliability_diagram_sets_chances_beside_shares() -> None:
    assert reliability([0.05, 0.92, 0.98, 1.0], [False, True, False, True]) == [
        (1, 0.05, 0.0),
        (3, pytest.approx(2.9 / 3), pytest.approx(2 / 3)),
    ]


def test_chances_are_scored_by_how_surprising_the_outcomes_are() -> None:
    assert log_loss([0.5, 0.5], [True, False]) == pytest.approx(log(2))
    assert log_loss([0.9, 0.2], [True, False]) == pytest.approx(-(log(0.9) + log(0.8)) / 2)
    assert log_loss([0.9, 0.2], [False, True]) > log_loss([0.6, 0.5], [False, True]) > 0
    assert log_loss([0.0], [True]) < 25
