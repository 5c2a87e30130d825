"""Why me: what speaks for a person is theirs to see and to take back, for good."""

import pytest

from bot.domain.errors import NotAllowed
from bot.domain.help import Help
from bot.domain.messages import MessageKey
from bot.domain.people import PUBLIC
from bot.services.own_evidence import OwnEvidence
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock
from tests.services.test_finding import TEAM, thread

KAFKA = "How do I rotate the kafka certificates?"


@pytest.fixture
def own(store: SqlStore) -> OwnEvidence:
    recorder = HelpRecorder(store)
    recorder.record(TEAM, thread(0, "ana", "ben", KAFKA))
    recorder.record(TEAM, thread(10, "eve", "ben", "Who knows grafana dashboards?"))
    recorder.record(TEAM, thread(20, "ben", "cal", "Who knows kafka connectors?"))
    return OwnEvidence(store, FakeClock())


def given(store: SqlStore, person: str = "ben") -> list[Help]:
    with store.reading(TEAM) as work:
        return work.helps.given_by([person], {PUBLIC, "C1"})


def test_people_see_what_speaks_for_them_and_nothing_else(own: OwnEvidence) -> None:
    assert [help_.seeker for help_ in own.of(TEAM, "ben", ["kafka"])] == ["ana"]
    assert [help_.seeker for help_ in own.of(TEAM, "ben")] == ["eve", "ana"]


def test_what_was_no_help_counts_no_more_however_often_it_comes_again(own: OwnEvidence, store: SqlStore) -> None:
    (kafka,) = own.of(TEAM, "ben", ["kafka"])
    own.object(TEAM, "ben", kafka.act)
    HelpRecorder(store).record(TEAM, thread(0, "ana", "ben", KAFKA))
    assert [help_.seeker for help_ in given(store)] == ["eve"]
    with store.reading(TEAM) as work:
        assert work.helps.of_questions([MessageKey(kafka.question.channel, kafka.question.ts)]) == []


def test_a_topic_taken_back_leaves_the_help_and_its_other_topics(own: OwnEvidence, store: SqlStore) -> None:
    (kafka,) = own.of(TEAM, "ben", ["kafka"])
    own.object(TEAM, "ben", kafka.act, ["kafka"])
    HelpRecorder(store).record(TEAM, thread(0, "ana", "ben", KAFKA))
    (left,) = [help_ for help_ in given(store) if help_.act == kafka.act]
    assert "kafka" not in left.terms
    assert left.terms == tuple(term for term in kafka.terms if term != "kafka")
    assert len(left.words) == len(left.terms)
    assert own.of(TEAM, "ben", ["kafka"]) == []


@pytest.mark.parametrize("stems", [(), ("kafka",)])
def test_an_objection_can_be_undone(own: OwnEvidence, store: SqlStore, stems: tuple[str, ...]) -> None:
    before = given(store)
    (kafka,) = own.of(TEAM, "ben", ["kafka"])
    own.object(TEAM, "ben", kafka.act, stems)
    own.clock.advance(seconds=1)  # type: ignore[attr-defined]
    own.object(TEAM, "ben", kafka.act, stems, objects=False)
    assert given(store) == before


def test_nobody_else_objects(own: OwnEvidence, store: SqlStore) -> None:
    (kafka,) = own.of(TEAM, "ben", ["kafka"])
    with pytest.raises(NotAllowed):
        own.object(TEAM, "ana", kafka.act)
    assert len(given(store)) == 2
