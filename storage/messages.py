"""Message refs in SQL."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Select, Text, exists, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from bot.domain.messages import MessageChange, MessageKey, MessageRef, Thread, moment
from storage.models import MessageRow
from storage.phrases import recount
from storage.statements import TEAM, among_pairs, of_some
from storage.upsert import upsert

_FIELDS = (
    MessageRow.channel_id,
    MessageRow.ts,
    MessageRow.author_id,
    MessageRow.thread_ts,
    MessageRow.terms,
    MessageRow.words,
    MessageRow.is_question,
    MessageRow.thanks,
    MessageRow.thanked,
    MessageRow.version,
    MessageRow.is_deleted,
)

_M = MessageRow.__table__.c
_BY_TS, _BY_ROOT = (
    select(*(_M[field.key] for field in _FIELDS)).where(_M.team_id == TEAM, among_pairs(_M.channel_id, column))
    for column in (_M.ts, _M.root_ts)
)


class SqlMessages:
    """The port `Messages` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, changes: Collection[MessageChange]) -> None:
        """Keep these messages as they are after their changes."""
        upsert(self._session, MessageRow, [self._values(change.after) for change in changes])
        recount(self._session, self._team, {(change.after.channel, change.after.ts) for change in changes})

    def get(self, keys: Collection[MessageKey]) -> dict[MessageKey, MessageRef]:
        """The refs known of these messages, tombstones included."""
        return {ref.key: ref for ref in self._where(keys, _BY_TS)}

    def threads(
        self, roots: Collection[MessageKey], at_hand: Mapping[MessageKey, MessageRef] | None = None
    ) -> list[Thread]:
        """The threads with these roots, as far as they were seen; what is `at_hand` stands in place of what was."""
        at_hand = at_hand or {}
        read = (ref for ref in self._where(roots, _BY_ROOT) if ref.key not in at_hand)
        found: dict[MessageKey, list[MessageRef]] = defaultdict(list)
        for ref in chain(read, at_hand.values()):
            found[ref.root].append(ref)
        return [Thread.of(root, found[root]) for root in roots]

    def of_person(self, person: str) -> set[MessageKey]:
        """The messages that this person wrote, or that thank them."""
        involved = or_(MessageRow.author_id == person, type_coerce(MessageRow.thanked, Text).contains(person))
        query = select(MessageRow.channel_id, MessageRow.ts).where(MessageRow.team_id == self._team, involved)
        return {MessageKey(*row) for row in self._session.execute(query)}

    def unanswered(self, since: datetime, until: datetime, channels: Collection[str]) -> list[MessageRef]:
        """Questions asked there in that time to which nobody else has said anything in the thread, newest first."""
        reply = aliased(MessageRow)
        replied = exists().where(
            reply.team_id == self._team,
            reply.channel_id == MessageRow.channel_id,
            reply.root_ts == MessageRow.ts,
            reply.author_id != MessageRow.author_id,
            reply.is_deleted.is_(False),
        )
        query = select(*_FIELDS).where(
            MessageRow.team_id == self._team,
            MessageRow.ts >= f"{since.timestamp():.6f}",
            MessageRow.ts < f"{until.timestamp():.6f}",
            MessageRow.root_ts == MessageRow.ts,
            MessageRow.is_question.is_(True),
            MessageRow.is_deleted.is_(False),
            ~replied,
        )
        rows = self._session.execute(query.order_by(MessageRow.ts.desc()))
        return [MessageRef(*row) for row in rows if row[0] in set(channels)]

    def standing(self, channel: str, after: str, until: str, thread_ts: str = "") -> set[str]:
        """The live messages after one `ts` up to another: a thread's replies, or those that are no replies."""
        query = select(MessageRow.ts).where(
            MessageRow.team_id == self._team,
            MessageRow.channel_id == channel,
            MessageRow.ts > after,
            MessageRow.ts <= until,
            MessageRow.is_deleted.is_(False),
            MessageRow.root_ts == (thread_ts or MessageRow.ts),
        )
        return set(self._session.scalars(query))

    def latest(self, channel: str) -> str:
        """The `ts` of the newest message seen there, "" where there is none."""
        query = select(MessageRow.ts).where(MessageRow.team_id == self._team, MessageRow.channel_id == channel)
        return self._session.scalar(query.order_by(MessageRow.ts.desc()).limit(1)) or ""

    def newest_at(self) -> datetime | None:
        """The time of the newest message of the workspace: the clock of a store filled only by imports."""
        query = select(MessageRow.ts).where(MessageRow.team_id == self._team)
        ts = self._session.scalar(query.order_by(MessageRow.ts.desc()).limit(1))
        return moment(ts) if ts else None

    def questions(self, after: str, before: str, limit: int) -> list[MessageRef]:
        """The live questions that opened a thread between two `ts`, oldest first, at most `limit`."""
        query = select(*_FIELDS).where(
            MessageRow.team_id == self._team,
            MessageRow.ts > after,
            MessageRow.ts < before,
            MessageRow.ts == MessageRow.root_ts,
            MessageRow.is_question,
        )
        return [MessageRef(*row) for row in self._session.execute(query.order_by(MessageRow.ts).limit(limit))]

    def _where(self, keys: Collection[MessageKey], query: Select[Any], **values: object) -> Iterator[MessageRef]:
        return (MessageRef(*row) for row in of_some(self._session, query, keys, team=self._team, **values))

    def _values(self, ref: MessageRef) -> dict[str, Any]:
        return {
            "team_id": self._team,
            "channel_id": ref.channel,
            "ts": ref.ts,
            "thread_ts": ref.thread_ts,
            "root_ts": ref.root.ts,
            "author_id": ref.author,
            "terms": ref.terms,
            "words": ref.words,
            "phrases": ref.phrases,
            "is_question": ref.is_question,
            "thanks": ref.thanks,
            "thanked": ref.thanked,
            "version": ref.version,
            "is_deleted": ref.is_deleted,
        }
