"""The workspace's own choices in SQL."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import SettingRow
from storage.upsert import upsert


class SqlSettings:
    """The port `Settings` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def get(self, name: str) -> Any:
        """The value kept under a name, or None."""
        query = select(SettingRow.value).where(SettingRow.team_id == self._team, SettingRow.name == name)
        kept = self._session.scalar(query)
        return None if kept is None else kept["value"]

    def several(self, names: Collection[str]) -> Mapping[str, Any]:
        """The values kept under these names; those without one are left out."""
        query = select(SettingRow.name, SettingRow.value)
        query = query.where(SettingRow.team_id == self._team, SettingRow.name.in_(names))
        return {name: kept["value"] for name, kept in self._session.execute(query)}

    def set(self, name: str, value: Any) -> None:
        """Keep a value under a name."""
        upsert(self._session, SettingRow, [{"team_id": self._team, "name": name, "value": {"value": value}}])
