"""How long it takes to find a week's topics, on a real export: python -m bench.topics EXPORT

Compared with counting all weeks anew, which is what a detector without kept counts does every week.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.app import open_store
from bot.cli.topics import LEAST_PEOPLE, TEAM, weekly_topics
from bot.domain.people import PUBLIC
from bot.domain.uses import start_of, week_of
from bot.services.emerging import TopicFinder
from bot.services.exports import open_export
from bot.settings import Settings
from storage.phrases import recount_all
from storage.unit_of_work import SqlStore

ROUNDS = 5


def main(path: Path) -> None:
    """Replay an export, then time its last week with kept counts and without."""
    with open_export(path) as export, TemporaryDirectory(prefix="kith-bench-") as folder:
        database = Path(folder) / "bench.sqlite"
        with open_store(Settings(kith_database_url=f"sqlite:///{database}")) as store:
            weeks = sum(1 for _ in weekly_topics(store, export))
            kept = median(_seconds(store) for _ in range(ROUNDS))
            anew = median(_seconds(store, anew=True) for _ in range(ROUNDS))
            size = database.stat().st_size / 2**20
    sys.stdout.write(
        f"{weeks} weeks, {size:.0f} MiB. The last week's topics: {kept:.2f} s with kept counts, "
        f"{anew:.2f} s counting anew ({anew / kept:.1f} times as long).\n"
    )


def _seconds(store: SqlStore, *, anew: bool = False) -> float:
    """The time to find the topics of the last whole week."""
    with store.writing(TEAM) as work:
        newest = work.messages.newest_at()
        if anew:
            recount_all(work.session, TEAM, [PUBLIC])
    assert newest is not None
    begun = perf_counter()
    TopicFinder(store).find(TEAM, start_of(week_of(newest)), [PUBLIC], LEAST_PEOPLE)
    return perf_counter() - begun


if __name__ == "__main__":
    main(Path(sys.argv[1]))
