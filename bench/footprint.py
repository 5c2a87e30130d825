"""How much room a store takes, and how fast it moves: an export of your own on SQLite, then on PostgreSQL."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text

from bench.servers import postgresql_server
from bot.services.exports import open_export
from bot.services.importing import Importer
from storage.backups import back_up
from storage.engine import open_engine
from storage.migrating import migrate
from storage.moving import move
from storage.unit_of_work import SqlStore

PER = ("people", "messages", "helps")
SIZES = {
    "sqlite": """
        SELECT m.tbl_name, sum(s.pgsize) FROM dbstat AS s JOIN sqlite_master AS m ON m.name = s.name GROUP BY m.tbl_name
    """,
    "postgresql": "SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables",
}


def main(export: Path) -> None:
    """Import, pack, measure, back up, move, and measure again."""
    console = Console(width=100)
    with TemporaryDirectory() as folder, postgresql_server() as url:
        source, target = open_engine(f"sqlite:///{folder}/kith.db"), open_engine(url)
        began = perf_counter()
        _fill(source, export)
        console.print(f"Imported in {perf_counter() - began:,.1f} s.")
        began = perf_counter()
        back_up(source, Path(folder, "kith.backup"), lambda *_: None, overwrite=False)
        size = Path(folder, "kith.backup").stat().st_size
        console.print(f"Backed up and checked in {perf_counter() - began:,.2f} s: {size / 2**20:,.1f} MiB.")
        migrate(target)
        began = perf_counter()
        counted = move(source, target, lambda *_: None)
        took = perf_counter() - began
        console.print(f"Moved in {took:,.1f} s: {sum(counted.values()) / took:,.0f} rows a second.")
        console.print(_table(counted, {engine.dialect.name: _sizes(engine) for engine in (source, target)}))
        source.dispose()
        target.dispose()


def _fill(engine: Engine, export: Path) -> None:
    migrate(engine)
    with open_export(export) as opened:
        Importer(SqlStore(engine)).run(opened, "T1", lambda _: None)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.connection.driver_connection.execute("VACUUM")  # type: ignore[union-attr]


def _sizes(engine: Engine) -> dict[str, int]:
    """The bytes of each table with its indexes."""
    with engine.connect() as connection:
        return {name: int(size) for name, size in connection.execute(text(SIZES[engine.dialect.name]))}


def _table(counted: Mapping[str, int], sizes: Mapping[str, Mapping[str, int]]) -> Table:
    """Rows, and bytes a row, table by table; then the whole, by person, by message and by help."""
    shown = Table("table", "rows", *(f"{engine}: bytes a row" for engine in sizes))
    for name, rows in sorted(counted.items(), key=lambda of: -of[1]):
        if rows:
            shown.add_row(name, f"{rows:,}", *(f"{of.get(name, 0) / rows:,.0f}" for of in sizes.values()))
    shown.add_section()
    for name in PER:
        totals = (f"{sum(of.values()) / max(counted[name], 1):,.0f}" for of in sizes.values())
        shown.add_row(f"all, by {name}", f"{counted[name]:,}", *totals)
    return shown
