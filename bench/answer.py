"""A whole answer, from the question to whom it names, on both databases and at growing sizes.

Found: by the finder alone. Asked: a question posted in a playground, delivered over signed HTTP, and answered; of that
what Kith itself took, without the calls of the Web API.
"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.asking import Asked, asking
from bench.measuring import in_turn, spread
from bench.reporting import Report, Table
from bench.servers import postgresql_server
from bench.workspace import NOW, TEAM, fill, questions
from bot.domain.people import PUBLIC
from bot.interpreter import keep_what_is_loaded
from bot.services.finding import Finder
from bot.services.ranking import LearnedRanker
from storage.engine import open_engine
from storage.unit_of_work import SqlStore

SIZES = (1_000, 10_000, 100_000)
WARM_UP = 3


def main(people: int, count: int = 60) -> Report:
    """Answer the same kind of questions at each size up to `people`."""
    keep_what_is_loaded()
    sizes = [*(size for size in SIZES if size < people), people]
    rows = [row for size in sizes for row in _at(size, count)]
    columns = ["", "people", "helps", "ms, fastest tenth", "median", "95 %", "loaded in s"]
    return Report("The answer", __doc__ or "", [Table(f"{count} questions at each size", columns, rows)])


def _at(people: int, count: int) -> list[list[str]]:
    asked = questions(people, count)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="kith-bench-")))
        urls = {
            "SQLite": f"sqlite:///{folder}/kith.sqlite",
            "PostgreSQL": stack.enter_context(postgresql_server()),
        }
        stores: dict[str, SqlStore] = {}
        loaded: dict[str, tuple[int, float]] = {}
        for name, url in urls.items():
            engine = open_engine(url)
            stack.callback(engine.dispose)
            began = perf_counter()
            loaded[name] = fill(engine, people), perf_counter() - began
            stores[name] = SqlStore(engine)
        found = in_turn({name: _answering(store) for name, store in stores.items()}, asked, WARM_UP)
        told = {name: _told(store, asked) for name, store in stores.items()}
    return [
        [f"{way} on {name}", f"{people:,}", f"{loaded[name][0]:,}", *spread(times[name]), f"{loaded[name][1]:.0f}"]
        for way, times in (("found", found), ("asked", told))
        for name in urls
    ]


def _told(store: SqlStore, asked: list[Asked]) -> list[float]:
    """Milliseconds of Kith's own for each question that is asked in Slack, after a few that do not count."""
    with asking(store, asked) as ask:
        return [ask(question) for question in [*asked[:WARM_UP], *asked]][WARM_UP:]


def _answering(store: SqlStore) -> Callable[[Asked], object]:
    finder = Finder(store, LearnedRanker())

    def answer(question: Asked) -> object:
        asker, text, channel = question
        found = finder.find(TEAM, asker, text, {PUBLIC}, channel, NOW)
        assert found.candidates, f"nobody was found for {text}"
        return found

    return answer
