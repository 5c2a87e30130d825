"""Random histories delivered as badly as Slack can, and what is known at the end, beside an oracle.

    python -m bench deliveries [--count 1000000] [--postgresql] [--log FILE]

Every history is a workspace of its own; several workers take its deliveries at once. With a log, a run that was
interrupted goes on where it was.
"""

import json
import logging
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count as counting
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import structlog
from rich.console import Console

from bench.delivering import Kith, deliver, deliveries
from bench.histories import history
from bench.inspecting import doubled, introduce, known, lost
from bench.oracle import truth
from bench.servers import postgresql_server
from storage.engine import open_engine
from storage.migrating import migrate
from storage.unit_of_work import SqlStore

FACTS = 150
"""In a history; told in some 350 deliveries."""

WORKERS = {"sqlite": 4, "postgresql": 8}
PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one history."""

    seed: int
    deliveries: int
    lost: int
    doubled: int


def main(count: int, postgresql: bool, log: Path | None) -> None:
    """Deliver at least so many times; print what was lost and doubled."""
    console, begun = Console(highlight=False), perf_counter()
    outcomes = _logged(log)
    so_far = sum(outcome.deliveries for outcome in outcomes)
    with _database(postgresql) as database, ProcessPoolExecutor(PROCESSES) as pool:
        done = {outcome.seed for outcome in outcomes}
        seeds = (seed for seed in counting() if seed not in done)
        while sum(outcome.deliveries for outcome in outcomes) < count:
            some = [next(seeds) for _ in range(10 * PROCESSES)]
            found = list(pool.map(partial(run, database), some, chunksize=5))
            outcomes += found
            _note(log, found)
    total, seconds = sum(outcome.deliveries for outcome in outcomes), perf_counter() - begun
    console.print(f"{len(outcomes):,} histories, {total:,} deliveries on {'PostgreSQL' if postgresql else 'SQLite'}")
    console.print(f"lost     {sum(outcome.lost for outcome in outcomes)}")
    console.print(f"doubled  {sum(outcome.doubled for outcome in outcomes)}")
    console.print(f"{seconds:,.0f} s for {total - so_far:,} of them, {PROCESSES} processes")


def run(database: str, seed: int) -> Outcome:
    """Deliver one history to a fresh workspace. `database` is a server's URL, or a SQLite file to copy."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with TemporaryDirectory(prefix="kith-bench-") as folder:
        is_file = not database.startswith("postgresql:")
        url = f"sqlite:///{shutil.copy(database, folder)}" if is_file else database
        engine = open_engine(url)
        try:
            return outcome_of(SqlStore(engine), seed, WORKERS[engine.dialect.name])
        finally:
            engine.dispose()


def outcome_of(store: SqlStore, seed: int, workers: int, facts: int = FACTS) -> Outcome:
    """Deliver the history of a seed to a store that does not know it."""
    team, happened = f"T{seed}", history(seed, facts)
    introduce(store, team)
    attempts = deliver(Kith.on(store), team, deliveries(happened, Random(seed)), workers)
    true, found = truth(happened), known(store, team)
    return Outcome(seed, attempts, len(lost(true, found)), len(doubled(true, found)))


@contextmanager
def _database(postgresql: bool) -> Iterator[str]:
    """A migrated database: a server's URL, or the name of a file."""
    if postgresql:
        with postgresql_server() as url:
            _migrate(url)
            yield url
    else:
        with TemporaryDirectory(prefix="kith-bench-") as folder:
            path = Path(folder) / "kith.sqlite"
            _migrate(f"sqlite:///{path}")
            yield str(path)


def _migrate(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()


def _logged(log: Path | None) -> list[Outcome]:
    lines = log.read_text(encoding="utf-8").splitlines() if log and log.exists() else []
    return [Outcome(**json.loads(line)) for line in lines]


def _note(log: Path | None, outcomes: list[Outcome]) -> None:
    if log:
        with log.open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(asdict(outcome))}\n" for outcome in outcomes)
