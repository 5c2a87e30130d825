"""A whole answer, from the question to whom it names, on both databases and at growing sizes."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.measuring import in_turn, spread
from bench.reporting import Report, Table
from bench.servers import postgresql_server
from bench.workspace import NOW, TEAM, fill, questions
from bot.domain.people import PUBLIC
from bot.services.finding import Finder
from bot.services.ranking import LearnedRanker
from storage.engine import open_engine
from storage.unit_of_work import SqlStore

SIZES = (1_000, 10_000, 100_000)


def main(people: int, count: int = 60) -> Report:
    """Answer the same kind of questions at each size up to `people`."""
    sizes = [*(size for size in SIZES if size < people), people]
    rows = [row for size in sizes for row in _at(size, count)]
    columns = ["", "people", "helps", "ms, fastest tenth", "median", "95 %", "loaded in s"]
    return Report("The answer", __doc__ or "", [Table(f"{count} questions at each size", columns, rows)])


def _at(people: int, count: int) -> list[list[str]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="kith-bench-")))
        urls = {
            "SQLite": f"sqlite:///{folder}/kith.sqlite",
            "PostgreSQL": stack.enter_context(postgresql_server()),
        }
        ways: dict[str, Callable[[tuple[str, str, str]], object]] = {}
        loaded: dict[str, tuple[int, float]] = {}
        for name, url in urls.items():
            engine = open_engine(url)
            stack.callback(engine.dispose)
            began = perf_counter()
            loaded[name] = fill(engine, people), perf_counter() - began
            ways[name] = _answering(SqlStore(engine))
        times = in_turn(ways, questions(people, count))
    return [
        [
            name,
            f"{people:,}",
            f"{loaded[name][0]:,}",
            *spread(times[name]),
            f"{loaded[name][1]:.0f}",
        ]
        for name in urls
    ]


def _answering(store: SqlStore) -> Callable[[tuple[str, str, str]], object]:
    finder = Finder(store, LearnedRanker())

    def answer(question: tuple[str, str, str]) -> object:
        asker, text, channel = question
        found = finder.find(TEAM, asker, text, {PUBLIC}, channel, NOW)
        assert found.candidates, f"nobody was found for {text}"
        return found

    return answer
