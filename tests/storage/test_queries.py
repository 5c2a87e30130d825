"""How many statements the database is asked: as many for a large workspace as for a small one."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Engine, event

from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.messages import MessageKey
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.services.finding import Finder
from bot.services.overhearing import Overhearer
from bot.services.ranking import LearnedRanker
from bot.services.readers import Around, ReaderLookup
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore
from tests.fakes import FakeDirectory

TEAM = "T1"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TOPICS = ("kafka", "terraform", "grafana", "postgres", "vault", "nginx")
SMALL, LARGE = 30, 240


def workspace(store: SqlStore, people: int) -> None:
    """Everybody helped and was helped a few times, in more channels where there are more people."""
    chance = Random(people)
    channels = [f"C{number}" for number in range(people // 10)]
    with store.writing(TEAM) as work:
        work.people.put([Person(f"U{number}", f"Person {number}") for number in range(people)])
        work.channels.put([Channel(id_, id_, ChannelKind.PUBLIC) for id_ in channels])
    told = (happening for _ in range(5 * people) for happening in thread(chance, people, chance.choice(channels)))
    while batch := list(islice(told, 2_000)):
        HelpRecorder(store).record(TEAM, batch)


def thread(chance: Random, people: int, channel: str) -> Sequence[Happening]:
    """A question, its answer, and thanks."""
    asker, helper = (f"U{number}" for number in chance.sample(range(people), 2))
    asked = NOW.timestamp() - chance.uniform(1, 60) * 86_400
    root, reply = f"{asked:.6f}", f"{asked + 60:.6f}"
    return (
        MessagePosted(channel, root, asker, f"How do I use {' with '.join(chance.sample(TOPICS, 2))}?"),
        MessagePosted(channel, reply, helper, "like this", root),
        Reacted(MessageKey(channel, reply), helper, asker, "pray", f"{asked + 90:.6f}"),
    )


@contextmanager
def statements_of(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent meanwhile, each with its values."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        sent.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_an_answer_takes_the_same_statements_at_any_size(store: SqlStore) -> None:
    finder, counts = Finder(store, LearnedRanker()), list[int]()
    for people in (SMALL, LARGE):
        workspace(store, people)
        with statements_of(store.engine) as sent:
            answer = finder.find(TEAM, "U1", "who can help with kafka and terraform?", {PUBLIC}, "C1", NOW)
        assert answer.candidates
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 31


def test_a_delivery_takes_the_same_statements_at_any_size(store: SqlStore) -> None:
    overhearer, counts = Overhearer(store, lambda: NOW), list[list[int]]()
    for people in (SMALL, LARGE):
        workspace(store, people)
        counts.append([])
        for happening in thread(Random(people + 1), SMALL, "C1"):
            with statements_of(store.engine) as sent:
                overhearer.overhear(TEAM, [happening])
            counts[-1].append(len(sent))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30


def test_deliveries_that_share_a_transaction_share_its_statements(store: SqlStore) -> None:
    workspace(store, LARGE)
    overhearer, counts = Overhearer(store, lambda: NOW), list[int]()
    for size in (1, 20):
        chance = Random(size)
        happenings = [one for number in range(size) for one in thread(chance, LARGE, f"C{number}")]
        with statements_of(store.engine) as sent:
            overhearer.overhear(TEAM, happenings)
        counts.append(len(sent))
    assert counts[1] <= counts[0] + 6


def test_messages_of_one_time_in_several_channels_are_told_apart(store: SqlStore) -> None:
    early, late = "1700000000.000001", "1700000009.000001"
    said = [MessagePosted(channel, ts, "U1", "hello") for channel in ("C1", "C2") for ts in (early, late)]
    HelpRecorder(store).record(TEAM, said)
    wanted = {MessageKey("C1", early), MessageKey("C2", late)}
    with store.reading(TEAM) as work:
        assert work.messages.get(wanted).keys() == wanted


def test_a_thread_is_the_same_whether_its_messages_are_read_or_at_hand(store: SqlStore) -> None:
    root, reply = MessageKey("C1", "1700000000.000001"), MessageKey("C1", "1700000009.000001")
    asked = MessagePosted("C1", root.ts, "U1", "How do I move a kafka topic?")
    answered = MessagePosted("C1", reply.ts, "U2", "With kafka-reassign-partitions", thread_ts=root.ts)
    HelpRecorder(store).record(TEAM, [asked, answered])
    with store.reading(TEAM) as work:
        (thread,) = work.messages.threads([root])
        refs = work.messages.get([root, reply])
        assert [message.key for message in thread.messages] == [root, reply]
        for at_hand in ([root], [reply], [root, reply]):
            assert work.messages.threads([root], {key: refs[key] for key in at_hand}) == [thread]
        gone = refs[reply].deleted("1700000010.000001")
        assert work.messages.threads([root], {reply: gone}) == [replace(thread, messages=(refs[root],))]


def plans(engine: Engine, sent: Sequence[tuple[str, Any]]) -> Iterator[str]:
    """How SQLite finds what these statements read."""
    with engine.connect() as connection:
        for statement, values in sent:
            if statement.startswith(("SELECT", "DELETE", "UPDATE")):
                one = values[0] if isinstance(values, list) else values
                yield from (row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one))


def growing(engine: Engine, sent: Sequence[tuple[str, Any]]) -> list[str]:
    """The plans that read a table of the whole team."""
    known = "helps|ties|messages|threads|postings|entries|people|numbers|choices"
    tables = f"{known}|channels|external_terms|external_ties"
    grows = re.compile(rf"(SCAN|SEARCH) ({tables})\b(?!.*team_id=\? AND)")
    found = list(plans(engine, sent))
    assert any("SEARCH ties" in plan for plan in found)
    return [plan for plan in found if grows.match(plan)]


def test_nothing_that_a_delivery_reads_grows_with_the_workspace(sqlite_store: SqlStore) -> None:
    workspace(sqlite_store, SMALL)
    overhearer = Overhearer(sqlite_store, lambda: NOW)
    with statements_of(sqlite_store.engine) as sent:
        for happening in thread(Random(7), SMALL, "C1"):
            overhearer.overhear(TEAM, [happening])
    assert not growing(sqlite_store.engine, sent)
    told_apart = re.compile(r"SEARCH (?!helps|messages|entries)|SEARCH .*team_id=\? AND \w+=\? AND \w+=\?")
    assert not [plan for plan in plans(sqlite_store.engine, sent) if "SEARCH" in plan and not told_apart.match(plan)]


def test_nothing_that_an_answer_reads_grows_with_the_workspace(sqlite_store: SqlStore) -> None:
    workspace(sqlite_store, SMALL)
    lookup = ReaderLookup(sqlite_store, FakeDirectory())
    with statements_of(sqlite_store.engine) as sent:
        with sqlite_store.reading(TEAM) as work:
            around = Around.of(work, "U1", "C1")
        scopes = lookup.of_channel(TEAM, around).scopes
        Finder(sqlite_store, LearnedRanker()).find(TEAM, "U1", "who can help with kafka?", scopes, "C1", NOW)
    assert not growing(sqlite_store.engine, sent)
