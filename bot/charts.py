"""The rising topics as an image: readable on a phone, on light and on dark."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

WEEKS = 8
SIZE = 7.2, 4.2
DPI = 150
MARGIN = 0.15
"""Inches of paper around the chart."""

PAPER, INK, GRID = "#fbfaf7", "#2b2b2b", "#dddad2"
COLOURS = "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00"
"""Told apart by the colour-blind as well (Okabe and Ito 2008), and dark enough on the paper."""


def rising(topics: Mapping[str, Sequence[int]]) -> bytes:
    """People a week for each topic by its label, oldest week first, as a PNG.

    It lies on paper of its own, so that either theme of Slack may surround it.
    """
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=PAPER, layout=ConstrainedLayoutEngine(w_pad=MARGIN, h_pad=MARGIN))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=PAPER)
    longest = min(WEEKS, max(len(weekly) for weekly in topics.values()))
    for (label, weekly), colour in zip(topics.items(), COLOURS, strict=False):
        people = weekly[-longest:]
        weeks = range(1 - len(people), 1)
        axes.plot(
            weeks,
            people,
            color=colour,
            linewidth=3,
            marker="o",
            markersize=7,
            clip_on=False,
            label=label.replace("$", ""),
        )
    axes.set_title("People who talk about it, week by week", color=INK, fontsize=15, loc="left", pad=12)
    axes.set_xticks([1 - longest, 0], [f"{longest - 1} weeks ago", "last week"], color=INK, fontsize=13)
    axes.tick_params(axis="y", colors=INK, labelsize=13, length=0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color=GRID)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.legend(frameon=False, fontsize=13, labelcolor=INK, loc="upper left")
    image = BytesIO()
    figure.savefig(image, format="png", facecolor=PAPER)
    return image.getvalue()


def alt_text(topics: Mapping[str, Sequence[int]]) -> str:
    """The chart in words."""
    told = "; ".join(f"{label}: {', '.join(map(str, weekly[-WEEKS:]))}" for label, weekly in topics.items())
    return f"People a week, oldest first. {told}."[:1000]
