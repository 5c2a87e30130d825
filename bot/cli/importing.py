"""`kith import`: an export into the store, with a progress bar."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.app import open_store
from bot.domain.errors import ImportFailed
from bot.services.export_batches import SELDOM
from bot.services.exports import Export, open_export
from bot.services.importing import Imported, Importer, ImportProgress
from bot.services.ports import Store
from bot.settings import Settings, load

UNNAMED = "local"
"""The workspace of an export that does not say whose it is."""


def import_export(path: Path, team: str) -> None:
    """Import an export and say what was in it. Raises KithError."""
    console = Console(highlight=False)
    with open_export(path) as export, open_store(load(Settings), importing=True) as store:
        imported = import_into(store, export, team or workspace_of(export, store), console)
    report(imported, console)


def workspace_of(export: Export, store: Store) -> str:
    """The workspace an export belongs to: its own word, or else the only one there is."""
    teams = store.teams()
    return export.team or (teams[0] if len(teams) == 1 else UNNAMED)


def import_into(store: Store, export: Export, team: str, console: Console) -> Imported:
    """Import an open export under a progress bar. Raises ImportFailed."""
    try:
        with _progress(console, len(export.days)) as progress, _collecting_seldom():
            return Importer(store).run(export, team, progress)
    except ImportFailed as failure:
        raise ImportFailed(f"{failure} The files before it are stored; mend it and import again.") from failure


def report(imported: Imported, console: Console) -> None:
    """Say what an import read and what of it was new."""
    console.print(
        f"[bold]{imported.messages:,}[/] messages of [bold]{imported.people:,}[/] people in "
        f"[bold]{imported.channels:,}[/] channels read, {imported.new_messages:,} of them new."
    )
    console.print(f"[bold]{imported.new_helps:,}[/] helps found that were not known before.")
    for reason, count in sorted(imported.skipped.items()):
        console.print(f"[dim]Skipped {count:,} × {escape(reason)}.[/]")


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _progress(console: Console, files: int) -> Iterator[Callable[[ImportProgress], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading", total=files)
        yield lambda reached: bar.update(task, completed=reached.done, description=f"Reading {reached.day}")
