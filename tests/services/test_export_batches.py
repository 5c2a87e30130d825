"""A large export is read by a second process, to the same end as by the one that writes; nothing stays behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import ImportFailed
from bot.domain.events import MessagePosted
from bot.services.export_batches import MANY_FILES, Batch, batch_of, batches
from bot.services.exports import open_export
from tests.exports import channel, message, write_export

DAYS = [date(2024, 1, 1) + timedelta(days=count) for count in range(MANY_FILES)]
READER = """
import sys
from multiprocessing import active_children
from pathlib import Path
from bot.services.export_batches import batches
from bot.services.exports import open_export

if __name__ == "__main__":
    with open_export(Path(sys.argv[1])) as export:
        for batch in batches(export, 10):
            print(*(child.pid for child in active_children()), flush=True)
            sys.stdin.readline()
"""


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """An export of so many days that a second process reads it; on every third day two messages."""
    said = {
        f"ops/{day}": [asked(f"{1704103200 + 86400 * place}.{count:06}") for count in range(1 + (place % 3 == 0))]
        for place, day in enumerate(DAYS)
    }
    return write_export(tmp_path / "large", said, channels=[channel("COPS", "ops")])


def asked(ts: str) -> dict[str, Any]:
    return message(ts, "UANA", "How do I drain a kubernetes node?")


def read_here(path: Path, size: int) -> list[Batch]:
    with open_export(path) as export:
        found = [batch_of(export, size, 0)]
        while (done := sum(len(batch.files) for batch in found)) < len(export.days):
            found.append(batch_of(export, size, done))
        return found


def test_a_second_process_reads_what_this_one_would(large: Path) -> None:
    with open_export(large) as export:
        assert list(batches(export, 70)) == read_here(large, 70)
    assert multiprocessing.active_children() == []


def test_a_batch_holds_whole_files_and_no_text(large: Path) -> None:
    first, *_ = read_here(large, 70)
    assert 70 <= len(first.happenings) <= 71
    assert [file.day for file in first.files] == DAYS[: len(first.files)]
    for posted in first.happenings:
        assert isinstance(posted, MessagePosted)
        assert posted.text == ""
        assert posted.ref
        assert "kubernet" in posted.ref.terms


def test_a_malformed_file_ends_the_reading_after_all_that_came_before_it(large: Path) -> None:
    (large / "ops" / f"{DAYS[100]}.json").write_text("[")
    read: list[Batch] = []
    with open_export(large) as export, pytest.raises(ImportFailed, match=str(DAYS[100])):
        read.extend(batches(export, 70))
    assert sum(len(batch.files) for batch in read) == 100
    assert multiprocessing.active_children() == []


def test_who_stops_taking_batches_leaves_no_process_behind(large: Path) -> None:
    with open_export(large) as export:
        reading = batches(export, 10)
        next(reading)
        reading.close()
    assert multiprocessing.active_children() == []


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="on one core nobody else reads")
def test_the_second_process_ends_with_one_that_is_killed(large: Path, tmp_path: Path) -> None:
    script = tmp_path / "reader.py"
    script.write_text(READER)
    importing = subprocess.Popen(
        [sys.executable, str(script), str(large)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert importing.stdin
    assert importing.stdout
    reader = int(importing.stdout.readline())
    importing.send_signal(signal.SIGKILL)
    importing.wait()
    importing.stdin.close()
    importing.stdout.close()
    deadline = time.monotonic() + 20
    while is_running(reader) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(reader)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")
