"""What a running Kith holds in memory and costs while nothing happens: the real process, in a playground."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from bench.crashes import ROOT, kith_process
from bench.measuring import resident
from bench.reporting import Report, Table
from bench.talking import CHANNEL, PEOPLE, TOPICS
from playground.testing import Playground, running_playground

SETTLED = 3.0
"""Seconds after which a process that has nothing to do has finished what it began."""

WATCHED = 20.0
"""Seconds for which an idle process is watched."""


def main(count: int = 1_000) -> Report:
    """Look at a Kith that has started, and again after so many deliveries, and once more after as many."""
    with (
        TemporaryDirectory(prefix="kith-bench-") as folder,
        running_playground(ROOT / "manifest.yml") as playground,
        kith_process(playground, f"sqlite:///{Path(folder, 'kith.sqlite')}") as process,
    ):
        playground.wait_until_connected(timeout=60)
        rows = [["started", *_looked_at(process.pid)]]
        for told in (count, 2 * count):
            _talk(playground, count)
            playground.wait_until_delivered(timeout=600)
            rows.append([f"after {told:,} deliveries", *_looked_at(process.pid)])
    columns = ["", "MB held", "ms of CPU a second"]
    return Report("A Kith at rest", __doc__ or "", [Table("SQLite, Socket Mode", columns, rows)])


def _talk(playground: Playground, count: int) -> None:
    """People ask, answer and react, so many times."""
    said = None
    for place in range(count):
        who, topic = playground.person(PEOPLE[place % len(PEOPLE)]), TOPICS[place // 3 % len(TOPICS)]
        if said is None or place % 3 == 0:
            said = who.posts(CHANNEL, f"How do I set up {topic} number {place}?")
        elif place % 3 == 1:
            who.posts(CHANNEL, f"It is about {topic}", said)
        else:
            who.reacts(said, "pray")


def _looked_at(process: int) -> list[str]:
    """The memory that a process holds, and the CPU that it spends, once nothing happens."""
    sleep(SETTLED)
    before = _ticks(process)
    sleep(WATCHED)
    spent = (_ticks(process) - before) / os.sysconf("SC_CLK_TCK")
    return [f"{resident(process):.0f}", f"{1000 * spent / WATCHED:.1f}"]


def _ticks(process: int) -> int:
    """What a process has spent so far (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
