"""`kith backup` and `kith restore`: the store as a file, and back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from bot import upkeep
from bot.settings import Settings, load


def back_up(file: Path, overwrite: bool) -> None:
    """Write a backup. Raises KithError."""
    console = Console(highlight=False)
    with _progress(console, "Backing up") as copying:
        upkeep.back_up(load(Settings), file, copying, overwrite=overwrite)
    size = file.stat().st_size / 2**20
    console.print(f"{file} holds the store: {size:,.1f} MiB, checked.", markup=False, soft_wrap=True)


def restore(file: Path, overwrite: bool) -> None:
    """Put a backup in the store's place. Raises KithError."""
    console = Console(highlight=False)
    with _progress(console, "Restoring") as copying:
        restored = upkeep.restore(load(Settings), file, copying, overwrite=overwrite)
    console.print(f"The store is as it was in {file}.", markup=False, soft_wrap=True)
    if restored.people:
        console.print(f"Erased again, as they were before: {restored.people:,} people.")
    if restored.workspaces:
        console.print(f"Erased again, for they have uninstalled Kith: {restored.workspaces:,} workspaces.")
    if restored.unsure:
        console.print(f"Installations that may have ended since: {restored.unsure:,}. See kith doctor.")


@contextmanager
def _progress(console: Console, doing: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
