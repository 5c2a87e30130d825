"""Traces in SQL: bounded reads of the latest threads and of the threads most like a question."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select, union_all
from sqlalchemy.orm import Session

from bot.domain.traces import NONE_ALIKE, Alike, Exchange, Sightings
from storage.likeness import Likeness
from storage.models import HelpRow, ThreadRow
from storage.scopes import in_public
from storage.statements import BEFORE, TEAM, among
from storage.threads import PEOPLE, ROWS, Until
from storage.types import UtcDateTime

TAKE_PART = 2
"""So many people usually take part in a thread: as many threads are read first as tell of all that is wanted then."""

_T, _H = (row.__table__.c for row in (ThreadRow, HelpRow))
_AT: BindParameter[datetime] = bindparam("at", type_=UtcDateTime)


def _latest(*where: ColumnElement[bool]) -> Select[Any]:
    """The latest threads that began before a `ts`."""
    return (
        ROWS.where(_T.root_ts < BEFORE, *where)
        .order_by(_T.root_ts.desc(), _T.channel_id.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


_HERE = _latest(_T.channel_id == bindparam("channel"))
_ELSEWHERE = _latest(
    _T.channel_id != bindparam("channel"), or_(in_public(_T.channel_id), among(_T.channel_id, "scopes"))
)


def _helps(end: ColumnElement[str]) -> Select[Any]:
    """The latest helps that a person gave or received."""
    latest = (
        select(_H.helper_id, _H.seeker_id, _H.strength, _H.given_at)
        .where(_H.team_id == TEAM, _H.given_at < _AT, among(_H.scope, "scopes"))
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
        """The latest threads of one channel that began before a `ts`, until `limit` parts are told of."""
        return self._window(_HERE, limit, before, channel=channel)

    def elsewhere(self, before: str, scopes: Collection[str], channel: str, limit: int) -> Sightings:
        """The same of all channels that the scopes show but for one ("": but for none)."""
        return self._window(_ELSEWHERE, limit, before, scopes=scopes, channel=channel)

    def alike(self, terms: Sequence[str], before: str, scopes: Collection[str], limit: int) -> Alike:
        """What was written before a `ts` in the threads most like these terms."""
        return Likeness(self._session, self._team, scopes, before).closest(terms, limit) if terms else NONE_ALIKE

    def helps(self, person: str, at: datetime, scopes: Collection[str], limit: int) -> list[Exchange]:
        """The latest helps that a person received, and those that they gave, up to `limit` each."""
        values = {"team": self._team, "person": person, "at": at, "scopes": scopes, "limit": limit}
        return [Exchange(*row) for row in self._session.execute(_HELPS, values).all()]

    def _window(self, query: Select[Any], limit: int, before: str, **values: object) -> Sightings:
        given = {"team": self._team, "before": before, **values}
        first = -(-limit // TAKE_PART)
        threads: Sequence[Any] = self._session.execute(query, {**given, "limit": first, "offset": 0}).all()
        if len(threads) == first and sum(told[PEOPLE] for told in threads) < limit:
            more = {**given, "limit": limit - first, "offset": first}
            threads = [*threads, *self._session.execute(query, more).all()]
        before_each = accumulate((told[PEOPLE] for told in threads), initial=0)
        enough = [told for told, parts in zip(threads, before_each, strict=False) if parts < limit]
        return Until(self._session, self._team, before).seen_in(enough)
