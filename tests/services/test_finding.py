"""Who can help: named for reasons that the readers may see, reached over ties that exist."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.consent import Choice, Openness
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.messages import MessageKey
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.services.finding import CONSIDERED, Finder
from bot.services.ports import Query, Ranking, UnitOfWork
from bot.services.ranking import LearnedRanker
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore

TEAM = "T1"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BASE = NOW.timestamp() - 30 * 86400


def ts(minutes: int) -> str:
    return f"{BASE + 60 * minutes:.6f}"


def thread(minutes: int, asker: str, helper: str, question: str, channel: str = "C1") -> list[Happening]:
    """A question, an answer, and the asker's thanks by reaction."""
    return [
        MessagePosted(channel, ts(minutes), asker, question),
        MessagePosted(channel, ts(minutes + 1), helper, "Like this.", thread_ts=ts(minutes)),
        Reacted(MessageKey(channel, ts(minutes + 1)), helper, asker, "pray", ts(minutes + 2)),
    ]


@pytest.fixture
def finder(store: SqlStore) -> Finder:
    with store.writing(TEAM) as work:
        work.people.put(
            Person(id_, name=id_.title(), tz="Europe/Berlin") for id_ in ("ana", "ben", "cal", "dee", "eve")
        )
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC), Channel("G1", "secret", ChannelKind.PRIVATE)])
    recorder = HelpRecorder(store)
    recorder.record(TEAM, thread(0, "ana", "ben", "How do I rotate the kafka certificates?"))
    recorder.record(TEAM, thread(10, "ana", "ben", "Why does terraform want to replace my disk?"))
    recorder.record(TEAM, thread(20, "ben", "cal", "Who knows how grafana dashboards are provisioned?"))
    recorder.record(TEAM, thread(30, "cal", "dee", "What tunes the kafka consumer lag?"))
    recorder.record(TEAM, thread(40, "ana", "eve", "Is the kafka budget approved?", channel="G1"))
    return Finder(store, LearnedRanker())


def named(finder: Finder, asker: str, question: str, *scopes: str, channel: str = "C1") -> list[str]:
    answer = finder.find(TEAM, asker, question, {PUBLIC, *scopes}, channel, NOW)
    return [candidate.person.id for candidate in answer.candidates]


def test_those_who_helped_with_it_are_named(finder: Finder) -> None:
    assert set(named(finder, "eve", "who can help with kafka?", channel="")) == {"ben", "dee"}


def test_evidence_of_a_private_channel_counts_for_its_readers_alone(finder: Finder) -> None:
    assert "eve" not in named(finder, "dee", "who can help with kafka?")
    assert "eve" in named(finder, "dee", "who can help with kafka?", "G1")


def test_the_asker_is_never_named(finder: Finder) -> None:
    assert "ben" not in named(finder, "ben", "who can help with kafka?")


@pytest.mark.parametrize("gone", [Person("ben", "Ben", is_deleted=True), Person("ben", "Ben", is_bot=True)])
def test_people_who_left_are_never_named(finder: Finder, store: SqlStore, gone: Person) -> None:
    with store.writing(TEAM) as work:
        work.people.put([gone])
    assert "ben" not in named(finder, "eve", "kafka")


def test_hidden_people_are_neither_named_nor_walked_through(finder: Finder, store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.choices.put("ben", Choice(Openness.HIDDEN))
    answer = finder.find(TEAM, "ana", "kafka consumer lag", {PUBLIC}, "", NOW)
    assert [candidate.person.id for candidate in answer.candidates] == ["dee"]
    assert answer.candidates[0].path == ()


def test_nobody_who_left_is_walked_through(finder: Finder, store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.people.put([Person("ben", "Ben", is_deleted=True)])
    answer = finder.find(TEAM, "ana", "kafka consumer lag", {PUBLIC}, "", NOW)
    assert answer.candidates[0].path == ()


def test_a_path_tells_who_helped_whom_with_what(finder: Finder) -> None:
    answer = finder.find(TEAM, "ana", "kafka consumer lag", {PUBLIC}, "C1", NOW)
    dee = next(candidate for candidate in answer.candidates if candidate.person.id == "dee")
    assert [(step.person, step.other, step.helped, step.times) for step in dee.path] == [
        ("ana", "ben", True, 2),
        ("ben", "cal", True, 1),
        ("cal", "dee", True, 1),
    ]
    assert {"kafka", "consumer", "lag", "tunes"}.issuperset(dee.path[-1].words)
    assert answer.names == {"ana": "Ana", "ben": "Ben", "cal": "Cal", "dee": "Dee"}


def test_a_colleague_of_whom_a_question_told_is_nothing_that_was_helped_with(finder: Finder) -> None:
    with finder.store.writing(TEAM) as work:
        work.people.put([Person("zol", "Zoltán Ortega")])
    HelpRecorder(finder.store).record(TEAM, thread(45, "zol", "cal", "What is a kafka consumer?"))
    HelpRecorder(finder.store).record(TEAM, thread(50, "ana", "dee", "Zoltan says flink?"))
    answer = finder.find(TEAM, "ana", "kafka consumer lag", {PUBLIC}, "C1", NOW)
    dee = next(candidate for candidate in answer.candidates if candidate.person.id == "dee")
    assert [(step.person, step.other) for step in dee.path] == [("ana", "dee")]
    assert dee.path[0].words == ("flink",)


def test_evidence_says_how_often_how_recently_and_where(finder: Finder) -> None:
    answer = finder.find(TEAM, "ana", "kafka consumer lag", {PUBLIC}, "C1", NOW)
    dee = next(candidate for candidate in answer.candidates if candidate.person.id == "dee")
    assert (dee.evidence.times, dee.evidence.people) == (1, 1)
    assert dee.evidence.message == MessageKey("C1", ts(31))
    assert set(dee.evidence.words) >= {"kafka", "consumer", "lag"}


def test_a_question_of_the_past_is_answered_from_before_it(finder: Finder) -> None:
    then = datetime.fromtimestamp(BASE + 60 * 25, UTC)
    answer = finder.find(TEAM, "eve", "who can help with kafka or grafana?", {PUBLIC}, "", then)
    assert {candidate.person.id for candidate in answer.candidates} == {"ben", "cal"}
    assert all(candidate.evidence.last_at < then for candidate in answer.candidates)


def test_local_time_follows_the_time_zone(finder: Finder) -> None:
    answer = finder.find(TEAM, "ana", "kafka", {PUBLIC}, "C1", NOW)
    assert {f"{candidate.local_time:%H:%M}" for candidate in answer.candidates} == {"13:00"}


def test_where_nobody_is_known_the_closest_topics_are_named(finder: Finder) -> None:
    answer = finder.find(TEAM, "eve", "who knows graphana?", {PUBLIC}, "", NOW)
    assert answer.candidates == ()
    assert answer.closest[0] == "grafana"
    assert not answer.sure


class FixedRanker:
    """Ranks people in one order, whatever is asked."""

    def __init__(self, *people: str) -> None:
        self.ranking = Ranking(tuple((person, 0.5) for person in people))

    def rank(self, work: UnitOfWork, query: Query) -> Ranking:  # noqa: ARG002
        """The one order."""
        return self.ranking


def test_where_the_first_do_not_fill_an_answer_more_are_looked_at(finder: Finder) -> None:
    few, more = CONSIDERED
    silent = [f"silent{number}" for number in range(more)]
    with finder.store.writing(TEAM) as work:
        work.people.put(Person(id_, name=id_.title()) for id_ in silent)
    for before, found in ((few - 1, ["ben"]), (few, ["ben"]), (more - 1, ["ben"]), (more, [])):
        order = FixedRanker(*silent[:before], "ben", "eve")
        assert named(replace(finder, ranker=order), "ana", "who can help with kafka?") == found
