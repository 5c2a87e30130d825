"""Taking deliveries in: how many a second go through Bolt and all listeners, by so many processes on one database.

Each process has as many threads as a running Kith has for what it overhears, and each thread delivers one event after
another, so that all are always at work; a delivery takes from Bolt's dispatch to the acknowledgement. Left out is what
lies before: the WebSocket or HTTP, and the JSON. The database runs on the same processors.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import chain, count
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from threading import Barrier
from time import perf_counter

import structlog

from bench.delivering import Kith
from bench.histories import Reacted, Said
from bench.reporting import Report, Table
from bench.servers import postgresql_server
from bench.synthetic import COMMUNITY
from bench.workspace import NOW, TEAM, channel, fill, person
from bot.slack.lanes import OVERHEARD
from storage.engine import open_engine
from storage.unit_of_work import SqlStore

PROCESSES = (1, 2, 4)
WARM_UP = 1.0
"""Seconds in which connections are made and statements compiled."""

FEW = 10
"""People of a workspace that has just begun."""


def main(people: int, seconds: float = 10.0) -> Report:
    """Deliver to an empty store and to one with the helps of so many people, on both databases."""
    rows = []
    for size in (FEW, people):
        with ExitStack() as stack:
            folder = stack.enter_context(TemporaryDirectory(prefix="kith-bench-"))
            urls = {
                "SQLite": f"sqlite:///{Path(folder, 'kith.sqlite')}",
                "PostgreSQL": stack.enter_context(postgresql_server()),
            }
            for name, url in urls.items():
                helps = _filled(url, size)
                for processes in PROCESSES if name == "PostgreSQL" else PROCESSES[:2]:
                    rows.append([name, f"{helps:,}", f"{processes}", *_measured(url, people, processes, seconds)])
    columns = ["", "helps before", "processes", "deliveries a second", "ms, median", "99 %", "99.9 %"]
    return Report("The intake", __doc__ or "", [Table(f"For {seconds:.0f} seconds each", columns, rows)])


def _filled(url: str, people: int) -> int:
    engine = open_engine(url)
    helps = fill(engine, people)
    engine.dispose()
    return helps


def _measured(url: str, people: int, processes: int, seconds: float) -> list[str]:
    spawning = get_context("spawn")
    with spawning.Manager() as shared, ProcessPoolExecutor(processes, mp_context=spawning) as pool:
        together = shared.Barrier(processes)
        runs = [
            pool.submit(_delivered, url, people, (processes, number), seconds, together) for number in range(processes)
        ]
        times = sorted(took for run in runs for took in run.result())
    return [
        f"{len(times) / seconds:.0f}",
        f"{median(times):.1f}",
        f"{times[len(times) * 99 // 100]:.0f}",
        f"{times[len(times) * 999 // 1000]:.0f}",
    ]


def _delivered(url: str, people: int, process: tuple[int, int], seconds: float, together: Barrier) -> list[float]:
    """What each delivery took that one process of so many could make in that time, in milliseconds."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    processes, number = process
    engine = open_engine(url)
    kith = Kith.on(SqlStore(engine))
    marks = [f"{processes}{number:02}{thread:02}" for thread in range(OVERHEARD)]
    streams = [_facts(Random(mark), people, mark) for mark in marks]
    with ThreadPoolExecutor(OVERHEARD) as pool:
        list(pool.map(partial(_deliveries, kith, WARM_UP), streams))
        together.wait()
        times = list(chain.from_iterable(pool.map(partial(_deliveries, kith, seconds), streams)))
    engine.dispose()
    return times


def _deliveries(kith: Kith, seconds: float, facts: Iterator[Said | Reacted]) -> list[float]:
    """What each delivery took that one thread could make in that time, in milliseconds."""
    times: list[float] = []
    start = perf_counter()
    end = start + seconds
    while True:
        assert kith.takes(TEAM, next(facts)), "a delivery was not acknowledged"
        start, before = perf_counter(), start
        if start > end:
            return times
        times.append(1000 * (start - before))


def _facts(chance: Random, people: int, mark: str) -> Iterator[Said | Reacted]:
    """Threads of a question, two answers and a reaction, by people who know each other; `mark` keeps them apart."""
    for turn in count(1):
        at = NOW.timestamp() + turn
        community = chance.randrange((people - 1) // COMMUNITY + 1)
        here = range(community * COMMUNITY + 1, min(people, (community + 1) * COMMUNITY) + 1)
        asker, first, second = (person(number) for number in chance.choices(here, k=3))
        where = channel(community)
        root, one, two = (f"{at:.0f}.{step}{mark}" for step in (1, 2, 3))
        yield Said(at, where, root, asker, topic="how do kafka brokers find the vault", asks=True)
        yield Said(at, where, one, first, root, topic="they are told where it is when they start")
        yield Said(at, where, two, second, root, topic="and kafka asks again when it moves")
        yield Reacted(at, where, one, first, asker, "pray", given=True)
