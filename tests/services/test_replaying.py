"""The replay ranks each question from its past alone, by the code that the bot runs."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.help import Source
from bot.domain.messages import MessageKey
from bot.services.exports import open_export
from bot.services.ranking import LearnedRanker
from bot.services.replaying import RankReplay, Way
from storage.unit_of_work import SqlStore
from tests.exports import message, user, write_export

DAY = 86_400
SEVEN_DAYS = 7 * DAY
START = 1_700_000_000 - 1_700_000_000 % DAY
PEOPLE = ("UANA", "UBEN", "UCAL", "UDEE")
HELPERS = ("UBEN", "UCAL", "UDEE")


def ts(day: int, second: int) -> str:
    return f"{START + day * DAY + second}.000000"


def days(count: int) -> dict[str, list[dict[str, Any]]]:
    """Each day a question about one of three things, its answer by whoever does that, and a reaction."""
    files = {}
    for day in range(count):
        thing = day % 3
        question = message(ts(day, 100), "UANA", f"How do I tune {('kafka', 'terraform', 'grafana')[thing]}?")
        thanks = [{"name": "pray", "users": ["UANA"], "count": 1}]
        answer = message(ts(day, 200), HELPERS[thing], "Turn it.", thread_ts=question["ts"], reactions=thanks)
        more = message(ts(day, 300), HELPERS[(thing + 1) % 3], "Or not.", thread_ts=question["ts"])
        files[f"general/{day_name(day)}"] = [question, answer, more]
    return files


def day_name(day: int) -> str:
    return datetime.fromtimestamp(START + day * DAY, UTC).date().isoformat()


def replayed(store: SqlStore, folder: Path, count: int, team: str, channels: bool = True) -> dict[str, tuple[str, ...]]:
    write_export(folder, days(count), users=[user(id_) for id_ in PEOPLE])
    questions = [MessageKey("CGEN", ts(day, 100)) for day in range(count)]
    with open_export(folder) as export:
        replay = RankReplay(store, Way(LearnedRanker(), channels), team)
        return {ranked.question.ts: ranked.people for ranked in replay.run(export, questions)}


def test_cutting_off_what_came_later_changes_no_ranking(store: SqlStore, tmp_path: Path) -> None:
    whole = replayed(store, tmp_path / "whole", 14, "T1")
    for count in (1, 2, 7, 11):
        cut = replayed(store, tmp_path / f"cut{count}", count, f"T{count + 1}")
        last = ts(count - 1, 100)
        assert cut[last] == whole[last]
        assert cut == {question: people for question, people in whole.items() if question in cut}


def test_every_question_asked_for_is_ranked_and_the_asker_never_named(store: SqlStore, tmp_path: Path) -> None:
    ranked = replayed(store, tmp_path, 8, "T1")
    assert list(ranked) == [ts(day, 100) for day in range(8)]
    assert not any("UANA" in people for people in ranked.values())
    assert ranked[ts(0, 100)] == ()


def test_a_question_is_ranked_before_its_own_thread_is_known(store: SqlStore, tmp_path: Path) -> None:
    assert set(replayed(store, tmp_path, 2, "T1")[ts(1, 100)]) == {"UBEN", "UCAL"}


@pytest.mark.parametrize("known", [True, False])
def test_the_channel_may_be_hidden(store: SqlStore, tmp_path: Path, known: bool) -> None:
    ranked = replayed(store, tmp_path, 10, "T1", channels=known)
    assert ranked[ts(9, 100)][0] == HELPERS[0]


def test_a_reaction_counts_seven_days_after_its_message(store: SqlStore, tmp_path: Path) -> None:
    replayed(store, tmp_path, 10, "T1")
    with store.reading("T1") as work:
        thanked = {help_.act.ts for help_ in work.helps.of_person("UANA") if help_.source is Source.REACTION}
    last = START + 9 * DAY + 100
    assert thanked == {ts(day, 200) for day in range(10) if float(ts(day, 200)) + SEVEN_DAYS < last}
