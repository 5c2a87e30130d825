"""Traces in SQL: bounded reads of the latest messages and of the threads most like a question."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select, union_all
from sqlalchemy.orm import Session

from bot.domain.people import ChannelKind
from bot.domain.traces import NONE_ALIKE, Alike, Exchange, Sightings, factorized
from storage.columns import element, in_one_row, in_one_value, listed, numbered, texts_in, times_in, unrolled
from storage.likeness import Likeness, thread_key
from storage.models import ChannelRow, HelpRow, MessageRow
from storage.statements import SCOPES, TEAM
from storage.types import UtcDateTime

_M, _C, _H = (row.__table__.c for row in (MessageRow, ChannelRow, HelpRow))
_BEFORE: BindParameter[str] = bindparam("before")
_AT: BindParameter[datetime] = bindparam("at", type_=UtcDateTime)
_MANY = listed("many")


def _window(*where: ColumnElement[bool]) -> Select[Any]:
    """The last messages that fit."""
    return in_one_row(
        select(_M.author_id, (_M.channel_id + "/" + _M.root_ts).label("thread"), _M.ts)
        .where(_M.team_id == TEAM, _M.ts < _BEFORE, _M.is_deleted.is_(False), *where)
        .order_by(_M.ts.desc())
        .limit(bindparam("limit"))
    )


_PUBLIC_CHANNELS = select(_C.channel_id).where(_C.team_id == TEAM, _C.kind == ChannelKind.PUBLIC)
_HERE = _window(_M.channel_id == bindparam("channel"))
_ELSEWHERE = _window(
    _M.channel_id != bindparam("channel"), or_(_M.channel_id.in_(_PUBLIC_CHANNELS), _M.channel_id.in_(SCOPES))
)
_WRITTEN = select(_M.author_id, _M.ts).where(
    _M.team_id == TEAM,
    _M.channel_id == element(_MANY.c.value, 0),
    _M.root_ts == element(_MANY.c.value, 1),
    _M.ts < _BEFORE,
    _M.is_deleted.is_(False),
)
_IN_THREADS = select(_MANY.c.key, in_one_value(_WRITTEN.correlate(_MANY)))


def _helps(end: ColumnElement[str]) -> Select[Any]:
    """The latest helps that a person gave or received."""
    latest = (
        select(_H.helper_id, _H.seeker_id, _H.strength, _H.given_at)
        .where(_H.team_id == TEAM, _H.given_at < _AT, _H.scope.in_(SCOPES))
        .where(end == bindparam("person"))
        .order_by(_H.given_at.desc())
        .limit(bindparam("limit"))
    )
    return select(latest.subquery())


_HELPS = union_all(_helps(_H.seeker_id), _helps(_H.helper_id))


class SqlTraces:
    """The port `Traces` on a session. Its statements are made once: making them would cost more than running them."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def latest(self, before: str, channel: str, limit: int) -> Sightings:
        """The last `limit` messages before a `ts` in one channel."""
        return self._window(_HERE, before=before, channel=channel, limit=limit)

    def elsewhere(self, before: str, scopes: Collection[str], channel: str, limit: int) -> Sightings:
        """The same in all channels that the scopes show but for one ("": but for none)."""
        return self._window(_ELSEWHERE, before=before, scopes=sorted(scopes), channel=channel, limit=limit)

    def alike(self, terms: Sequence[str], before: str, scopes: Collection[str], limit: int) -> Alike:
        """What was written in the threads most like these terms that began before a `ts`."""
        closest = Likeness(self._session, self._team, scopes, before).closest(terms, limit) if terms else None
        if not closest or not closest.threads:
            return NONE_ALIKE
        values = {"team": self._team, "before": before, "many": numbered(closest.threads)}
        rows = self._session.execute(_IN_THREADS, values)
        thread, authors, stamps = unrolled((int(key), written) for key, written in rows)
        people, person = factorized(authors)
        threads, at = thread.astype(np.intp), times_in(stamps)
        seen = Sightings(people, closest.threads, person, threads, at, closest.likeness)
        return Alike(seen, closest.mentions, closest.rareness)

    def helps(self, person: str, at: datetime, scopes: Collection[str], limit: int) -> list[Exchange]:
        """The latest helps that a person received, and those that they gave, up to `limit` each."""
        values = {"team": self._team, "person": person, "at": at, "scopes": sorted(scopes), "limit": limit}
        return [Exchange(*row) for row in self._session.execute(_HELPS, values)]

    def _window(self, query: Select[Any], **values: object) -> Sightings:
        authors, threads, stamps = self._row(query, **values)
        people, person = factorized(texts_in(authors))
        keys, thread = factorized(texts_in(threads))
        alike = np.zeros(len(keys))
        return Sightings(people, [*map(thread_key, keys)], person, thread, times_in(stamps), alike)

    def _row(self, query: Select[Any], **values: object) -> Any:
        return self._session.execute(query, {"team": self._team, **values}).one()
