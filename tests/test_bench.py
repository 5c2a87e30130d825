"""The benchmarks measure what they say: the made-up workspace is one that Kith could have recorded itself."""

import numpy as np
import pytest

from bench.asking import asking
from bench.synthetic import network
from bench.workspace import NOW, TEAM, fill, questions
from bot.domain.people import PUBLIC
from bot.domain.ties import Tie
from bot.services.finding import Finder
from bot.services.ranking import LearnedRanker
from storage.unit_of_work import SqlStore

PEOPLE = 40


def test_a_network_is_the_same_for_the_same_seed() -> None:
    one, other = network(PEOPLE), network(PEOPLE)
    assert np.array_equal(one.seekers, other.seekers)
    assert np.array_equal(one.weights, other.weights)


def test_rows_loaded_in_bulk_are_those_that_follow_from_the_helps(store: SqlStore) -> None:
    fill(store.engine, PEOPLE)
    with store.writing(TEAM) as work:
        before = work.ties.rows(range(1, PEOPLE + 1), [PUBLIC])
        people = [person.id for person in work.people.all()]
        helps = work.helps.given_by(people, [PUBLIC])
        work.ties.rebuild({Tie(PUBLIC, help_.helper, help_.seeker) for help_ in helps})
        after = work.ties.rows(range(1, PEOPLE + 1), [PUBLIC])
    assert before.keys() == after.keys()
    for number, row in before.items():
        assert np.array_equal(row.people, after[number].people)
        assert row.received == pytest.approx(after[number].received, rel=1e-3)
        assert row.given == pytest.approx(after[number].given, rel=1e-3)


def test_the_questions_have_answers(store: SqlStore) -> None:
    fill(store.engine, PEOPLE)
    finder = Finder(store, LearnedRanker())
    for asker, text, channel in questions(PEOPLE, 5):
        assert finder.find(TEAM, asker, text, {PUBLIC}, channel, NOW).candidates


def test_a_question_is_asked_in_slack_and_answered_there(sqlite_store: SqlStore) -> None:
    fill(sqlite_store.engine, PEOPLE)
    asked = questions(PEOPLE, 2)
    with asking(sqlite_store, asked) as ask:
        assert all(ask(question) > 0 for question in asked)
    with sqlite_store.reading(TEAM) as work:
        assert work.asks.asked_since(asked[0][0], NOW) == 1
        assert work.asks.shown(1)
