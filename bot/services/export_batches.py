"""Batches of an export: whole day files, read ahead of what is written down, a large export's by a second process."""

import gc
import os
import signal
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from bot.domain.errors import ImportFailed
from bot.domain.events import Happening, MessagePosted
from bot.domain.reading import read_ahead
from bot.services.exports import DayFile, Export, open_export

MANY_FILES = 300
"""From so many day files on, a second process reads: fewer are read before it has started."""

SELDOM = (100_000, 50, 100)
"""Thresholds of the garbage collector: an export makes many objects and no cycles, to look for them took a fifth."""

_FAR = "The process that reads the export was ended from outside; import again to go on."
_OPEN = ExitStack()


@dataclass(frozen=True, slots=True)
class Batch:
    """Whole day files on their way into one transaction; `failure` says what is wrong with the file after them."""

    files: tuple[DayFile, ...]
    happenings: tuple[Happening, ...]
    skipped: Mapping[str, int]
    failure: ImportFailed | None = None


def batches(export: Export, size: int) -> Generator[Batch, None, None]:
    """The day files in order, as many to a batch as hold `size` happenings; the next one is read meanwhile.

    The first is read here, while a second process starts. Raises ImportFailed at a malformed file, after all that came
    before it.
    """
    start = 0
    with _reader(export, size) as read_from:
        following: Callable[[], Batch] = partial(batch_of, export, size, start)
        while start < len(export.days):
            batch = following()
            start += len(batch.files)
            following = read_from(start)
            if batch.files:
                yield batch
            if batch.failure:
                raise batch.failure


def batch_of(export: Export, size: int, start: int) -> Batch:
    """The batch that begins with a day file, given by its place."""
    files: list[DayFile] = []
    happenings: list[Happening] = []
    skipped: Counter[str] = Counter()
    failure = None
    for file in export.days[start:]:
        try:
            day = export.read(file)
        except ImportFailed as failed:
            failure = failed
            break
        files.append(file)
        happenings += (read_ahead(one) if isinstance(one, MessagePosted) else one for one in day.happenings)
        skipped.update(day.skipped)
        if len(happenings) >= size:
            break
    return Batch(tuple(files), tuple(happenings), skipped, failure)


@contextmanager
def _reader(export: Export, size: int) -> Iterator[Callable[[int], Callable[[], Batch]]]:
    """Begins to read the batch from a place on, and gives what waits for it; for a small export only that reads."""
    if len(export.days) < MANY_FILES or (os.cpu_count() or 1) < 2:
        yield lambda start: partial(batch_of, export, size, start)
        return
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin) as pool:
        pool.submit(_make_ready, export.path)
        yield lambda start: partial(_result, pool.submit(_batch_far, export.path, size, start))


def _result(reading: Future[Batch]) -> Batch:
    try:
        return reading.result()
    except BrokenProcessPool as broken:
        raise ImportFailed(_FAR) from broken


def _batch_far(path: Path, size: int, start: int) -> Batch:
    return batch_of(_opened(path), size, start)


def _make_ready(path: Path) -> None:
    """Start the process that reads."""
    _opened(path)


@cache
def _opened(path: Path) -> Export:
    """The export, opened once in the process that reads and closed by its end."""
    return _OPEN.enter_context(open_export(path))


def _begin() -> None:
    """In the process that reads: a Ctrl-C is the other one's to handle, and when that is gone nobody reads on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*SELDOM)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
