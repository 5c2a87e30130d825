"""What is kept no longer, in SQL: old rows deleted some at a time."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from bot.domain.help import Act
from bot.domain.messages import MessageChange, MessageKey
from storage.messages import SqlMessages
from storage.models import (
    AskRow,
    EntryRow,
    ExposureRow,
    IntroductionRow,
    MessageRow,
    OutboxRow,
    OutreachRow,
    PersonRow,
    RequestRow,
    SuggestionRow,
)
from storage.phrases import recount_all
from storage.postings import SqlPostings
from storage.statements import delete_each
from storage.threads import SqlThreads

_M, _E, _X = (row.__table__.c for row in (MessageRow, EntryRow, ExposureRow))


class SqlRetention:
    """The port `Retention` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def messages(self, before: datetime, limit: int, channel: str = "") -> list[MessageKey]:
        """The oldest messages seen, from before then, of all channels or one."""
        query = select(MessageRow.channel_id, MessageRow.ts).where(
            MessageRow.team_id == self._team, MessageRow.ts < _ts(before), *_in(MessageRow, channel)
        )
        return [MessageKey(*row) for row in self._session.execute(query.order_by(MessageRow.ts).limit(limit))]

    def drop_messages(self, messages: list[MessageKey]) -> None:
        """Delete the refs of these messages, and what is known of their threads by them."""
        refs = SqlMessages(self._session, self._team).get(messages).values()
        SqlPostings(self._session, self._team).follow([MessageChange(ref, ref.deleted("")) for ref in refs])
        delete_each(self._session, self._team, (_M.channel_id, _M.ts), messages)
        SqlThreads(self._session, self._team).renew({ref.root for ref in refs})

    def drop_entries(self, before: datetime, limit: int, channel: str = "") -> set[Act]:
        """Delete what the ledger says of up to so many acts from before then, of all channels or one; returns them."""
        act = (EntryRow.channel_id, EntryRow.ts, EntryRow.helper_id, EntryRow.seeker_id)
        old = (EntryRow.team_id == self._team, EntryRow.ts < _ts(before), *_in(EntryRow, channel))
        query = select(*act).where(*old).distinct().limit(limit)
        acts = {Act(*row) for row in self._session.execute(query)}
        delete_each(self._session, self._team, (_E.channel_id, _E.ts, _E.helper_id, _E.seeker_id), sorted(acts))
        return acts

    def drop_records(self, before: datetime, limit: int) -> int:
        """Delete up to so many asks with all that hangs on them, exposures and sent outbox items; returns how many."""
        asks = self._some(AskRow, AskRow.id, limit, AskRow.asked_at < before)
        for table in (SuggestionRow, OutreachRow, RequestRow, IntroductionRow):
            self._session.execute(delete(table).where(table.team_id == self._team, table.ask_id.in_(asks)))
        self._session.execute(delete(AskRow).where(AskRow.team_id == self._team, AskRow.id.in_(asks)))
        sent = self._some(OutboxRow, OutboxRow.id, limit, OutboxRow.done_at < before)
        self._session.execute(delete(OutboxRow).where(OutboxRow.team_id == self._team, OutboxRow.id.in_(sent)))
        return len(asks) + len(sent) + self._drop_exposures(before, limit)

    def departed(self, limit: int) -> list[str]:
        """Up to so many deactivated people of whom neither messages nor help are left."""
        wrote = exists().where(MessageRow.team_id == self._team, MessageRow.author_id == PersonRow.person_id)
        part = or_(EntryRow.helper_id == PersonRow.person_id, EntryRow.seeker_id == PersonRow.person_id)
        took_part = exists().where(EntryRow.team_id == self._team, part)
        gone = (PersonRow.is_deleted, PersonRow.is_bot.is_(False), ~wrote, ~took_part)
        return list(self._some(PersonRow, PersonRow.person_id, limit, *gone))

    def recount(self, channel: str) -> None:
        """Have the phrases of a channel counted anew, messages of which were deleted."""
        recount_all(self._session, self._team, [channel])

    def _drop_exposures(self, before: datetime, limit: int) -> int:
        key = (ExposureRow.person_id, ExposureRow.ref)
        query = select(*key).where(ExposureRow.team_id == self._team, ExposureRow.shown_at < before).limit(limit)
        shown = [tuple(row) for row in self._session.execute(query)]
        delete_each(self._session, self._team, (_X.person_id, _X.ref), shown)
        return len(shown)

    def _some(self, table: Any, column: Any, limit: int, *conditions: Any) -> list[Any]:
        query = select(column).where(table.team_id == self._team, *conditions).order_by(column).limit(limit)
        return list(self._session.scalars(query))


def _in(table: Any, channel: str) -> tuple[Any, ...]:
    return (table.channel_id == channel,) if channel else ()


def _ts(at: datetime) -> str:
    return f"{at.timestamp():.6f}"
