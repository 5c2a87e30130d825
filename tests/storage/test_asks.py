"""Whom answers named, and whether they helped then: what a load is, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.asks import Ask, Audience, Verdict
from bot.domain.events import MessageDeleted, MessagePosted
from bot.domain.people import Channel, ChannelKind
from bot.domain.spreading import CARRYING
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore

TEAM = "T1"
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ASKED = AT - timedelta(hours=5)
TS, REPLY_TS = f"{ASKED.timestamp():.6f}", f"{ASKED.timestamp() + 600:.6f}"
NAMED = ("ben", "cal", "dee", "eve")


@pytest.fixture
def workspace(store: SqlStore) -> SqlStore:
    """Ana asked in a channel; four people were named in answer."""
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])
    HelpRecorder(store).record(TEAM, [MessagePosted("C1", TS, "ana", "How do I tune kafka?")])
    name(store, "channel", Audience.CHANNEL)
    return store


def name(store: SqlStore, key: str, audience: Audience, *named: str, channel: str = "C1", at: datetime = ASKED) -> int:
    with store.writing(TEAM) as work:
        ask, _ = work.asks.put(Ask(key, "ana", "kafka?", channel, at, audience, thread_ts=TS))
        work.asks.answered(ask.id, "", named or NAMED, at)
    return ask.id


def reply(store: SqlStore, author: str, ts: str = REPLY_TS) -> None:
    HelpRecorder(store).record(TEAM, [MessagePosted("C1", ts, author, "Like this.", thread_ts=TS)])


def in_vain(store: SqlStore, days: int = 365, before: datetime = AT) -> dict[str, int]:
    with store.writing(TEAM) as work:
        work.asks.note(work.asks.outcomes(AT - timedelta(days=14)))
        return work.asks.in_vain(NAMED, AT - timedelta(days=days), before)


def test_an_answer_is_a_load_on_the_first_whom_it_names(workspace: SqlStore) -> None:
    assert in_vain(workspace) == dict.fromkeys(NAMED[:CARRYING], 1)


def test_only_what_was_shown_in_the_time_counts(workspace: SqlStore) -> None:
    name(workspace, "long ago", Audience.CHANNEL, "ben", at=AT - timedelta(days=40))
    assert in_vain(workspace)["ben"] == 2
    assert in_vain(workspace, days=39)["ben"] == 1
    assert in_vain(workspace, before=ASKED) == {"ben": 1}


def test_who_helped_was_not_named_in_vain(workspace: SqlStore) -> None:
    reply(workspace, "cal")
    assert in_vain(workspace) == {"ben": 1, "dee": 1}


def test_a_help_that_is_gone_was_none(workspace: SqlStore) -> None:
    reply(workspace, "cal")
    assert "cal" not in in_vain(workspace)
    HelpRecorder(workspace).record(TEAM, [MessageDeleted("C1", REPLY_TS, REPLY_TS)])
    assert in_vain(workspace)["cal"] == 1


def test_what_the_asker_said_stands(workspace: SqlStore) -> None:
    ask = name(workspace, "private", Audience.ASKER, "ben", channel="D1")
    with workspace.writing(TEAM) as work:
        work.asks.judge(ask, "ben", Verdict.HELPED)
    assert in_vain(workspace)["ben"] == 1, "the channel's alone"
    with workspace.writing(TEAM) as work:
        work.asks.judge(ask, "ben", Verdict.NOT_RIGHT)
    assert in_vain(workspace)["ben"] == 2


def test_help_with_another_question_or_for_another_asker_counts_for_neither(workspace: SqlStore) -> None:
    other = f"{float(TS) + 60:.6f}"
    told = [
        MessagePosted("C1", other, "zoe", "And grafana?"),
        MessagePosted("C1", REPLY_TS, "cal", "Like this.", thread_ts=other),
    ]
    HelpRecorder(workspace).record(TEAM, told)
    with workspace.writing(TEAM) as work:
        ask, _ = work.asks.put(Ask("within", "bob", "and for me?", "C1", ASKED, thread_ts=other))
        work.asks.answered(ask.id, "", ["cal"], ASKED)
    assert in_vain(workspace)["cal"] == 2


def test_of_older_questions_nothing_is_noted_any_more(workspace: SqlStore) -> None:
    reply(workspace, "cal")
    with workspace.reading(TEAM) as work:
        assert work.asks.outcomes(ASKED + timedelta(seconds=1)) == []
        assert [outcome.person for outcome in work.asks.outcomes(ASKED)] == ["cal"]


def test_what_the_asker_says_meanwhile_stands(workspace: SqlStore) -> None:
    reply(workspace, "cal")
    with workspace.writing(TEAM) as work:
        outcomes = work.asks.outcomes(ASKED)
        work.asks.judge(outcomes[0].ask, "cal", Verdict.NOT_RIGHT)
        work.asks.note(outcomes)
        assert work.asks.judged(outcomes[0].ask, Verdict.NOT_RIGHT) == {"cal"}
