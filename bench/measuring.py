"""Measuring: several ways in turn, so that whatever else the machine does falls on all of them alike."""

import os
import platform
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

Question = TypeVar("Question")


def in_turn(
    ways: Mapping[str, Callable[[Question], object]], questions: Sequence[Question], warm_up: int = 3, stretch: int = 1
) -> dict[str, list[float]]:
    """Milliseconds that each way takes for each question, after a few that do not count.

    Each way is asked a `stretch` of questions before the next one gets them: of several the first finds the processor's
    caches full of what the others left there, the rest as on a machine of its own.
    """
    times: dict[str, list[float]] = {name: [] for name in ways}
    for start in range(-warm_up, len(questions), stretch):
        for name, way in ways.items():
            took = [_taken(way, questions[place]) for place in range(start, min(start + stretch, len(questions)))]
            times[name].extend(took if start >= 0 else took[-start:])
    return times


def _taken(way: Callable[[Question], object], question: Question) -> float:
    began = perf_counter()
    way(question)
    return 1000 * (perf_counter() - began)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[min(len(times) - 1, len(times) * 95 // 100)]


def p10(times: Sequence[float]) -> float:
    """The 10th percentile: what a way takes where nothing else on the machine comes between."""
    return sorted(times)[len(times) // 10]


def spread(times: Sequence[float]) -> list[str]:
    """The 10th percentile, the median and the 95th, in milliseconds."""
    return [f"{value:.1f}" for value in (p10(times), median(times), p95(times))]


def resident(process: int | str = "self") -> float:
    """MB of memory that a process holds now."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak(process: int | str = "self") -> float:
    """MB of memory that a process held at most; `ru_maxrss` would count what its parent held.

    0 where it has ended and nobody asked yet how. Raises OSError where there is none.
    """
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    held = status.partition("VmHWM:")[2].split()
    return int(held[0]) * 1024 / 1e6 if held else 0.0


def machine() -> str:
    """What is measured on, and how busy it is besides."""
    model = next(
        (line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), ""
    )
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {platform.system()}; "
        f"load average {load:.1f}"
    )
