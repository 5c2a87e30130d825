"""Reads the conversations in `threads/*.txt`: plain text that people can write and review.

A scene is a paragraph. Its first line says where, in which weeks (1 to 12, and 13 for the Monday of the end)
and, if need be, when:

    #platform w2-8                      somewhere in weeks 2 to 8
    #random w11 tue 12:10 flat          that day, at the opener's local time, without a thread
    #incidents w8 thu 18:25 live        at once: everybody is there, at whatever hour
    #support w12 as battery             a name by which the story refers to it

An optional line `with asker, service: noor, ingest | caio, billing` plays the scene once per row;
the last value of a row may contain commas. Then the lines:

    noor: What is said; @handles, #channels, links and ``` blocks are marked up later.
      A line that begins with two spaces goes on with the message.
    tomasz +2h (edited): Said two hours later at the earliest. [pray noor] [eyes noor joost]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from importlib.resources import files

from playground.sample.people import LAST_WEEK

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HEADER = re.compile(
    r"#(?P<channel>[a-z-]+)(?: w(?P<first>\d+)(?:-(?P<last>\d+))?)?"
    r"(?: (?P<day>mon|tue|wed|thu|fri|sat|sun) (?P<time>\d\d:\d\d))?(?P<flat> flat)?(?P<live> live)?"
    r"(?: as (?P<name>[a-z-]+))?"
)
_LINE = re.compile(
    r"(?P<who>[a-z]+)(?: \+(?P<delay>\d+)(?P<unit>[mhd]))?(?P<edited> \(edited\))?: (?P<text>.+)", re.DOTALL
)
_REACTION = re.compile(r"\s\[([a-z0-9_+-]+)((?: [a-z]+)+)\]$")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True)
class Line:
    """One message as it is written in a scene."""

    speaker: str
    text: str
    delay: timedelta | None = None
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    edited: bool = False
    subtype: str = ""


@dataclass(frozen=True)
class Scene:
    """A conversation and where it takes place; without a `day` at any working hour of its weeks."""

    channel: str
    lines: tuple[Line, ...]
    weeks: tuple[int, int] = (1, LAST_WEEK)
    day: int | None = None
    at: time | None = None
    flat: bool = False
    live: bool = False
    name: str = ""
    key: str = field(default="", compare=False)

    @property
    def people(self) -> set[str]:
        """The handles of all who speak or react."""
        reacting = {who for line in self.lines for _, users in line.reactions for who in users}
        return reacting | {line.speaker for line in self.lines}


def _line(written: str, where: str) -> Line:
    found = _LINE.fullmatch(written)
    if not found:
        raise ValueError(f"{where}: not 'name: text': {written[:60]!r}")
    text, reactions = found["text"], []
    while reaction := _REACTION.search(text):
        reactions.append((reaction[1], tuple(reaction[2].split())))
        text = text[: reaction.start()]
        if found["who"] in reactions[-1][1]:
            raise ValueError(f"{where}: {found['who']} reacts to their own message")
    delay = int(found["delay"]) * _UNITS[found["unit"]] if found["delay"] else None
    return Line(found["who"], text, delay, tuple(reversed(reactions)), bool(found["edited"]))


def _scene(header: str, lines: tuple[Line, ...], where: str) -> Scene:
    found = _HEADER.fullmatch(header)
    if not found:
        raise ValueError(f"{where}: not a scene's first line: {header!r}")
    first = int(found["first"] or 1)
    last = int(found["last"] or (first if found["first"] else LAST_WEEK))
    return Scene(
        channel=found["channel"],
        lines=lines,
        weeks=(first, last),
        day=WEEKDAYS.index(found["day"]) if found["day"] else None,
        at=time.fromisoformat(found["time"]) if found["time"] else None,
        flat=bool(found["flat"]),
        live=bool(found["live"]),
        name=found["name"] or "",
        key=where,
    )


def _performances(lines: list[str]) -> Iterator[list[str]]:
    """The scene's lines once per row of its `with` line, the slots filled."""
    if not lines[0].startswith("with "):
        yield lines
        return
    head, _, rows = lines[0].removeprefix("with ").partition(": ")
    names = head.split(", ")
    for row in rows.split(" | "):
        filled = "\n".join(lines[1:])
        for name, value in zip(names, row.split(", ", len(names) - 1), strict=True):
            filled = filled.replace("{" + name + "}", value)
        yield filled.split("\n")


def parse(text: str, source: str) -> Iterator[Scene]:
    """The scenes of one file.

    Raises ValueError, with the source and the paragraph's number, when a paragraph is not a scene.
    """
    for number, paragraph in enumerate(re.split(r"\n{2,}", text.strip()), start=1):
        where = f"{source}, scene {number}"
        header, *rest = paragraph.replace("\n  ", "\x00").split("\n")
        for performance, lines in enumerate(_performances(rest)):
            key = f"{where}, row {performance}"
            spoken = tuple(_line(line.replace("\x00", "\n"), key) for line in lines)
            yield _scene(header, spoken, key)


def written_scenes() -> list[Scene]:
    """Every conversation under `threads/`, in the order of the file names."""
    folder = files(__package__) / "threads"
    scripts = sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
    return [scene for f in scripts for scene in parse(f.read_text(encoding="utf-8"), f.name)]
