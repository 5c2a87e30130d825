from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bot.domain.asks import Ask
from bot.domain.calibration import AT_FIRST
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.messages import MessageKey
from bot.domain.people import PUBLIC, Channel, ChannelKind
from bot.domain.terms import topic_words
from bot.services.ports import Query, Ranking
from bot.services.ranking import LearnedRanker
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore

TEAM = "T1"
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
QUERY = Query("ana", ("kafka",), "C1", frozenset({PUBLIC}), AT)


def ts(hours_ago: float) -> str:
    return f"{AT.timestamp() - 3600 * hours_ago:.6f}"


def thread(hours_ago: float, helper: str, text: str, channel: str = "C1") -> list[Happening]:
    root, reply = ts(hours_ago), ts(hours_ago - 0.1)
    return [
        MessagePosted(channel, root, "zoe", text),
        MessagePosted(channel, reply, helper, "Like this.", thread_ts=root),
        Reacted(MessageKey(channel, reply), helper, "zoe", "pray", reply),
    ]


@pytest.fixture
def workspace(store: SqlStore) -> SqlStore:
    with store.writing(TEAM) as work:
        work.channels.put(
            [
                Channel("C1", "infra", ChannelKind.PUBLIC),
                Channel("C2", "food", ChannelKind.PUBLIC),
                Channel("G1", "secret", ChannelKind.PRIVATE),
            ]
        )
    for hours in (30, 60, 90):
        record(store, thread(hours, "ben", "Why does the kafka consumer lag?"))
        record(store, thread(hours + 1, "cal", "Where is the best pizza?", "C2"))
    return store


def record(store: SqlStore, happenings: list[Happening]) -> None:
    HelpRecorder(store).record(TEAM, happenings)


def rank(store: SqlStore, query: Query = QUERY, spreads: bool = True) -> Ranking:
    with store.reading(TEAM) as work:
        return LearnedRanker(spreads).rank(work, query)


def order(store: SqlStore, query: Query = QUERY, spreads: bool = True) -> list[str]:
    return [person for person, _ in rank(store, query, spreads).people]


def test_who_took_part_in_threads_like_the_question_comes_first(workspace: SqlStore) -> None:
    assert order(workspace)[0] == "ben"
    assert order(workspace, replace(QUERY, terms=("pizza",), channel="C2"))[0] == "cal"


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("本番のデータベースが遅いのはなぜですか?", "データベースの接続を増やすには?"),
        ("Warum ist die Datenbankverbindung so langsam?", "Wer kennt sich mit Datenbankverbindungen aus?"),
        ("Pourquoi les connexions à la base sont-elles lentes ?", "Qui connaît bien les connexions ?"),
    ],
)
def test_other_languages_find_who_took_part(workspace: SqlStore, said: str, asked: str) -> None:
    for hours in (40, 70):
        record(workspace, thread(hours, "uma", said))
    terms = tuple(term.stem for term in topic_words(asked))
    found, unheard = (dict(rank(workspace, replace(QUERY, terms=some)).people) for some in (terms, ("unheard",)))
    assert next(iter(found)) == "uma"
    assert found["uma"] > unheard["uma"], "by the words, not by having been there"
    assert order(workspace)[0] == "ben"


def test_a_question_asked_nowhere_is_placed_by_what_it_is_about(workspace: SqlStore) -> None:
    assert order(workspace, replace(QUERY, channel=""))[0] == "ben"
    assert order(workspace, replace(QUERY, channel="", terms=("pizza",)))[0] == "cal"


def test_an_empty_workspace_ranks_nobody_and_is_not_sure(store: SqlStore) -> None:
    assert rank(store) == Ranking()


def test_what_happens_at_the_time_or_later_changes_nothing(workspace: SqlStore) -> None:
    before = rank(workspace)
    record(workspace, thread(0, "dee", "Why does the kafka consumer lag?"))
    record(workspace, thread(-5, "dee", "Why does the kafka consumer lag?"))
    assert rank(workspace) == before


def test_a_private_channel_shows_in_no_ranking_for_outsiders(workspace: SqlStore) -> None:
    before = rank(workspace)
    for hours in range(2, 9):
        record(workspace, thread(hours, "eve", "Why does the kafka consumer lag?", "G1"))
        record(workspace, thread(hours, "ben", "Is the kafka budget gone?", "G1"))
    assert rank(workspace) == before
    assert "eve" in order(workspace, replace(QUERY, channel="G1", scopes=frozenset({PUBLIC, "G1"})))


def test_chances_add_up_to_no_more_than_one(workspace: SqlStore) -> None:
    assert 0 < sum(chance for _, chance in rank(workspace).people) <= 1 + 1e-9


def test_who_was_named_again_and_again_falls_behind_an_equal(workspace: SqlStore) -> None:
    for hours in (30, 60, 90):
        record(workspace, thread(hours + 0.001, "bea", "Why does the kafka consumer lag?"))
    first, second = order(workspace)[:2]
    assert {first, second} == {"ben", "bea"}
    with workspace.writing(TEAM) as work:
        for number in range(12):
            ask, _ = work.asks.put(Ask(f"k{number}", "zoe", "kafka", "C1", AT - timedelta(days=1)))
            work.asks.answered(ask.id, "", [first], AT - timedelta(hours=number + 1))
    assert order(workspace)[:2] == [second, first]
    assert order(workspace, spreads=False)[:2] == [first, second]


def test_kith_is_sure_of_few_and_not_of_many_who_are_all_alike() -> None:
    def sure(*chances: float) -> bool:
        return Ranking(chance=AT_FIRST.chance_of_help(np.array(chances))).sure

    assert sure(0.6, 0.1, 0.1, 0.05, 0.05)
    assert not sure(*[1 / 50] * 50)
    assert not sure()
