"""Whoever helps in a channel again and again may be named there, whatever the question is about."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.answers import HABITUAL, habit_of
from bot.domain.help import Act, Help, Source
from bot.domain.messages import MessageKey
from bot.domain.rarity import Rarity

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def helps(channel: str, questions: int, answers_each: int = 1) -> Sequence[Help]:
    return [
        Help(
            Act(channel, f"{question}.{answer:06}", "ben", f"asker{question}"),
            Source.ANSWER,
            1.0,
            NOW,
            "public",
            MessageKey(channel, f"{question}.000000"),
            (),
            (),
        )
        for question in range(questions)
        for answer in range(1, 1 + answers_each)
    ]


def test_helping_again_and_again_in_a_channel_is_a_habit() -> None:
    habit = habit_of(helps("C1", HABITUAL), "C1", Rarity.among([]))
    assert habit
    assert (habit.times, habit.people, habit.words) == (HABITUAL, HABITUAL, ())


def test_a_lively_thread_is_no_habit() -> None:
    assert habit_of(helps("C1", 1, answers_each=10), "C1", Rarity.among([])) is None


def test_helping_elsewhere_is_no_habit_here() -> None:
    assert habit_of(helps("C2", HABITUAL), "C1", Rarity.among([])) is None
