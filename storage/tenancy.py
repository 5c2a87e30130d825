"""A workspace as a whole in SQL: since when Kith is installed in it, and its end."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import InstallationRow, Row
from storage.statements import delete_each

TENANTS_TABLES = [table for table in Row.metadata.sorted_tables if "team_id" in table.c]
"""Every table but the one that no workspace owns."""

STAYING = frozenset({"installations", "erased", "choices", "admin_acts"})
"""The tables that stay when a workspace that Kith is in is emptied: its tokens, and what protects people."""

STAYING_SETTINGS = ("excluded_channels", "pauses")
EMPTIED = sorted(
    (table for table in TENANTS_TABLES if table.name not in STAYING), key=lambda table: table.name == "outbox"
)
"""All others; the outbox, which says that it is to be done, last."""


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

    def empty(self, limit: int) -> int:
        """Delete up to so many rows; returns how many.

        What stays is who is not to be recorded, what people chose, what admins did, where and when Kith stays out, and
        the tokens.
        """
        dropped = 0
        for table in EMPTIED:
            stays = (table.c.name.not_in(STAYING_SETTINGS),) if table.name == "settings" else ()
            query = select(*table.primary_key).where(table.c.team_id == self._team, *stays).limit(limit - dropped)
            rows = [tuple(row) for row in self._session.execute(query)]
            delete_each(self._session, self._team, [*table.primary_key], rows)
            dropped += len(rows)
            if dropped >= limit:
                break
        return dropped

    def _delete(self, table: Any) -> int:
        return int(self._session.execute(delete(table).where(table.c.team_id == self._team)).rowcount)  # type: ignore[attr-defined]
