"""An introduction: nothing is told before the introducer's own yes, and a no is never told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NotAllowed
from bot.domain.introductions import (
    LONGEST_WORDS,
    Introduction,
    IntroductionState,
    Seen,
    closed,
    declined,
    named,
    passed_on,
    seen,
)

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
ASKED = Introduction(1, 7, "sanne", "ravi", "Who runs kafka?", NOW, NOW + timedelta(hours=16))
PEOPLE = ("sanne", "ravi", "eve")

Action = Callable[[Introduction], Introduction]
actions = st.one_of(
    st.sampled_from(PEOPLE).map(lambda by: ("name", by)),
    st.sampled_from(PEOPLE).map(lambda by: ("pass_on", by)),
    st.sampled_from(PEOPLE).map(lambda by: ("decline", by)),
    st.just(("close", "")),
)


def act(asked: Introduction, action: tuple[str, str]) -> Introduction:
    what, by = action
    try:
        match what:
            case "name":
                return named(asked, by, "Sunita Bose")
            case "pass_on":
                return passed_on(asked, by)
            case "decline":
                return declined(asked, by)
            case _:
                return closed(asked)
    except NotAllowed:
        return asked


@given(st.lists(actions, max_size=8))
def test_words_are_told_only_after_the_introducers_own_first_yes(sequence: list[tuple[str, str]]) -> None:
    asked = ASKED
    for action in sequence:
        asked = act(asked, action)
    answers = [action for action in sequence if action[1] == "ravi" or action[0] == "close"]
    assert (asked.words != "") == (bool(answers) and answers[0] == ("name", "ravi"))
    assert (seen(asked, NOW) is Seen.NAMED) == (asked.words != "")


@given(st.timedeltas(timedelta(0), timedelta(days=9)))
def test_a_decline_a_closing_and_a_silence_look_alike_at_any_time(after: timedelta) -> None:
    silence = seen(ASKED, NOW + after)
    assert seen(declined(ASKED, "ravi"), NOW + after) is silence
    assert seen(closed(ASKED), NOW + after) is silence
    assert silence in (Seen.WAITING, Seen.NO_ANSWER)


ANSWERED = [named(ASKED, "ravi", "Sunita"), passed_on(ASKED, "ravi"), declined(ASKED, "ravi")]


@pytest.mark.parametrize("answered", ANSWERED)
def test_the_first_answer_stands(answered: Introduction) -> None:
    with pytest.raises(NotAllowed, match="answered already"):
        named(answered, "ravi", "Somebody else")
    assert closed(answered) == answered


@pytest.mark.parametrize("words", ["", "  \n ", "x" * (LONGEST_WORDS + 1)])
def test_a_yes_needs_words_of_a_fitting_length(words: str) -> None:
    with pytest.raises(NotAllowed, match="characters"):
        named(ASKED, "ravi", words)


def test_who_was_not_asked_answers_nothing() -> None:
    for answer in (passed_on, declined):
        with pytest.raises(NotAllowed, match="Only the person"):
            answer(ASKED, "sanne")
    assert replace(ASKED) == ASKED
    assert closed(ASKED).state is IntroductionState.CLOSED
