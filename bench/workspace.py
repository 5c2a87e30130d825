"""A synthetic workspace, loaded in bulk: the helps of a network, the latest threads, and all that follows from them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from bench.synthetic import COMMUNITY, Network, network
from bot.domain.consent import WEEKLY_LIMIT
from bot.domain.help import STRENGTH, Source
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.domain.ties import growth
from storage.migrating import migrate
from storage.models import ChoiceRow, HelpRow, MessageRow, NumberRow, PostingRow, Row, ThreadRow, TieRow
from storage.threads import written
from storage.unit_of_work import SqlStore

TEAM = "TBENCH"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAST = timedelta(days=365)
THREADS = 5
"""Threads kept for each person: the latest, as retention would leave them."""

REPEATED, OFTENEST = 2.19, 200
"""How often one person helps another: by Zipf's law with this exponent, so that most do once, at most so many times."""

TOPICS = 2_000
LOCAL = 60
"""Topics that a community talks about."""

TERMS = 3
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Helps:
    """The helps of a network, (n,) each, oldest first: its pair's place, when, its weight, topics (n, TERMS)."""

    network: Network
    order: NDArray[np.int64]
    seconds: NDArray[np.float64]
    weights: NDArray[np.float32]
    topics: NDArray[np.int64]


def fill(engine: Engine, people: int) -> int:
    """Load a workspace of so many people into an empty database; returns the number of its helps."""
    migrate(engine)
    helps = _helps(network(people))
    tables: list[tuple[type[Row], Iterable[Sequence[object]]]] = [
        (NumberRow, ((TEAM, person(number), number) for number in range(1, people + 1))),
        (ChoiceRow, _choice_rows(people)),
        (HelpRow, _help_rows(helps)),
        (TieRow, _tie_rows(helps)),
        (MessageRow, _message_rows(helps)),
        (ThreadRow, _thread_rows(helps)),
        (PostingRow, _posting_rows(helps)),
    ]
    _introduce(SqlStore(engine), people)
    for row, values in tables:
        _load(engine, row, values)
    _settle(engine)
    return len(helps.order)


def person(number: int) -> str:
    """The id of a person by their number in the network."""
    return f"U{number:07}"


def channel(community: int) -> str:
    """The channel of a community."""
    return f"C{community:07}"


def topic(number: int) -> str:
    """A word that is its own stem."""
    return f"w{number}q"


def questions(people: int, count: int) -> list[tuple[str, str, str]]:
    """Askers, what they ask, and where: two topics that their community talks about."""
    chance = np.random.default_rng(3)
    asked = []
    for number in chance.integers(1, people + 1, count):
        community = (int(number) - 1) // COMMUNITY
        first, second = (topic(int(one)) for one in _topics(np.array([community, community]), chance)[:, 0])
        asked.append((person(int(number)), f"Who can help with {first} and {second}?", channel(community)))
    return asked


def _helps(made: Network) -> Helps:
    chance = np.random.default_rng(2)
    often = np.minimum(chance.zipf(REPEATED, len(made.seekers)), OFTENEST)
    order = chance.permutation(np.repeat(np.arange(len(often)), often))
    end = NOW.timestamp()
    seconds = np.linspace(end - PAST.total_seconds(), end - 60, len(order)).round(3)
    weights = (STRENGTH[Source.THANKS] * _growths(seconds)).astype(np.float32)
    ties = np.bincount(order, weights, len(often)).astype(np.float32)
    communities = (made.helpers[order].astype(np.int64) - 1) // COMMUNITY
    tied = Network(made.people, made.seekers, made.helpers, ties)
    return Helps(tied, order, seconds, weights, _topics(communities, chance))


def _growths(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """The ties' growth at many times: exponential between the first and the last."""
    first, last = (growth(datetime.fromtimestamp(float(at), UTC)) for at in (seconds[0], seconds[-1]))
    share = (seconds - seconds[0]) / max(seconds[-1] - seconds[0], 1.0)
    return np.asarray(first * (last / first) ** share)


def _topics(communities: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
    """For each community TERMS of its topics, common ones by Zipf's law, (n, TERMS)."""
    ranks = (LOCAL * chance.random((len(communities), TERMS)) ** 3).astype(np.int64)
    return (communities[:, None] * 37 + ranks * 11) % TOPICS


def _places(people: int) -> range:
    return range((people - 1) // COMMUNITY + 1)


def _introduce(store: SqlStore, people: int) -> None:
    """Keep the people and channels as Slack would have told of them."""
    with store.writing(TEAM) as work:
        work.channels.put(
            [Channel(channel(n), channel(n), ChannelKind.PUBLIC, is_member=True) for n in _places(people)]
        )
        work.people.put(Person(person(n), f"Person {n}", tz="Europe/Berlin") for n in range(1, people + 1))


def _choice_rows(people: int) -> Iterator[Sequence[object]]:
    """Everybody was told that they may be named, and chose nothing."""
    for number in range(1, people + 1):
        yield TEAM, person(number), None, True, None, True, WEEKLY_LIMIT, None, "[]", f"{NOW - PAST:%Y-%m-%d %H:%M:%S}"


def _told(helps: Helps, start: int = 0) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Of each help from a place on: channel, question, answer, helper, seeker, and its terms as a line."""
    seekers, helpers = helps.network.seekers, helps.network.helpers
    for place in range(start, len(helps.order)):
        pair = helps.order[place]
        asked = helps.seconds[place] - 30
        line = " ".join(sorted({topic(int(number)) for number in helps.topics[place]}))
        where = channel((int(helpers[pair]) - 1) // COMMUNITY)
        ts, reply = f"{asked:.3f}{place % 1000:03}", f"{asked + 30:.3f}{place % 1000:03}"
        yield where, ts, reply, person(int(helpers[pair])), person(int(seekers[pair])), line


def _help_rows(helps: Helps) -> Iterator[Sequence[object]]:
    strength = STRENGTH[Source.THANKS]
    for place, (where, ts, reply, helper, seeker, line) in enumerate(_told(helps)):
        weight = float(helps.weights[place])
        given_at = f"{datetime.fromtimestamp(helps.seconds[place], UTC):%Y-%m-%d %H:%M:%S.%f}"
        yield TEAM, where, reply, helper, seeker, Source.THANKS, strength, weight, given_at, PUBLIC, ts, line, line


def _tie_rows(helps: Helps) -> Iterator[Sequence[object]]:
    for number, row in helps.network.rows().items():
        yield TEAM, PUBLIC, number, row.people.tobytes(), row.received.tobytes(), row.given.tobytes()


def _latest(helps: Helps) -> int:
    return max(0, len(helps.order) - THREADS * helps.network.people)


def _message_rows(helps: Helps) -> Iterator[Sequence[object]]:
    for where, ts, reply, helper, seeker, line in _told(helps, _latest(helps)):
        yield TEAM, where, ts, ts, ts, seeker, line, line, line, True, False, "", "", False
        yield TEAM, where, reply, ts, ts, helper, "", "", "", False, False, "", "", False


def _thread_rows(helps: Helps) -> Iterator[Sequence[object]]:
    for where, ts, reply, helper, seeker, _ in _told(helps, _latest(helps)):
        yield TEAM, *written((where, ts), ((seeker, ts), (helper, reply)))


def _posting_rows(helps: Helps) -> Iterator[Sequence[object]]:
    for where, ts, _, _, _, line in _told(helps, _latest(helps)):
        for term in line.split():
            yield TEAM, term, PUBLIC, ts, where, 1


def _load(engine: Engine, row: type[Row], rows: Iterable[Sequence[object]]) -> None:
    """Rows in the order of the table's columns, given to the driver as they are; indexes are made afterwards."""
    table = row.metadata.tables[row.__tablename__]
    for index in table.indexes:
        index.drop(engine)
    columns, rest = [column.name for column in table.columns], iter(rows)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if isinstance(driver, Connection):
            driver.execute("BEGIN IMMEDIATE")
            into = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            while batch := list(islice(rest, BATCH)):
                driver.executemany(into, batch)
            driver.execute("COMMIT")
        else:
            assert driver is not None
            with driver.cursor().copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN") as copy:
                for values in rest:
                    copy.write_row(values)
            driver.commit()
    for index in table.indexes:
        index.create(engine)


def _settle(engine: Engine) -> None:
    """What PostgreSQL does in the background sooner or later, and SQLite with the commits to come."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
            connection.exec_driver_sql("CHECKPOINT")
    else:
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
