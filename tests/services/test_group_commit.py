"""What several threads want written at once is written in one transaction, and nobody pays for anybody else."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock
from time import monotonic, sleep

import pytest

from bot.services.group_commit import MOST, GroupCommit

TEAM, POISON = "T1", "poison"
SOON = 5.0


class Poisonous(Exception):
    """What writing poison raises."""


@dataclass
class Ledger:
    """Takes a second at most for each write, until it is let go; keeps what was written, transaction by transaction."""

    transactions: list[list[str]] = field(default_factory=list)
    begun: Event = field(default_factory=Event)
    may_go_on: Event = field(default_factory=Event)
    group: GroupCommit[str] = field(default_factory=GroupCommit)
    lock: Lock = field(default_factory=Lock)

    def write(self, team: str, parts: Sequence[str]) -> None:
        """Write, unless there is poison in it."""
        self.begun.set()
        assert self.may_go_on.wait(SOON)
        if POISON in parts:
            raise Poisonous(team)
        with self.lock:
            self.transactions.append(list(parts))

    def commit(self, *parts: str, team: str = TEAM) -> None:
        self.group.commit(team, parts, self.write)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that other threads bring about."""
    end = monotonic() + SOON
    while not condition():
        assert monotonic() < end, "it never came about"
        sleep(0.001)


def waiting(ledger: Ledger, team: str = TEAM) -> int:
    return len(ledger.group._queues.get(team, ()))


def together(ledger: Ledger, pool: ThreadPoolExecutor, first: str, *others: str) -> list[Future[None]]:
    """Begin with one, and have the others come while it is under way."""
    futures = [pool.submit(ledger.commit, first)]
    assert ledger.begun.wait(SOON)
    for number, other in enumerate(others, 1):
        futures.append(pool.submit(ledger.commit, other))
        until(lambda number=number: waiting(ledger) == number)  # type: ignore[misc]
    return futures


def test_deliveries_that_come_together_share_a_commit(ledger: Ledger) -> None:
    with ThreadPoolExecutor() as pool:
        futures = together(ledger, pool, "a", "b", "c", "d")
        ledger.may_go_on.set()
        assert [future.result(SOON) for future in futures] == [None] * 4
    assert ledger.transactions == [["a"], ["b", "c", "d"]]


def test_who_comes_alone_waits_for_nobody(ledger: Ledger) -> None:
    ledger.may_go_on.set()
    ledger.commit("a")
    ledger.commit("b")
    assert ledger.transactions == [["a"], ["b"]]


def test_nobody_is_acknowledged_before_the_commit(ledger: Ledger) -> None:
    with ThreadPoolExecutor() as pool:
        futures = together(ledger, pool, "a", "b", "c")
        assert not any(future.done() for future in futures)
        ledger.may_go_on.set()
        for part, future in zip("abc", futures, strict=True):
            future.result(SOON)
            assert part in [written for transaction in ledger.transactions for written in transaction]


def test_a_poisonous_delivery_fails_alone(ledger: Ledger) -> None:
    with ThreadPoolExecutor() as pool:
        _, good, bad, fine = together(ledger, pool, "a", "b", POISON, "c")
        ledger.may_go_on.set()
        assert good.result(SOON) is fine.result(SOON) is None
        with pytest.raises(Poisonous):
            bad.result(SOON)
    assert ledger.transactions[0] == ["a"]
    assert sorted(ledger.transactions[1:]) == [["b"], ["c"]]


def test_a_poisonous_leader_fails_alone(ledger: Ledger) -> None:
    with ThreadPoolExecutor() as pool:
        _, bad, good = together(ledger, pool, "a", POISON, "b")
        ledger.may_go_on.set()
        assert good.result(SOON) is None
        with pytest.raises(Poisonous):
            bad.result(SOON)
    assert ledger.transactions == [["a"], ["b"]]


def test_after_a_failure_all_goes_on(ledger: Ledger) -> None:
    ledger.may_go_on.set()
    with pytest.raises(Poisonous):
        ledger.commit(POISON)
    ledger.commit("a")
    assert ledger.transactions == [["a"]]


def test_a_leader_that_is_torn_away_leaves_nobody_waiting(ledger: Ledger) -> None:
    def torn(team: str, parts: Sequence[str]) -> None:
        with suppress(Poisonous):
            ledger.write(team, [*parts, POISON])
        raise SystemExit

    with ThreadPoolExecutor() as pool:
        (first,) = together(ledger, pool, "a")
        leader = pool.submit(ledger.group.commit, TEAM, ["b"], torn)
        until(lambda: waiting(ledger) == 1)
        follower = pool.submit(ledger.commit, "c")
        until(lambda: waiting(ledger) == 2)
        ledger.may_go_on.set()
        assert first.result(SOON) is follower.result(SOON) is None
        with pytest.raises(SystemExit):
            leader.result(SOON)
    assert ledger.transactions == [["a"], ["c"]]


def test_a_transaction_is_shared_by_so_many_at_most(ledger: Ledger) -> None:
    parts = [f"{number}" for number in range(MOST + 5)]
    with ThreadPoolExecutor(MOST + 6) as pool:
        futures = together(ledger, pool, "first", *parts)
        ledger.may_go_on.set()
        for future in futures:
            future.result(SOON)
    assert [len(transaction) for transaction in ledger.transactions] == [1, MOST, 5]


def test_teams_do_not_wait_for_each_other(ledger: Ledger) -> None:
    with ThreadPoolExecutor() as pool:
        (slow,) = together(ledger, pool, "a")
        other = Ledger(group=ledger.group)
        other.may_go_on.set()
        other.commit("b", team="T2")
        assert not slow.done()
        ledger.may_go_on.set()
        slow.result(SOON)
    assert other.transactions == [["b"]]


def test_nothing_is_kept_of_who_came(ledger: Ledger) -> None:
    ledger.may_go_on.set()
    for number in range(3):
        ledger.commit("a", team=f"T{number}")
    assert not ledger.group._queues
