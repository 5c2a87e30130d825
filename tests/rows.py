"""What the database holds of a workspace, to be compared."""

from typing import Any

from sqlalchemy import Engine, select

from storage.tenancy import TENANTS_TABLES

Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(engine: Engine, team: str) -> Rows:
    """Every row of a team, by table; a table that holds none is left out."""
    with engine.connect() as connection:
        found = {
            table.name: connection.execute(select(table).where(table.c.team_id == team)).all()
            for table in TENANTS_TABLES
        }
    return {name: sorted((tuple(map(_plain, row)) for row in rows), key=str) for name, rows in found.items() if rows}


def _plain(value: Any) -> Any:
    return value.tobytes() if hasattr(value, "tobytes") else value
