"""Prose is cut into words once, and tells its language."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.words import BREAK, Prose


def test_punctuation_parts_words_and_joints_do_not() -> None:
    words = Prose.of("node.js, state-lock. Done", "english").words
    assert [word.text for word in words] == ["node.js", BREAK.text, "state-lock", BREAK.text, "Done"]


@pytest.mark.parametrize(
    "text", ["kafka; brokers", "kafka - brokers", "kafka\nbrokers", "kafka… brokers", "kafka and brokers"]
)
def test_a_run_ends_where_words_are_parted(text: str) -> None:
    assert list(Prose.of(text, "english").runs(longest=40)) == [["kafka"], ["brokers"]]


def test_a_word_that_is_too_long_ends_a_run() -> None:
    assert list(Prose.of("kafka extraordinarily brokers", "english").runs(longest=7)) == [["kafka"], ["brokers"]]


def test_words_of_grammar_are_those_of_the_language_spoken() -> None:
    prose = Prose.of("wo ist die Datenbank und das Backup", "english")
    assert (prose.language, prose.topical) == ("german", ["Datenbank", "Backup"])


@given(st.text())
@example("\ufb00")  # a ligature: one character, two letters
def test_runs_hold_the_topical_words_in_order(text: str) -> None:
    prose = Prose.of(text, "english")
    longest = max(map(len, prose.topical), default=0)
    assert [word for run in prose.runs(longest) for word in run] == prose.topical
