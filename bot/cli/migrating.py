"""`kith migrate`: the database to this version's schema, or the store into another database."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot import upkeep
from bot.settings import Settings, load


def migrate_database() -> None:
    """Migrate the database that the settings name. Raises KithError."""
    url = upkeep.migrate_database(load(Settings))
    Console(highlight=False).print(f"{url} has this version's schema.", markup=False, soft_wrap=True)


def move_store(to: str) -> None:
    """Move the store into another database, under a progress bar. Raises KithError."""
    console, settings = Console(highlight=False), load(Settings)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Moving", total=upkeep.count_rows(settings))
        counted = upkeep.move_store(
            settings, to, lambda table, rows: bar.update(task, advance=rows, description=f"Moving {table}")
        )
    console.print(f"{sum(counted.values()):,} rows in {len(counted)} tables are moved; both sides count the same.")
    console.print("Set KITH_DATABASE_URL to the new database and start Kith.")
