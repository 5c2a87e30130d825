"""The walk beside its peers, and from a thousand to a hundred thousand people: they must find the same."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from math import isclose, prod
from pathlib import Path as File
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from sqlalchemy import Engine, insert

from bench.measuring import in_turn, p10, resident, spread
from bench.peers.in_memory import IGraph, NetworkX, RustworkX, SciPy
from bench.peers.in_sql import RECURSIVE_IN_POSTGRESQL, RECURSIVE_IN_SQLITE, InDuckDb, InPostgresql, InSqlite
from bench.peers.walking import Edges, Path, Question, Walker, edges_of
from bench.reporting import Report, Table
from bench.servers import postgresql_server
from bench.synthetic import Network, network
from bot.domain.people import PUBLIC
from bot.domain.ties import growth
from bot.domain.walk import neighbours, walk
from storage.engine import open_engine
from storage.migrating import migrate
from storage.models import TieRow
from storage.unit_of_work import SqlStore

TEAM = "bench"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
CANDIDATES = 20
SIZES = (1_000, 10_000, 100_000)
HEAVY = 10_000
"""Up to so many people every peer is asked; beyond, only those that stored data would be kept in."""

STRETCH = 10

RECURSIONS = 5
"""Recursive statements touch nearly everybody: they are timed on fewer questions."""


@dataclass(frozen=True, slots=True)
class Kith:
    """Kith's own walk over its adjacency rows: two reads, whatever the size."""

    store: SqlStore

    def best(self, question: Question) -> Mapping[int, Path]:
        """Reads the rows and walks, as an answer does."""
        with self.store.reading(TEAM) as work:
            around = neighbours(question.asker, work.ties.rows([question.asker], [PUBLIC]))
            wanted = [question.asker, *around.tolist(), *question.candidates]
            rows = work.ties.rows(wanted, [PUBLIC])
        walked = walk(question.asker, question.candidates, rows, NOW)
        return {person: Path(path.trust, path.people[1:-1]) for person, path in walked.items()}


def main(people: int, questions: int = 60) -> Report:
    """Ask every walker the same at each size up to `people`."""
    tables = []
    for size in [size for size in SIZES if size < people] + [people]:
        tables.append(_at(size, questions))
    return Report("The walk", __doc__ or "", tables)


def _at(people: int, questions: int) -> Table:
    made = network(people)
    edges = edges_of(made, NOW)
    asked = _questions(people, questions)
    with ExitStack() as stack:
        folder = File(stack.enter_context(TemporaryDirectory(prefix="kith-bench-")))
        url = stack.enter_context(postgresql_server())
        walkers, built = _built(made, edges, folder, url)
        _agree(walkers, asked[:10], edges)
        slow = {name: walker.best for name, walker in walkers.items() if "recursive" in name}
        times = in_turn(
            {name: walker.best for name, walker in walkers.items() if name not in slow}, asked, stretch=STRETCH
        )
        times |= in_turn(slow, asked[:RECURSIONS], warm_up=1)
    best = p10(times["Kith on SQLite"])
    rows = [
        [name, *spread(took), f"{p10(took) / best:.1f}", f"{built[name][0]:.1f}", f"{built[name][1]:.0f}"]
        for name, took in sorted(times.items(), key=lambda item: p10(item[1]))
    ]
    title = f"{people:,} people, {len(edges.start):,} steps, {len(asked)} questions"
    return Table(
        title, ["", "ms, fastest tenth", "median", "95 %", "ratio of fastest", "built in s", "MB in memory"], rows
    )


def _built(
    made: Network, edges: Edges, folder: File, url: str
) -> tuple[dict[str, Walker], dict[str, tuple[float, float]]]:
    """Every walker that this size allows, and of each the seconds and the memory that it took to build."""
    steps, faded = folder / "steps.sqlite", 1 / growth(NOW)
    ways: dict[str, Callable[[], Walker]] = {
        "Kith on SQLite": lambda: _kith(made, f"sqlite:///{folder}/kith.sqlite"),
        "Kith on PostgreSQL": lambda: _kith(made, url),
        "SQLite, one statement": lambda: InSqlite(edges, faded, steps),
        "PostgreSQL, one statement": lambda: InPostgresql(edges, faded, url),
        "DuckDB, one statement": lambda: InDuckDb(edges, faded, folder / "steps.duckdb"),
        "scipy, in memory": lambda: SciPy(edges),
        "igraph, in memory": lambda: IGraph(edges),
    }
    if made.people <= HEAVY:
        ways |= {
            "rustworkx, in memory": lambda: RustworkX(edges),
            "networkx, in memory": lambda: NetworkX(edges),
            "SQLite, recursive": lambda: InSqlite(edges, faded, steps, RECURSIVE_IN_SQLITE),
            "PostgreSQL, recursive": lambda: InPostgresql(edges, faded, url, RECURSIVE_IN_POSTGRESQL),
        }
    walkers: dict[str, Walker] = {}
    built: dict[str, tuple[float, float]] = {}
    for name, make in ways.items():
        began, held = perf_counter(), resident()
        walkers[name] = make()
        built[name] = perf_counter() - began, max(0.0, resident() - held)
    return walkers, built


def _kith(made: Network, url: str) -> Kith:
    engine = open_engine(url)
    migrate(engine)
    _load(engine, made)
    return Kith(SqlStore(engine))


def _load(engine: Engine, made: Network) -> None:
    """Bulk load the adjacency rows."""
    rows = [
        {
            "team_id": TEAM,
            "scope": PUBLIC,
            "person": person,
            "people": row.people,
            "received": row.received,
            "given": row.given,
        }
        for person, row in made.rows().items()
    ]
    with engine.begin() as connection:
        for start in range(0, len(rows), 5_000):
            connection.execute(insert(TieRow.__table__), rows[start : start + 5_000])  # type: ignore[arg-type]


def _questions(people: int, count: int) -> list[Question]:
    """Askers and candidates of all communities alike."""
    chance = np.random.default_rng(7)
    return [
        Question(int(asker), tuple(sorted({*map(int, some)} - {int(asker)})))
        for asker, some in zip(
            chance.integers(1, people + 1, count), chance.integers(1, people + 1, (count, CANDIDATES)), strict=True
        )
    ]


def _agree(walkers: Mapping[str, Walker], questions: Sequence[Question], edges: Edges) -> None:
    """Every way finds the same people with the same trust, through people by whom they are trusted so."""
    trusts = dict(zip(zip(edges.start.tolist(), edges.end.tolist(), strict=True), edges.trust.tolist(), strict=True))
    for question in questions:
        told = walkers["Kith on SQLite"].best(question)
        for name, walker in walkers.items():
            if "recursive" in name and question is not questions[0]:
                continue
            found = walker.best(question)
            assert found.keys() == told.keys(), f"{name} reaches others"
            for candidate, path in found.items():
                steps = pairwise((question.asker, *path.between, candidate))
                assert isclose(path.trust, told[candidate].trust, rel_tol=1e-4), f"{name} trusts otherwise"
                assert isclose(path.trust, prod(trusts[step] for step in steps), rel_tol=1e-4), f"{name} is lost"
