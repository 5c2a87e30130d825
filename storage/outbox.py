"""The outbox in SQL."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Integer, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from bot.domain.outbox import Backlog, OutboxItem
from storage.engine import ACROSS_TEAMS
from storage.models import OutboxRow
from storage.statements import TEAM, among
from storage.types import UtcDateTime
from storage.upsert import insert_missing, table_of

QUEUED = "queued"
"""Under this a session notes the keys of what it queued."""

_O = OutboxRow.__table__.c
_CHANGED = update(table_of(OutboxRow)).where(_O.team_id == TEAM, _O.id == bindparam("item"))
_DONE = _CHANGED.values(done_at=bindparam("at"))

_NOW: BindParameter[datetime] = bindparam("now", type_=UtcDateTime)
_DUE = (
    select(_O.team_id, _O.key, _O.kind, _O.payload, _O.due_at, _O.urgency, _O.attempts, _O.id)
    .where(_O.done_at.is_(None), _O.due_at <= _NOW, _O.urgency.between(bindparam("least"), bindparam("most")))
    .order_by(_O.urgency, _O.due_at, _O.id)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)
    .execution_options(**{ACROSS_TEAMS: True})
)
_CLAIMED = (
    update(table_of(OutboxRow))
    .where(among(_O.id))
    .values(attempts=_O.attempts + 1, due_at=bindparam("until"))
    .execution_options(**{ACROSS_TEAMS: True})
)


class SqlOutbox:
    """The port `Outbox` on a session. Times are the caller's: the store has no clock."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, item: OutboxItem) -> bool:
        """Queue an item; false where its key was queued before."""
        is_new = insert_missing(
            self._session,
            OutboxRow,
            [
                {
                    "team_id": self._team,
                    "key": item.key,
                    "kind": item.kind,
                    "payload": dict(item.payload),
                    "urgency": item.urgency,
                    "due_at": item.due_at,
                    "attempts": 0,
                    "done_at": None,
                }
            ],
        )
        if is_new:
            self._session.info.setdefault(QUEUED, []).append(item.key)
        return bool(is_new)

    def withdraw(self, key: str) -> bool:
        """Take back an item that nobody has begun to send: an attempt under way may go through."""
        statement = delete(OutboxRow).where(
            OutboxRow.team_id == self._team, OutboxRow.key == key, OutboxRow.attempts == 0
        )
        return bool(self._session.execute(statement).rowcount)  # type: ignore[attr-defined]

    def done(self, item_id: int, at: datetime) -> None:
        """Mark an item as sent."""
        self._session.execute(_DONE, {"team": self._team, "item": item_id, "at": at})

    def fail(self, item_id: int, again_at: datetime) -> None:
        """Mark an attempt as failed: the item is due again then."""
        self._set(item_id, due_at=again_at)

    def defer(self, item_id: int, again_at: datetime) -> None:
        """Note that an item is to wait until then; that it was taken is no attempt."""
        self._set(item_id, due_at=again_at, attempts=_O.attempts - 1)

    def _set(self, item_id: int, **values: Any) -> None:
        self._session.execute(_CHANGED.values(**values), {"team": self._team, "item": item_id})


def take(
    session: Session, now: datetime, lease_seconds: float, limit: int, urgencies: range
) -> list[tuple[str, OutboxItem]]:
    """Claim due items of all teams, most urgent first: until the lease ends, nobody else gets them."""
    wanted = {"now": now, "limit": limit, "least": urgencies[0], "most": urgencies[-1]}
    taken = [
        (team, OutboxItem(key, kind, payload, due_at, urgency, attempts + 1, id_))
        for team, key, kind, payload, due_at, urgency, attempts, id_ in session.execute(_DUE, wanted)
    ]
    if taken:
        until = now + timedelta(seconds=lease_seconds)
        session.execute(_CLAIMED, {"some": [item.id for _, item in taken], "until": until})
    return taken


def backlog(session: Session, now: datetime) -> Backlog:
    """What all teams' outboxes hold undone; what was claimed is due again when its lease ends."""
    is_due = OutboxRow.due_at <= now
    query = select(func.count(), func.count().filter(is_due), func.min(OutboxRow.due_at).filter(is_due))
    waiting, due, oldest = session.execute(
        query.where(OutboxRow.done_at.is_(None)), execution_options={ACROSS_TEAMS: True}
    ).one()
    return Backlog(waiting, due, now - oldest if oldest else timedelta(0))
