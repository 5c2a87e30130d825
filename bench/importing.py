"""Importing a made-up export of so many messages into an empty store."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from multiprocessing import active_children, get_context
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import Any

from rich.console import Console

from bench.measuring import peak
from bench.reporting import Report, Table
from bot.app import open_store
from bot.cli.importing import import_into
from bot.services.exports import open_export
from bot.settings import Settings

PEOPLE = 400
CHANNELS = 30
DAYS = 90
VOCABULARY = 30_000
LONGEST = 60
GRAMMAR = "the a to and of in is it that for on with this be as are you we not have can how do what if"
"""Every other word is one of these, as in prose."""

LOOK_EVERY = 0.2
"""Seconds."""

STEPS = (4, 2, 1)
"""Imports of a quarter, of half and of all of it show whether cost and memory stay flat."""


def main(messages: int) -> Report:
    """Write the exports and import each."""
    rows = []
    for step in STEPS:
        with TemporaryDirectory(prefix="kith-bench-") as folder:
            export = Path(folder, "export")
            write_export(export, messages // step)
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
                rows.append(fresh.submit(_imported, export, Path(folder, "kith.sqlite")).result())
    columns = ["messages", "seconds", "a second", "CPU s, writing", "CPU s, reading", "MB, writing", "MB, reading"]
    return Report("Importing", __doc__ or "", [Table("SQLite", [*columns, "MB on disk"], rows)])


def _imported(export: Path, database: Path) -> list[str]:
    """Import as `kith import` does; an export of many files is read by a second process, which has ended by then."""
    settings = Settings(kith_database_url=f"sqlite:///{database}")
    with open_export(export) as opened, open_store(settings, importing=True) as store:
        before, began = _spent(RUSAGE_SELF), perf_counter()
        with _watched() as readers:
            read = import_into(store, opened, "TBENCH", Console(quiet=True)).messages
        took, writing = perf_counter() - began, _spent(RUSAGE_SELF) - before
    held = [peak(), max(readers.values(), default=0.0)]
    figures = [took, read / took, writing, _spent(RUSAGE_CHILDREN), *held, database.stat().st_size / 1e6]
    return [f"{read:,}", *(f"{figure:,.{0 if figure >= 100 else 1}f}" for figure in figures)]


@contextmanager
def _watched() -> Iterator[dict[int, float]]:
    """What the processes that this one starts meanwhile hold at most, in MB."""
    held: dict[int, float] = {}
    done = Event()

    def watch() -> None:
        while not done.wait(LOOK_EVERY):
            for child in active_children():
                reader = child.ident or 0
                with suppress(OSError):
                    held[reader] = max(held.get(reader, 0.0), peak(reader))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield held
    finally:
        done.set()
        watcher.join()


def _spent(whose: int) -> float:
    """Seconds of CPU."""
    used = getrusage(whose)
    return used.ru_utime + used.ru_stime


def write_export(folder: Path, messages: int, days: int = DAYS, fresh: Sequence[str] = ()) -> None:
    """An export in which four of five messages answer, and a third of the threads are thanked.

    The `fresh` words come up in its last seven days, one in every fiftieth message.
    """
    chance = Random(messages)
    people = [f"U{number:05}" for number in range(PEOPLE)]
    channels = [{"id": f"C{number:05}", "name": f"channel-{number}"} for number in range(CHANNELS)]
    folder.mkdir()
    _dump(folder / "users.json", [{"id": id_, "name": id_.lower(), "team_id": "TBENCH"} for id_ in people])
    _dump(folder / "channels.json", channels)
    said: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    first = datetime(2026, 8, 3, tzinfo=UTC).timestamp()
    roots: dict[str, str] = {}
    for place in range(messages):
        at = first + place * days * 86_400 / messages
        news = f" {chance.choice(fresh)}" if fresh and at >= first + (days - 7) * 86_400 and place % 50 == 0 else ""
        name = chance.choice(channels)["name"]
        ts = f"{at:.3f}{place % 1000:03}"
        answers = name in roots and chance.random() < 0.8
        message = {"type": "message", "user": chance.choice(people), "ts": ts, "text": _text(chance, answers) + news}
        message["thread_ts"] = roots[name] if answers else roots.setdefault(name, ts)
        if not answers:
            roots[name] = message["thread_ts"] = ts
        said[name, f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"].append(message)
    for (name, day), messages_then in said.items():
        (folder / name).mkdir(exist_ok=True)
        _dump(folder / name / f"{day}.json", messages_then)


def _text(chance: Random, answers: bool) -> str:
    """Prose of Zipf's law: half of it grammar, now and then some code."""
    grammar = GRAMMAR.split()
    words = [
        chance.choice(grammar) if place % 2 else f"word{int(VOCABULARY * chance.random() ** 3):x}".translate(LETTERS)
        for place in range(chance.randint(5, LONGEST))
    ]
    if chance.random() < 0.2:
        words.append("`some_call(value)`")
    if answers and chance.random() < 0.1:
        return f"Thanks, that worked! {' '.join(words)}"
    return f"{' '.join(words)}{'.' if answers else '?'}"


LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Words are letters alone."""


def _dump(file: Path, content: object) -> None:
    file.write_text(json.dumps(content), encoding="utf-8")
