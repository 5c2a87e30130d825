"""How long ranking one question takes at the end of a workspace's history, beside the habit that it must beat.

    python -m bench.ranking EXPORT [QUESTIONS]

Imports the export into a fresh SQLite database and ranks its last QUESTIONS (300) questions as of the end.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from sqlalchemy import func, select

from bench.measuring import p95
from bot.domain.people import PUBLIC
from bot.interpreter import keep_what_is_loaded
from bot.services.exports import open_export
from bot.services.importing import Importer
from bot.services.ports import Query
from bot.services.ranking import LearnedRanker
from storage.engine import open_engine
from storage.migrating import migrate
from storage.models import HelpRow
from storage.unit_of_work import SqlStore, SqlUnitOfWork

TEAM = "bench"


def main(export: str, questions: int = 300) -> None:
    """Print the median and the 95th percentile of both, in milliseconds, and the ratio of the medians."""
    console = Console(highlight=False)
    with TemporaryDirectory(prefix="kith-bench-") as folder:
        engine = open_engine(f"sqlite:///{folder}/bench.sqlite")
        migrate(engine)
        store = SqlStore(engine)
        with open_export(Path(export)) as opened:
            imported = Importer(store).run(opened, TEAM, lambda _: None)
        queries = _queries(store, questions)
        keep_what_is_loaded()
        ranking = _timed(store, queries, lambda work, query: LearnedRanker().rank(work, query))
        habit = _timed(store, queries, _habit)
        engine.dispose()
    console.print(f"{imported.messages:,} messages, {len(queries)} questions, SQLite")
    for name, times in (("ranking", ranking), ("habit of the channel", habit)):
        console.print(f"{name:22s} median {median(times):6.1f} ms   95 % {p95(times):6.1f} ms")
    console.print(f"ranking : habit        {median(ranking) / median(habit):.1f}")
    console.print(f"memory at most         {getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _queries(store: SqlStore, count: int) -> list[Query]:
    with store.reading(TEAM) as work:
        now = work.messages.newest_at()
        assert now is not None, "the export holds no message"
        asked = work.messages.questions("", f"{now.timestamp():.6f}", sys.maxsize)[-count:]
        channels = work.channels.get({question.channel for question in asked})
        scopes = {id_: frozenset({PUBLIC, channel.scope}) for id_, channel in channels.items()}
        return [Query(q.author, q.terms, q.channel, scopes[q.channel], now) for q in asked]


def _timed(store: SqlStore, queries: list[Query], rank: Callable[[SqlUnitOfWork, Query], object]) -> list[float]:
    """Milliseconds for each query in a transaction of its own, as an answer has it."""
    times = []
    for query in [queries[0], *queries]:
        start = perf_counter()
        with store.reading(TEAM) as work:
            rank(work, query)
        times.append(1000 * (perf_counter() - start))
    return times[1:]


def _habit(work: SqlUnitOfWork, query: Query) -> object:
    """Who helped most in this channel, by the ties' weights."""
    weight = func.sum(HelpRow.weight)
    helpers = select(HelpRow.helper_id, weight).where(
        HelpRow.team_id == TEAM, HelpRow.channel_id == query.channel, HelpRow.seeker_id != query.asker
    )
    return work.session.execute(helpers.group_by(HelpRow.helper_id).order_by(weight.desc()).limit(20)).all()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
