"""What admins did, in SQL."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.administration import AdminAct
from storage.models import AdminActRow


class SqlAudit:
    """The port `Audit` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, act: AdminAct) -> None:
        """Write an act down."""
        row = AdminActRow(team_id=self._team, by_id=act.by, deed=act.deed, at=act.at, detail=dict(act.detail))
        self._session.add(row)

    def latest(self, limit: int) -> list[AdminAct]:
        """The latest acts, newest first."""
        query = select(AdminActRow).where(AdminActRow.team_id == self._team)
        rows = self._session.scalars(query.order_by(AdminActRow.at.desc(), AdminActRow.id.desc()).limit(limit))
        return [AdminAct(row.by_id, row.deed, row.at, row.detail) for row in rows]
