"""An answer in the terminal."""

from collections.abc import Mapping
from datetime import datetime

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.domain.answers import Answer, Candidate, Evidence
from bot.domain.messages import moment
from bot.domain.outside import KNOWS, Outside
from bot.domain.wording import ago, listed, opening, path_line, people

WORDS_SHOWN = 4
DISCREET = "Somebody who has helped with this prefers to be asked first."


def print_answer(console: Console, answer: Answer, channels: Mapping[str, str], at: datetime) -> None:
    """Print whom an answer names: why them, the path, their local time. `channels` are names by id."""
    console.print(_opening(answer))
    for place, candidate in enumerate(answer.ranked, 1):
        console.print()
        if isinstance(candidate, Outside):
            console.print(_beyond(place, candidate))
            console.print(Padding(_way(candidate, answer), (0, 0, 0, 3)))
            continue
        console.print(_heading(place, candidate))
        console.print(Padding(_reasons(candidate, answer, channels, at), (0, 0, 0, 3)))
    if answer.discreet and answer.candidates:
        console.print()
        console.print(DISCREET, style="italic")


def _opening(answer: Answer) -> Text:
    if answer.discreet and not answer.candidates:
        return Text(DISCREET, "italic")
    if answer.candidates:
        sure = f"{opening(names_by_habit=answer.names_by_habit)}."
        return Text(sure if answer.sure else "Not sure: the evidence is thin, but these people may know.", "italic")
    if answer.outside:
        return Text("Nobody here is known to have helped with that, but there is a way to somebody outside.", "italic")
    closest = f" The closest topics that have helpers: {listed(answer.closest)}." if answer.closest else ""
    return Text(f"Nobody here is known to have helped with that yet.{closest}", "italic")


def _beyond(place: int, outside: Outside) -> Text:
    """That somebody knows somebody outside, never whom."""
    who = outside.introducer.name if outside.introducer else "A colleague"
    knows = f" {KNOWS[outside.how_well]} somebody outside who has done this with {listed(outside.words)}"
    return Text.assemble((f"{place}. ", "bold"), (who, "bold cyan"), knows)


def _way(outside: Outside, answer: Answer) -> Table:
    way = Table.grid(padding=(0, 1))
    way.add_column(style="dim")
    way.add_column(overflow="fold")
    way.add_row("path", Text(path_line(outside.path, answer.names)))
    return way


def _heading(place: int, candidate: Candidate) -> Text:
    person = candidate.person
    clock = f"{candidate.local_time:%a %H:%M} there" if candidate.local_time else ""
    heading = Text.assemble((f"{place}. ", "bold"), (person.name, "bold cyan"))
    for detail in filter(None, (person.title, clock)):
        heading.append(f" · {detail}", "dim")
    return heading


def _reasons(candidate: Candidate, answer: Answer, channels: Mapping[str, str], at: datetime) -> Table:
    reasons = Table.grid(padding=(0, 1))
    reasons.add_column(style="dim")
    reasons.add_column(overflow="fold")
    reasons.add_row("why", Text(_why(candidate.evidence, channels, at)))
    reasons.add_row("path", Text(path_line(candidate.path, answer.names)))
    return reasons


def _why(evidence: Evidence, channels: Mapping[str, str], at: datetime) -> str:
    """What they helped with, how often, how recently, and where to look."""
    what = f"with {listed(evidence.words[:WORDS_SHOWN])}" if evidence.words else "in this channel"
    where = f"#{channels.get(evidence.message.channel, 'private')}"
    said = f"{moment(evidence.message.ts):%d %b %Y}"
    last = ago(evidence.last_at, at)
    return f"helped {people(evidence.people)} {what}, most recently {last} (see one in {where}, {said})"
