"""Counting a week whole says what sets would say."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phrases import NAMED, SHOWN, phrase_stem
from bot.domain.terms import ENGLISH
from bot.domain.uses import Use, WeekCount
from bot.domain.weeks import week_counts
from tests.domain.test_frame import uses


@given(st.lists(uses, max_size=40, unique_by=lambda use: use.message))
def test_people_and_messages_are_counted_once(said: list[Use]) -> None:
    people, messages = defaultdict[str, set[str]](set), defaultdict[str, set[object]](set)
    for use in said:
        for phrase in use.phrases:
            if not phrase.startswith(NAMED):
                stem = phrase_stem(phrase.lstrip(SHOWN), ENGLISH)
                people[stem].add(use.author)
                messages[stem].add(use.message)
    expected = {stem: WeekCount(len(users), len(messages[stem])) for stem, users in people.items()}
    assert dict(week_counts(said, ENGLISH)) == expected
