"""How times grow with a workspace, drawn from the tables of a report."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from bench.reporting import Table

OURS, OTHERS, INK, GRID = ("#0072b2", "#d55e00"), "#9a9a9a", "#2b2b2b", "#dddad2"
PEOPLE, MEDIAN, OUR_NAME = "people", "median", "Kith"
BESIDE, APART = 1.05, 1.25
"""How far names are from their curve, and from each other, as factors."""

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
    places = _apart({name: points[-1][1] for name, points in found.items()})
    for name, points in found.items():
        stands_out = name in ours
        colour = OURS[ours.index(name) % len(OURS)] if stands_out else OTHERS
        axes.plot(*zip(*points, strict=True), color=colour, marker="o", linewidth=3 if stands_out else 1.5)
        place = points[-1][0] * BESIDE, places[name]
        axes.annotate(name, points[-1], place, va="center", color=colour, fontsize=8)
    axes.set_xlabel("people", color=INK)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    axes.set_title("Milliseconds, median", color=INK, loc="left")
    axes.grid(color=GRID)
    axes.margins(x=0.05)
    for side in axes.spines.values():
        side.set_visible(False)
    image = BytesIO()
    figure.savefig(image, format="png")
    return image.getvalue()


def _apart(ends: Mapping[str, float]) -> dict[str, float]:
    """Where the names are written: beside the ends of their curves, pushed up where two would overlap."""
    places: dict[str, float] = {}
    for name in sorted(ends, key=ends.__getitem__):
        below = next(reversed(places.values()), 0.0)
        places[name] = max(ends[name], APART * below)
    return places


def _number(text: str) -> int:
    return int(text.replace(",", ""))
