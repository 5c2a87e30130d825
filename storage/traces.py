"""Traces in SQL: bounded reads of the latest messages and of the threads most like a question."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from heapq import nlargest
from math import log
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.people import PUBLIC, ChannelKind
from bot.domain.traces import Exchange, Participation
from storage.models import ChannelRow, HelpRow, MessageRow, PostingRow
from storage.postings import LENGTH
from storage.types import UtcDateTime

COLLECTION = 5_000
"""Nominal number of threads, against which rareness is taken: the true one would have to be counted each time."""

COUNTED = 1_000
"""Up to so many threads are counted to tell how rare a term is."""

POSTINGS = 250
"""Of each term, so many of the latest threads are read."""

TERMS = 12
"""Of a question, so many of its rarest terms are looked up."""

SATURATION = 1.2
"""BM25's k1 (Robertson and Zaragoza 2009)."""

NORMALISED = 0.75
"""BM25's b: how far a long thread's mention of a term counts for less."""

WEIGHED = 150
"""So many threads are weighed by their length, after a first count without it."""

ThreadKey = tuple[str, str]
"""A thread's channel and root `ts`."""

_M, _P, _C, _H = (row.__table__.c for row in (MessageRow, PostingRow, ChannelRow, HelpRow))
_TEAM: BindParameter[str] = bindparam("team")
_BEFORE: BindParameter[str] = bindparam("before")
_LIMIT: BindParameter[int] = bindparam("limit")
_SCOPES: BindParameter[list[str]] = bindparam("scopes", expanding=True)


def _window(*where: Any) -> Select[Any]:
    """The last messages that fit, newest first."""
    return (
        select(_M.author_id, _M.channel_id, _M.root_ts, _M.ts)
        .where(_M.team_id == _TEAM, _M.ts < _BEFORE, _M.is_deleted.is_(False), *where)
        .order_by(_M.ts.desc())
        .limit(_LIMIT)
    )


_PUBLIC_CHANNELS = select(_C.channel_id).where(_C.team_id == _TEAM, _C.kind == ChannelKind.PUBLIC)
_HERE = _window(_M.channel_id == bindparam("channel"))
_ELSEWHERE = _window(
    _M.channel_id != bindparam("channel"), or_(_M.channel_id.in_(_PUBLIC_CHANNELS), _M.channel_id.in_(_SCOPES))
)

_WITH_TERM = select(_P.channel_id, _P.root_ts, _P.messages).where(
    _P.team_id == _TEAM, _P.term == bindparam("term"), _P.root_ts < _BEFORE
)
_IN_PUBLIC = _WITH_TERM.where(_P.scope == PUBLIC).order_by(_P.root_ts.desc()).limit(_LIMIT)
_IN_PRIVATE = _WITH_TERM.where(_P.scope.in_(_SCOPES)).order_by(_P.root_ts.desc()).limit(_LIMIT)
_LENGTHS = select(_P.channel_id, _P.root_ts, _P.messages).where(
    _P.team_id == _TEAM, _P.term == LENGTH, _P.scope.in_(_SCOPES), _P.root_ts.in_(bindparam("roots", expanding=True))
)
_COUNT = select(func.count()).select_from(_IN_PUBLIC.subquery())

_PART = (_M.author_id, _M.channel_id, _M.root_ts)
_IN_THREADS = (
    select(*_PART, func.count(), func.min(_M.ts), func.max(_M.ts))
    .where(
        _M.team_id == _TEAM,
        _M.channel_id.in_(bindparam("channels", expanding=True)),
        _M.root_ts.in_(bindparam("roots", expanding=True)),
        _M.ts < _BEFORE,
        _M.is_deleted.is_(False),
    )
    .group_by(*_PART)
)

_HELPS = (
    select(_H.helper_id, _H.seeker_id, _H.strength, _H.given_at)
    .where(_H.team_id == _TEAM, _H.given_at < bindparam("at", type_=UtcDateTime), _H.scope.in_(_SCOPES))
    .order_by(_H.given_at.desc())
    .limit(_LIMIT)
)
_RECEIVED, _GIVEN = (_HELPS.where(column == bindparam("person")) for column in (_H.seeker_id, _H.helper_id))


class SqlTraces:
    """The port `Traces` on a session. Its statements are made once: making them would cost more than running them."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def latest(self, before: str, channel: str, limit: int) -> list[Participation]:
        """Who took part in what, by the last `limit` messages before a `ts` in one channel."""
        return self._parts(_HERE, before=before, channel=channel, limit=limit)

    def elsewhere(self, before: str, scopes: Collection[str], channel: str, limit: int) -> list[Participation]:
        """The same in all channels that the scopes show but for one ("": but for none)."""
        return self._parts(_ELSEWHERE, before=before, scopes=sorted(scopes), channel=channel, limit=limit)

    def alike(self, terms: Sequence[str], before: str, scopes: Collection[str], limit: int) -> list[Participation]:
        """Who took part in the threads most like these terms that began before a `ts`."""
        counts = {term: self._count(term, before) for term in dict.fromkeys(terms)}
        rarest = sorted(counts, key=lambda term: (counts[term], term))[:TERMS]
        found = [(_rareness(counts[term]), self._found(term, before, scopes)) for term in rarest]
        rough: dict[ThreadKey, float] = defaultdict(float)
        for rareness, rows in found:
            for channel, root, messages in rows:
                rough[channel, root] += rareness * messages / (messages + SATURATION)
        weighed = nlargest(WEIGHED, rough, key=lambda thread: (rough[thread], thread))
        lengths = self._lengths(weighed, scopes)
        usual = sum(lengths.values()) / max(len(lengths), 1)
        norms = {thread: _norm(lengths.get(thread, usual) / usual) for thread in weighed}
        likeness = dict.fromkeys(weighed, 0.0)
        for rareness, rows in found:
            for channel, root, messages in rows:
                if norm := norms.get((channel, root)):
                    likeness[channel, root] += rareness * messages * (SATURATION + 1) / (messages + norm)
        best = dict(nlargest(limit, likeness.items(), key=lambda item: (item[1], item[0])))
        return self._taking_part(best, before) if best else []

    def helps(self, person: str, at: datetime, scopes: Collection[str], limit: int) -> list[Exchange]:
        """The latest helps that a person received, and those that they gave, up to `limit` each."""
        values = {"team": self._team, "person": person, "at": at, "scopes": sorted(scopes), "limit": limit}
        return [Exchange(*row) for query in (_RECEIVED, _GIVEN) for row in self._session.execute(query, values).all()]

    def _found(self, term: str, before: str, scopes: Collection[str]) -> Sequence[Row[Any, Any, Any]]:
        """The latest threads with a term: everybody's, and apart from them the few's."""
        values = {"team": self._team, "term": term, "before": before, "limit": POSTINGS}
        private = sorted(set(scopes) - {PUBLIC})
        rows = [*self._session.execute(_IN_PUBLIC, values).all()] if PUBLIC in scopes else []
        if private:
            rows += self._session.execute(_IN_PRIVATE, {**values, "scopes": private}).all()
        return rows

    def _count(self, term: str, before: str) -> int:
        """In how many public threads a term occurs, up to COUNTED: what is private does not show in it."""
        values = {"team": self._team, "term": term, "before": before, "limit": COUNTED}
        return self._session.execute(_COUNT, values).scalar_one()

    def _lengths(self, threads: Sequence[ThreadKey], scopes: Collection[str]) -> dict[ThreadKey, int]:
        """How many messages each thread has."""
        values = {"team": self._team, "scopes": sorted(scopes), "roots": [root for _, root in threads]}
        rows = self._session.execute(_LENGTHS, values).all() if threads else []
        return {(channel, root): messages for channel, root, messages in rows}

    def _taking_part(self, threads: Mapping[ThreadKey, float], before: str) -> list[Participation]:
        """Who took part in these threads; one of their roots in another of their channels is no thread of them."""
        channels, roots = (sorted({thread[end] for thread in threads}) for end in (0, 1))
        rows = self._rows(_IN_THREADS, before=before, channels=channels, roots=roots)
        return [Participation._make((*row, likeness)) for row in rows if (likeness := threads.get((row[1], row[2])))]

    def _parts(self, query: Select[Any], **values: object) -> list[Participation]:
        """Participations by messages read newest first; added up here, since SQLite would sort them for that."""
        count: dict[tuple[str, str, str], int] = {}
        last: dict[tuple[str, str, str], str] = {}
        first: dict[tuple[str, str, str], str] = {}
        for author, channel, root, ts in self._rows(query, **values):
            part = author, channel, root
            if part not in count:
                count[part], last[part] = 0, ts
            count[part] += 1
            first[part] = ts
        return [Participation(*part, count[part], first[part], last[part]) for part in count]

    def _rows(self, query: Select[Any], **values: object) -> Sequence[Any]:
        return self._session.execute(query, {"team": self._team, **values}).all()


def _rareness(count: int) -> float:
    return log(1 + COLLECTION / (count + 0.5))


def _norm(length: float) -> float:
    """What BM25 sets against the use of a term in a thread so many times as long as usual."""
    return SATURATION * (1 - NORMALISED + NORMALISED * length)
