"""The outbox in SQL."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.domain.outbox import Backlog, OutboxItem
from storage.engine import ACROSS_TEAMS
from storage.models import OutboxRow
from storage.upsert import insert_missing

QUEUED = "queued"
"""Under this a session notes the keys of what it queued."""


class SqlOutbox:
    """The port `Outbox` on a session. Times are the caller's: the store has no clock."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, item: OutboxItem) -> bool:
        """Queue an item; false where its key was queued before."""
        known = select(OutboxRow.id).where(OutboxRow.team_id == self._team, OutboxRow.key == item.key)
        if self._session.scalar(known) is not None:
            return False
        insert_missing(
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
        self._session.info.setdefault(QUEUED, []).append(item.key)
        return True

    def withdraw(self, key: str) -> bool:
        """Take back an item that nobody has begun to send: an attempt under way may go through."""
        statement = delete(OutboxRow).where(
            OutboxRow.team_id == self._team, OutboxRow.key == key, OutboxRow.attempts == 0
        )
        return bool(self._session.execute(statement).rowcount)  # type: ignore[attr-defined]

    def done(self, item_id: int, at: datetime) -> None:
        """Mark an item as sent."""
        self._set(item_id, done_at=at)

    def fail(self, item_id: int, again_at: datetime) -> None:
        """Mark an attempt as failed: the item is due again then."""
        self._set(item_id, due_at=again_at)

    def defer(self, item_id: int, again_at: datetime) -> None:
        """Note that an item is to wait until then; that it was taken is no attempt."""
        self._set(item_id, due_at=again_at, attempts=OutboxRow.attempts - 1)

    def _set(self, item_id: int, **values: Any) -> None:
        here = (OutboxRow.team_id == self._team, OutboxRow.id == item_id)
        self._session.execute(update(OutboxRow).where(*here).values(**values))


def take(session: Session, now: datetime, lease_seconds: float, limit: int) -> list[tuple[str, OutboxItem]]:
    """Claim due items of all teams, most urgent first: until the lease ends, nobody else gets them."""
    query = (
        select(OutboxRow)
        .where(OutboxRow.done_at.is_(None), OutboxRow.due_at <= now)
        .order_by(OutboxRow.urgency, OutboxRow.due_at, OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(**{ACROSS_TEAMS: True})
    )
    taken: list[tuple[str, OutboxItem]] = []
    for row in session.scalars(query):
        row.attempts += 1
        item = OutboxItem(row.key, row.kind, row.payload, row.due_at, row.urgency, row.attempts, row.id)
        row.due_at = now + timedelta(seconds=lease_seconds)
        taken.append((row.team_id, item))
    return taken


def backlog(session: Session, now: datetime) -> Backlog:
    """What all teams' outboxes hold undone; what was claimed is due again when its lease ends."""
    is_due = OutboxRow.due_at <= now
    query = select(func.count(), func.count().filter(is_due), func.min(OutboxRow.due_at).filter(is_due))
    waiting, due, oldest = session.execute(
        query.where(OutboxRow.done_at.is_(None)), execution_options={ACROSS_TEAMS: True}
    ).one()
    return Backlog(waiting, due, now - oldest if oldest else timedelta(0))
