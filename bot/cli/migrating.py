"""`kith migrate`: the database to this version's schema."""

from rich.console import Console

from bot import app
from bot.settings import Settings, load


def migrate_database() -> None:
    """Migrate the database that the settings name. Raises KithError."""
    url = app.migrate_database(load(Settings))
    Console(highlight=False).print(f"{url} has this version's schema.", markup=False, soft_wrap=True)
