"""A person's network as an image: themselves in the middle, colleagues around by group, people outside beyond."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import cos, degrees, pi, sin

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager, get_font
from matplotlib.patches import Wedge
from matplotlib.patheffects import withStroke

from bot.domain.contacts import Contact, HowWell
from bot.services.own_network import DRAWN, OwnNetwork, OwnTie

SIZE = 10.0, 8.0
DPI = 130
PAPER, INK, FAINT, QUIET = "#fbfaf7", "#2b2b2b", "#cfcabf", "#6f6a60"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#b2559b", "#8a6d00", "#3a8fb7")
"""Told apart by the colour-blind as well (after Okabe and Ito 2008); those alone are grey."""

ALONE = "#8a8579"
TYPEFACE = "DejaVu Sans"
"""It comes with matplotlib, so that the picture is the same on every machine."""

OUTSIDE = 10
"""So many people outside are drawn."""

NEAREST, FARTHEST, BEYOND, EDGE = 0.42, 1.0, 1.32, 1.62
CROWDED = 0.016
"""So much farther away is the nearest for each who is drawn: names need room."""

LONGEST_NAME, LONGEST_OUTSIDE = 15, 26
CLOSENESS = {HowWell.MET: 1.0, HowWell.KNOWN: 1.8, HowWell.WELL: 2.8}
LEGEND = "The nearer and thicker, the stronger.  A colour: people who help each other."
LEGEND_OUTSIDE = "  Diamonds: people outside, whom only you see."


@dataclass(frozen=True, slots=True)
class Spot:
    """Somebody's place: how far from the middle, and at which angle (radians)."""

    far: float
    angle: float

    @property
    def x(self) -> float:
        """To the right of the middle."""
        return self.far * cos(self.angle)

    @property
    def y(self) -> float:
        """Above the middle."""
        return self.far * sin(self.angle)


def picture(network: OwnNetwork, contacts: Sequence[Contact]) -> bytes:
    """The network as a PNG on paper of its own, so that either theme of Slack may surround it."""
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0.03, 1, 0.97))
    axes.set_axis_off()
    edge = EDGE if contacts else EDGE - BEYOND + FARTHEST
    axes.set_xlim(-edge * SIZE[0] / SIZE[1], edge * SIZE[0] / SIZE[1])
    axes.set_ylim(-edge, edge)
    axes.set_aspect("equal")
    ties = network.ties[:DRAWN]
    colours, spots = _colours(ties), _spots(ties)
    _draw_groups(axes, ties, spots, colours)
    _draw_ties(axes, network, spots, [tie.strength for tie in ties], colours)
    _draw_contacts(axes, contacts[:OUTSIDE])
    for place, (tie, spot, colour) in enumerate(zip(ties, spots, colours, strict=True), 1):
        _draw_person(axes, tie, spot, colour, place)
    axes.scatter([0], [0], s=2300, color=INK, edgecolor=PAPER, linewidth=3, zorder=5)
    axes.text(0, 0, "You", color=PAPER, fontsize=16, weight="bold", ha="center", va="center", zorder=6)
    legend = LEGEND + (LEGEND_OUTSIDE if contacts else "")
    figure.text(0.5, 0.02, legend, color=QUIET, fontsize=10.5, ha="center", va="bottom")
    image = BytesIO()
    figure.savefig(image, format="png", facecolor=PAPER)
    return image.getvalue()


def alt_text(network: OwnNetwork, contacts: Sequence[Contact]) -> str:
    """The picture in words."""
    near = ", ".join(tie.person.name for tie in network.ties[:DRAWN])
    outside = ", ".join(contact.identity.name for contact in contacts[:OUTSIDE])
    told = ["You in the middle."]
    told += [f"Around you, the strongest ties first: {near}."] if near else []
    told += [f"Outside: {outside}."] if outside else []
    return " ".join(told)[:1000]


def _spots(ties: Sequence[OwnTie]) -> list[Spot]:
    """Groups side by side around the circle, each from its strongest tie on; the stronger, the nearer."""
    order = sorted(range(len(ties)), key=lambda place: (ties[place].group, place))
    strengths = [tie.strength for tie in ties]
    weakest, range_ = min(strengths, default=0.0), max(strengths, default=0.0) - min(strengths, default=0.0)
    nearest = min(NEAREST + CROWDED * len(ties), FARTHEST)
    spots = [Spot(nearest, 0.0)] * len(ties)
    for turn, place in enumerate(order):
        share = (strengths[place] - weakest) / range_ if range_ else 0.5
        angle = pi / 2 - 2 * pi * (turn + 0.5) / len(ties)
        spots[place] = Spot(FARTHEST - (FARTHEST - nearest) * share, angle)
    return spots


def _colours(ties: Sequence[OwnTie]) -> list[str]:
    groups = [tie.group for tie in ties]
    return [COLOURS[group % len(COLOURS)] if groups.count(group) > 1 else ALONE for group in groups]


def _draw_groups(axes: Axes, ties: Sequence[OwnTie], spots: Sequence[Spot], colours: Sequence[str]) -> None:
    """A sector behind each group."""
    half = pi / len(ties) if ties else 0.0
    for group in {tie.group for tie in ties}:
        members = [place for place, tie in enumerate(ties) if tie.group == group]
        angles = [spots[place].angle for place in members]
        start, end = degrees(min(angles) - half), degrees(max(angles) + half)
        colour = colours[members[0]]
        if colour != ALONE:
            axes.add_patch(Wedge((0, 0), FARTHEST + 0.12, start, end, facecolor=colour, alpha=0.09, zorder=0))


def _draw_ties(
    axes: Axes, network: OwnNetwork, spots: Sequence[Spot], strengths: Sequence[float], colours: Sequence[str]
) -> None:
    for one, other in network.among:
        ends = [spots[one].x, spots[other].x], [spots[one].y, spots[other].y]
        axes.plot(*ends, color=FAINT, linewidth=1.1, zorder=1)
    for spot, strength, colour in zip(spots, strengths, colours, strict=True):
        axes.plot([0, spot.x], [0, spot.y], color=colour, linewidth=1.2 + 6 * strength, alpha=0.6, zorder=2)


def _draw_person(axes: Axes, tie: OwnTie, spot: Spot, colour: str, place: int) -> None:
    name = _drawable(tie.person.name, place)
    axes.scatter([spot.x], [spot.y], s=620, color=colour, edgecolor=PAPER, linewidth=2.5, zorder=4)
    words = [] if name.startswith("No. ") else name.split()[:2]
    initials = "".join(word[0] for word in words if word[0].isalpha()).upper() or str(place)
    axes.text(spot.x, spot.y, initials, color=PAPER, fontsize=11, weight="bold", ha="center", va="center", zorder=6)
    _draw_name(axes, spot, name)


def _draw_contacts(axes: Axes, contacts: Sequence[Contact]) -> None:
    for turn, contact in enumerate(contacts):
        spot = Spot(BEYOND, pi / 2 - 2 * pi * turn / len(contacts))
        width = CLOSENESS[contact.how_well]
        axes.plot([0, spot.x], [0, spot.y], color=FAINT, linewidth=width, linestyle=(0, (2, 2.5)), zorder=1)
        axes.scatter([spot.x], [spot.y], s=230, marker="D", facecolor=PAPER, edgecolor=INK, linewidth=1.8, zorder=4)
        _draw_name(axes, spot, _drawable(contact.identity.name, turn + 1, LONGEST_OUTSIDE), style="italic")


def _draw_name(axes: Axes, spot: Spot, name: str, style: str = "normal") -> None:
    """A name under its spot, with a rim of paper so that no line crosses it."""
    rim = [withStroke(linewidth=3.5, foreground=PAPER)]
    place = {"ha": "center", "va": "top", "family": TYPEFACE, "style": style}
    axes.text(spot.x, spot.y - 0.085, name, place, color=INK, fontsize=11, zorder=7, path_effects=rim)


def _drawable(name: str, number: int, longest: int = LONGEST_NAME) -> str:
    """A name as it can be drawn; one whose letters the typeface lacks is told by its number."""
    letters = get_font(fontManager.findfont(TYPEFACE)).get_charmap()
    if not name.strip() or not all(ord(letter) in letters for letter in name):
        return f"No. {number}"
    first, _, last = name.partition(" ")
    short = f"{first} {last[0]}." if len(name) > longest and last.strip() else name
    return (short if len(short) <= longest else f"{short[: longest - 1]}…").replace("$", r"\$")
