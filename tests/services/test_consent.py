"""Answers keep to what people chose."""

from datetime import timedelta

import pytest

from bot.domain.answers import Answer
from bot.domain.consent import CONSENT_DEFAULT, Choice, Openness
from bot.domain.people import PUBLIC
from bot.domain.requests import Outreach, Request, RequestState, Wish
from bot.services.finding import Finder
from storage.unit_of_work import SqlStore
from tests.services.test_finding import NOW, TEAM, finder

__all__ = ["finder"]

KAFKA = "who can help with kafka?"


def choose(store: SqlStore, person: str, choice: Choice) -> None:
    with store.writing(TEAM) as work:
        work.choices.put(person, choice)


def answer(finder: Finder, asker: str = "eve", question: str = KAFKA) -> Answer:
    return finder.find(TEAM, asker, question, {PUBLIC}, "", NOW)


def named(found: Answer) -> list[str]:
    return [candidate.person.id for candidate in found.candidates]


def discreet(found: Answer) -> list[str]:
    return [candidate.person.id for candidate in found.discreet]


def asked(store: SqlStore, person: str, *days_ago: float) -> None:
    with store.writing(TEAM) as work:
        for ask, days in enumerate(days_ago):
            at = NOW - timedelta(days=days)
            request = Request(person, at, RequestState.ASKED, asked_at=at)
            work.requests.put(Outreach(ask, "ana", Wish("?"), requests=(request,)))


def test_those_who_want_to_be_asked_first_are_not_named_yet_there_is_somebody(finder: Finder, store: SqlStore) -> None:
    choose(store, "dee", Choice(Openness.ASK_FIRST))
    found = answer(finder)
    assert named(found) == ["ben"]
    assert discreet(found) == ["dee"]
    assert "dee" not in found.names


def test_the_workspace_may_have_everybody_asked_first(finder: Finder, store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.settings.set(CONSENT_DEFAULT, Openness.ASK_FIRST)
    choose(store, "dee", Choice(Openness.OPEN))
    found = answer(finder)
    assert (named(found), discreet(found)) == (["dee"], ["ben"])


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Openness.HIDDEN),
        Choice(paused_until=NOW + timedelta(days=1)),
        Choice(never=("kafka",)),
    ],
)
def test_whoever_is_hidden_paused_or_declines_the_topic_is_not_named(
    finder: Finder, store: SqlStore, choice: Choice
) -> None:
    choose(store, "dee", choice)
    found = answer(finder)
    assert "dee" not in named(found) + discreet(found)


@pytest.mark.parametrize(
    "choice",
    [Choice(Openness.ASK_FIRST), Choice(Openness.HIDDEN), Choice(paused_until=NOW + timedelta(days=1))],
)
def test_no_path_names_somebody_who_may_not_be_named(finder: Finder, store: SqlStore, choice: Choice) -> None:
    choose(store, "ben", choice)
    found = answer(finder, asker="ana")
    assert "ben" not in found.names
    assert all("ben" not in (step.person, step.other) for who in found.candidates for step in who.path)


def test_help_for_a_hidden_person_does_not_count(finder: Finder, store: SqlStore) -> None:
    choose(store, "cal", Choice(Openness.HIDDEN))
    found = answer(finder)
    assert named(found) == ["ben"]
    assert discreet(found) == []


def test_the_closest_topics_are_not_those_of_hidden_people(finder: Finder, store: SqlStore) -> None:
    choose(store, "cal", Choice(Openness.HIDDEN))
    assert "grafana" not in answer(finder, question="graphana").closest


def test_whoever_was_asked_up_to_their_limit_is_named_last(finder: Finder, store: SqlStore) -> None:
    first, second = named(answer(finder))
    asked(store, first, 1, 2, 3)
    assert named(answer(finder)) == [second, first]


def test_a_limit_of_their_own_holds(finder: Finder, store: SqlStore) -> None:
    first, second = named(answer(finder))
    choose(store, first, Choice(weekly_limit=1))
    asked(store, first, 6.9)
    assert named(answer(finder)) == [second, first]
    asked(store, first, 7)
    assert named(answer(finder)) == [first, second]


def test_readers_who_may_see_few_channels_get_evidence_and_paths_of_those_alone(finder: Finder) -> None:
    elsewhere = finder.find(TEAM, "ana", KAFKA, {PUBLIC}, "C9", NOW, within={"C9"})
    assert (elsewhere.candidates, elsewhere.names, elsewhere.closest) == ((), {}, ())
    here = finder.find(TEAM, "ana", KAFKA, {PUBLIC}, "", NOW, within={"C1"})
    assert set(named(here)) == {"ben", "dee"}
