"""A workspace as a whole in SQL: since when Kith is installed in it, and its end."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import InstallationRow, Row

TENANTS_TABLES = [table for table in Row.metadata.sorted_tables if "team_id" in table.c]
"""Every table but the one that no workspace owns."""


class SqlTenancy:
    """The port `Tenancy` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def since(self) -> datetime | None:
        """When Kith was installed here through its own page; None where it was not."""
        return self._session.scalar(select(InstallationRow.installed_at).where(InstallationRow.team_id == self._team))

    def revoke(self) -> None:
        """Forget the tokens."""
        self._session.execute(delete(InstallationRow).where(InstallationRow.team_id == self._team))

    def erase(self) -> int:
        """Delete every row of the workspace, in every table; returns how many."""
        return sum(self._delete(table) for table in TENANTS_TABLES)

    def _delete(self, table: Any) -> int:
        return int(self._session.execute(delete(table).where(table.c.team_id == self._team)).rowcount)  # type: ignore[attr-defined]
