"""How times grow with a workspace, drawn from the tables of a report."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from bench.reporting import Table

OURS = ("#0072b2", "#d55e00", "#009e73", "#b0578d")
OTHERS, INK, GRID = "#9a9a9a", "#2b2b2b", "#dddad2"
PEOPLE, MEDIAN, OUR_NAME = "people", "median", "Kith"
BESIDE = 1.05
"""How far names are from their curve, as a factor."""

APART = 0.055
"""How far they are from each other, as a share of the picture's height."""

_SIZE = re.compile(r"([\d,]+) people")

Curves = Mapping[str, Sequence[tuple[int, float]]]
"""By way the points of its curve: people, and milliseconds at the median."""


def curves(tables: Sequence[Table]) -> Curves:
    """The curves of all ways that were measured at two sizes at least; a table's size is in its rows or its title."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for table in tables:
        size = _SIZE.match(table.title)
        if MEDIAN not in table.columns or not (size or PEOPLE in table.columns):
            continue
        for row in table.rows:
            people = size[1] if size else row[table.columns.index(PEOPLE)]
            found[row[0]].append((_number(people), float(row[table.columns.index(MEDIAN)].replace(",", ""))))
    return {name: sorted(points) for name, points in found.items() if len({people for people, _ in points}) > 1}


def drawn(found: Curves) -> bytes:
    """The curves as a PNG, on logarithmic scales; Kith's own, or where there are no others all, stand out."""
    ours = [name for name in found if name.startswith(OUR_NAME)] or list(found)
    figure = Figure(figsize=(7.2, 4.6), dpi=150, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_xscale("log")
    axes.set_yscale("log")
    times = [took for points in found.values() for _, took in points]
    places = _apart({name: points[-1] for name, points in found.items()}, (max(times) / min(times)) ** APART)
    for name, points in found.items():
        stands_out = name in ours
        colour = OURS[ours.index(name) % len(OURS)] if stands_out else OTHERS
        axes.plot(*zip(*points, strict=True), color=colour, marker="o", linewidth=3 if stands_out else 1.5)
        place = points[-1][0] * BESIDE, places[name]
        axes.annotate(name, points[-1], place, va="center", color=colour, fontsize=8)
    axes.set_xlabel("people", color=INK)
    for axis, steps in ((axes.xaxis, (1,)), (axes.yaxis, (1, 2, 5))):
        axis.set_major_locator(LogLocator(subs=steps))
        axis.set_major_formatter(StrMethodFormatter("{x:,g}"))
        axis.set_minor_formatter(NullFormatter())
    axes.set_title("Milliseconds, median", color=INK, loc="left")
    axes.grid(color=GRID)
    axes.margins(x=0.05)
    for side in axes.spines.values():
        side.set_visible(False)
    image = BytesIO()
    figure.savefig(image, format="png")
    return image.getvalue()


def _apart(ends: Mapping[str, tuple[int, float]], apart: float) -> dict[str, float]:
    """How high the names are written: as their curves end, but so far apart as this factor where several end."""
    places: dict[str, float] = {}
    below: dict[int, float] = defaultdict(float)
    for name, (people, took) in sorted(ends.items(), key=lambda end: end[1]):
        places[name] = below[people] = max(took, apart * below[people])
    return places


def _number(text: str) -> int:
    return int(text.replace(",", ""))
