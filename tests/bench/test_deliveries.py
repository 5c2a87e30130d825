"""However badly Slack delivers, and to however many workers, what is known at the end is what happened."""

from random import Random

import pytest

from bench.deliveries import WORKERS, outcome_of
from bench.delivering import Kith, deliver, deliveries
from bench.histories import Fact, Said, history
from bench.inspecting import doubled, introduce, known, lost
from bench.oracle import truth
from storage.unit_of_work import SqlStore

TEAM = "T1"
FACTS = 80


def told(store: SqlStore, facts: list[Fact]) -> None:
    """Have facts told once each and in order."""
    introduce(store, TEAM)
    kith = Kith.on(store)
    assert all(kith.takes(TEAM, fact) for fact in facts)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_and_nothing_counts_twice(store: SqlStore, seed: int) -> None:
    outcome = outcome_of(store, seed, WORKERS[store.engine.dialect.name], FACTS)
    assert (outcome.lost, outcome.doubled) == (0, 0)
    assert outcome.deliveries > FACTS


@pytest.mark.parametrize("seed", range(3, 8))
def test_the_plain_history_ends_as_the_oracle_says(sqlite_store: SqlStore, seed: int) -> None:
    facts = history(seed, FACTS)
    told(sqlite_store, facts)
    true, found = truth(facts), known(sqlite_store, TEAM)
    assert (lost(true, found), doubled(true, found)) == ([], [])


def test_one_lost_message_would_be_noticed(sqlite_store: SqlStore) -> None:
    facts = history(1, FACTS)
    missing = next(fact for fact in facts if isinstance(fact, Said) and fact.asks)
    told(sqlite_store, [fact for fact in facts if fact is not missing])
    assert lost(truth(facts), known(sqlite_store, TEAM))


def test_one_message_counted_twice_would_be_noticed(sqlite_store: SqlStore) -> None:
    facts = history(1, FACTS)
    told(sqlite_store, facts)
    with sqlite_store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE postings SET messages = messages + 1 WHERE term <> '' LIMIT 1")
    assert doubled(truth(facts), known(sqlite_store, TEAM))


def test_deliveries_come_again_and_out_of_order() -> None:
    facts = history(1, FACTS)
    schedule = [delivery.fact for delivery in deliveries(facts, Random(1))]
    assert len(schedule) > 1.5 * FACTS
    assert set(schedule) == set(facts)
    assert schedule != sorted(schedule, key=lambda fact: fact.at)


def test_what_is_not_acknowledged_is_told_again(sqlite_store: SqlStore) -> None:
    facts = history(1, 20)
    introduce(sqlite_store, TEAM)
    with sqlite_store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE entries RENAME TO gone")
    kith = Kith.on(sqlite_store)
    assert not kith.takes(TEAM, facts[0])
    with sqlite_store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO entries")
    deliver(kith, TEAM, deliveries(facts, Random(1)), workers=2)
    assert not lost(truth(facts), known(sqlite_store, TEAM))
