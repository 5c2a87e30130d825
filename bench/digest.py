"""The digest of a busy week: what its parts take, each in a process of its own, first as they come and then again.

At first the weeks before are counted; these counts are kept, and next week's digest finds them.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from rich.console import Console
from sqlalchemy import event

from bench.importing import write_export
from bench.measuring import peak, resident
from bench.reporting import Report, Table
from bot.app import open_store
from bot.charts import rising
from bot.cli.importing import import_into
from bot.domain.people import PUBLIC
from bot.domain.subscriptions import Subscription
from bot.domain.uses import start_of, week_of
from bot.services.digests import DigestMaker
from bot.services.emerging import TopicFinder, least_people
from bot.services.exports import open_export
from bot.services.needs import needs
from bot.services.weaving import meetable
from bot.settings import Settings
from storage.unit_of_work import SqlStore

TEAM, TARGET = "TBENCH", "C00000"
WEEKS = 6
"""So many are imported, the last one with words that nobody used before."""

FRESH = ("frobnicator", "quuxification", "zorblax", "plughnet", "wibblefish", "snarkrouter")

Part = Callable[[SqlStore, datetime], object]


def main(messages: int) -> Report:
    """Import weeks of so many messages, and make the digest of the last."""
    with TemporaryDirectory(prefix="kith-bench-") as folder:
        export, url = Path(folder, "export"), f"sqlite:///{Path(folder, 'kith.sqlite')}"
        write_export(export, WEEKS * messages, 7 * WEEKS, FRESH)
        until = _imported(export, url)
        rows = [[name, *_in_a_fresh_process(url, until, name)] for name in PARTS]
    columns = ["", "seconds", "s of CPU", "statements", "MB more"]
    title = f"The last of {WEEKS} weeks with {messages:,} messages each"
    return Report("The digest", __doc__ or "", [Table(title, columns, rows)])


def topics(store: SqlStore, until: datetime) -> int:
    """How many topics emerge."""
    with store.reading(TEAM) as work:
        people = least_people(work)
    return len(TopicFinder(store).find(TEAM, until, [PUBLIC], people))


def open_questions(store: SqlStore, until: datetime) -> int:
    """How many needs are told of."""
    with store.reading(TEAM) as work:
        named = {person.id: person for person in work.people.all()}
        return len(needs(work, {PUBLIC}, named, until, TARGET))


def strangers(store: SqlStore, until: datetime) -> int:
    """How many pairs might like to meet, by their helps alone."""
    with store.reading(TEAM) as work:
        return sum(1 for _ in meetable(work, until, ()))


def whole(store: SqlStore, until: datetime) -> object:
    """The digest as it is posted."""
    return DigestMaker(store).make(TEAM, Subscription(TARGET, until), until)


def chart(_: SqlStore, __: datetime) -> bytes:
    """The picture under it."""
    return rising({word: range(place, place + 8) for place, word in enumerate(FRESH)})


PARTS: Mapping[str, Part] = {
    "finding topics, the weeks before counted first": topics,
    "finding topics": topics,
    "needs": open_questions,
    "people who should meet": strangers,
    "the whole digest": whole,
    "drawing the chart": chart,
}
"""In this order: the first one leaves the counts that the others find."""


def _imported(export: Path, url: str) -> datetime:
    """The Monday after what was imported."""
    with open_store(Settings(kith_database_url=url)) as store, open_export(export) as opened:
        import_into(store, opened, TEAM, Console(quiet=True))
        with store.reading(TEAM) as work:
            newest = work.messages.newest_at()
    assert newest
    return start_of(week_of(newest) + 1)


def _in_a_fresh_process(url: str, until: datetime, name: str) -> list[str]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(_measured, url, until, name).result()


def _measured(url: str, until: datetime, name: str) -> list[str]:
    with open_store(Settings(kith_database_url=url)) as store, _counted(store) as statements:
        held, began, spent = resident(), perf_counter(), process_time()
        PARTS[name](store, until)
        took, spent = perf_counter() - began, process_time() - spent
    return [f"{took:.2f}", f"{spent:.2f}", f"{len(statements):,}", f"{peak() - held:.0f}"]


@contextmanager
def _counted(store: SqlStore) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield statements
    event.remove(store.engine, "before_cursor_execute", note)
