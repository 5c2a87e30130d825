"""How long small things take to start, beside importing SQLAlchemy and numpy alone."""

import subprocess
import sys
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from bench.reporting import Report, Table

ALONE = "import sqlalchemy, numpy"
LOADED = "from bot.__main__ import _loaded; _loaded({!r}, {!r})"
STARTS = {
    "SQLAlchemy and numpy alone": ALONE,
    "the same with SQLAlchemy's ORM": "import sqlalchemy.orm, numpy",
    "kith --version": "import bot.__main__",
    "kith ask": LOADED.format("asking", "ask"),
    "kith import": LOADED.format("importing", "import_export"),
    "kith run": LOADED.format("running", "run"),
}
HELD = "; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def main(rounds: int = 7) -> Report:
    """Start each in turn, so many times."""
    spent: dict[str, list[float]] = {name: [] for name in STARTS}
    held: dict[str, int] = {}
    for _ in range(rounds):
        for name, code in STARTS.items():
            seconds, held[name] = _started(code)
            spent[name].append(seconds)
    alone = median(spent["SQLAlchemy and numpy alone"])
    rows = [
        [name, f"{median(some):.2f}", f"{median(some) / alone:.2f}", f"{held[name] / 1024:.0f}"]
        for name, some in spent.items()
    ]
    return Report("Starting", __doc__ or "", [Table(f"Median of {rounds}", ["", "s of CPU", "ratio", "MB held"], rows)])


def _started(code: str) -> tuple[float, int]:
    """Seconds of CPU that a Python takes to run this and end, and the KiB that it held at most."""
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", code + HELD], check=True, capture_output=True, text=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, int(done.stdout)
