"""The benchmarks: `python -m bench NAME` runs one of them. Each is a module of this package with a `main`."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from bot.interpreter import reckon_on_one_thread

bench = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

OwnExport = Annotated[Path, typer.Argument(help="A Slack export of your own: a zip, or the folder in it.")]

People = Annotated[int, typer.Option(help="People of the largest synthetic workspace.")]
Questions = Annotated[int, typer.Option(help="So many questions at each size.")]
Record = Annotated[bool, typer.Option("--record", help="Write what was found into docs/performance.md.")]

SMALL: dict[str, tuple[object, ...]] = {
    "start": (3,),
    "idle": (300,),
    "importing": (5_000,),
    "digest": (2_000,),
    "intake": (300, 3.0),
    "answer": (1_000, 30),
    "walk": (1_000, 30),
}
"""The benchmarks that make reports, each at a size that takes under a minute."""


@bench.command()
def ranking(
    export: OwnExport,
    questions: Annotated[int, typer.Argument(help="So many of the last questions.")] = 300,
) -> None:
    """How long ranking a question takes at the end of a workspace's history."""
    _run("ranking", str(export), questions)


@bench.command()
def answering(
    export: OwnExport,
    questions: Annotated[Path, typer.Argument(help="Its questions and who answered: JSON lines.")],
    plot: Annotated[Path | None, typer.Option(help="Draw the calibration here.")] = None,
) -> None:
    """Whom the ranking names first, against who answered, beside the channel's habit."""
    _report("answering", False, export, questions, plot)


@bench.command()
def topics(export: OwnExport) -> None:
    """How long it takes to find a week's topics."""
    _run("topics", export)


@bench.command()
def footprint(export: OwnExport) -> None:
    """How many bytes a person, a message and a help take, and how fast a store is backed up and moved."""
    _run("footprint", export)


@bench.command()
def ticking(workspaces: Annotated[int, typer.Option(help="So many of them.")] = 500) -> None:
    """How long the jobs take for workspaces in which nothing happens."""
    _run("ticking", workspaces)


@bench.command()
def deliveries(
    count: Annotated[int, typer.Option(help="At least so many deliveries.")] = 20_000,
    postgresql: Annotated[bool, typer.Option("--postgresql", help="On a PostgreSQL server of its own.")] = False,
    log: Annotated[Path | None, typer.Option(help="Notes each history here; a run goes on where it was.")] = None,
) -> None:
    """What is lost and what counts twice where Slack delivers as badly as it can."""
    _run("deliveries", count, postgresql, log)


@bench.command()
def crashes(
    kills: Annotated[int, typer.Option(help="So many kills.")] = 100,
    postgresql: Annotated[bool, typer.Option("--postgresql", help="On a PostgreSQL server of its own.")] = False,
) -> None:
    """What is missing and what was said twice after Kith was killed over and over."""
    _run("crashes", kills, postgresql)


@bench.command()
def walk(people: People = 10_000, questions: Questions = 60, record: Record = False) -> None:
    """The walk beside networkx, igraph, rustworkx, scipy, DuckDB and recursive SQL."""
    _report("walk", record, people, questions)


@bench.command()
def answer(people: People = 10_000, questions: Questions = 60, record: Record = False) -> None:
    """A whole answer on both databases, at growing sizes."""
    _report("answer", record, people, questions)


@bench.command()
def intake(
    people: People = 1_000,
    seconds: Annotated[float, typer.Option(help="So long at each number of processes.")] = 10.0,
    record: Record = False,
) -> None:
    """Deliveries a second through Bolt, by one and several processes, on an empty store and on a full one."""
    _report("intake", record, people, seconds)


@bench.command()
def importing(
    messages: Annotated[int, typer.Option(help="Messages of the largest export.")] = 20_000, record: Record = False
) -> None:
    """Importing a made-up export."""
    _report("importing", record, messages)


@bench.command()
def digest(messages: Annotated[int, typer.Option(help="Messages a week.")] = 100_000, record: Record = False) -> None:
    """Making the digest of a busy week."""
    _report("digest", record, messages)


@bench.command()
def idle(
    count: Annotated[int, typer.Option(help="So many deliveries in between.")] = 1_000, record: Record = False
) -> None:
    """What a running Kith holds and costs while nothing happens."""
    _report("idle", record, count)


@bench.command()
def start(rounds: Annotated[int, typer.Option(help="So many starts of each.")] = 7, record: Record = False) -> None:
    """How long small things take to start."""
    _report("start", record, rounds)


@bench.command("all")
def all_of_them(record: Record = False) -> None:
    """All that need no data of anybody's, at a small size."""
    for name, arguments in SMALL.items():
        _report(name, record, *arguments)


def _run(module: str, *arguments: object) -> None:
    """Load a benchmark and run it."""
    import_module(f"bench.{module}").main(*arguments)


def _report(module: str, record: bool, *arguments: object) -> None:
    """Run a benchmark that makes a report of what it found."""
    report = import_module(f"bench.{module}").main(*arguments)
    report.show()
    if record:
        growth = import_module("bench.growth")
        found = growth.curves(report.tables)
        report.record(module, growth.drawn(found) if found else None)


if __name__ == "__main__":
    reckon_on_one_thread()
    bench()
