"""The workspace's own choices in SQL."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import SettingRow
from storage.statements import TEAM, among, of_some
from storage.upsert import upsert

_S = SettingRow.__table__.c
_KEPT = select(_S.name, _S.value).where(_S.team_id == TEAM, among(_S.name))


class SqlSettings:
    """The port `Settings` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def get(self, name: str) -> Any:
        """The value kept under a name, or None."""
        return self.several([name]).get(name)

    def several(self, names: Collection[str]) -> Mapping[str, Any]:
        """The values kept under these names; those without one are left out."""
        return {name: kept["value"] for name, kept in of_some(self._session, _KEPT, names, team=self._team)}

    def set(self, name: str, value: Any) -> None:
        """Keep a value under a name."""
        upsert(self._session, SettingRow, [{"team_id": self._team, "name": name, "value": {"value": value}}])
