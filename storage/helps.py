"""Acts of help as they stand: between row and value, and read by who, when and where."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import starmap
from operator import attrgetter, eq
from typing import Any

from sqlalchemy import Result, Select, Text, bindparam, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from bot.domain.help import Act, Help, Source
from bot.domain.messages import MessageKey
from storage.models import HelpRow
from storage.statements import AT_ONCE, TEAM, among, among_pairs, of_some
from storage.types import UtcDateTime

_H = HelpRow.__table__.c
COLUMNS = (
    *(_H.channel_id, _H.ts, _H.helper_id, _H.seeker_id, type_coerce(_H.source, Text), _H.strength),
    *(_H.given_at, _H.scope, _H.question_ts, _H.terms, _H.words),
)
"""What `help_from` makes a value of, in order; the source as text, since an enumeration takes a call for each."""

_SOURCES = {source.value: source for source in Source}

_HERE = select(*COLUMNS).where(_H.team_id == TEAM)
_SEEN = _HERE.where(among(_H.helper_id), among(_H.scope, "scopes"))
_FIRST = (
    select(_H.helper_id, func.min(_H.given_at))
    .where(_H.team_id == TEAM, among(_H.helper_id), among(_H.scope, "scopes"))
    .group_by(_H.helper_id)
)
_SINCE = _HERE.where(_H.given_at >= bindparam("since", type_=UtcDateTime), among(_H.scope, "scopes"))
_ANSWERING = _HERE.where(among_pairs(_H.channel_id, _H.question_ts))
_BETWEEN = _HERE.where(among_pairs(_H.helper_id, _H.seeker_id), among(_H.scope, "scopes"))

_ACT, _GIVEN_AT = attrgetter("act"), attrgetter("given_at")


class SqlHelps:
    """The port `Helps` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def between(self, pairs: Collection[tuple[str, str]], scopes: Collection[str]) -> list[Help]:
        """The helps of these (helper, seeker) pairs that the scopes may see, newest first."""
        rows = of_some(self._session, _BETWEEN, pairs, team=self._team, scopes=scopes)
        return newest_first(starmap(help_from, rows))

    def given_by(self, helpers: Collection[str], scopes: Collection[str]) -> list[Help]:
        """The helps that these people gave, as far as the scopes may see them, newest first."""
        rows = of_some(self._session, _SEEN, helpers, team=self._team, scopes=scopes)
        return newest_first(starmap(help_from, rows))

    def first_given(self, helpers: Collection[str], scopes: Collection[str]) -> dict[str, datetime]:
        """When each of these people first gave help, as far as the scopes may see it."""
        rows = of_some(self._session, _FIRST, helpers, team=self._team, scopes=scopes)
        return dict(rows)

    def of_questions(self, questions: Collection[MessageKey]) -> list[Help]:
        """The helps given in answer to these questions."""
        return [help_from(*row) for row in of_some(self._session, _ANSWERING, questions, team=self._team)]

    def given_since(self, since: datetime, scopes: Collection[str], limit: int | None = None) -> list[Help]:
        """The helps given since then that the scopes may see, newest first, at most `limit`."""
        rows = self._since(_SINCE.order_by(_H.given_at.desc()).limit(limit), since, scopes)
        return newest_first(starmap(help_from, rows))

    def about(self, stems: Collection[str], since: datetime, scopes: Collection[str]) -> list[Help]:
        """The helps given since then with any of these stems that the scopes may see, newest first.

        All are read, and those that have none dropped one by one: there is no index of helps by stem.
        """
        wanted = frozenset(stems)
        rows = self._since(_SINCE.execution_options(yield_per=AT_ONCE), since, scopes)
        return newest_first(starmap(help_from, (row for row in rows if not wanted.isdisjoint(row.terms))))

    def of_person(self, person: str) -> list[Help]:
        """All helps that a person gave or received, newest first."""
        found = self._where(or_(HelpRow.helper_id == person, HelpRow.seeker_id == person))
        return newest_first(found)

    def _since(self, query: Select[Any], since: datetime, scopes: Collection[str]) -> Result[Any]:
        return self._session.execute(query, {"team": self._team, "since": since, "scopes": scopes})

    def _where(self, *conditions: Any) -> Iterable[Help]:
        return starmap(help_from, self._session.execute(_HERE.where(*conditions), {"team": self._team}))


def help_from(
    channel: str,
    ts: str,
    helper: str,
    seeker: str,
    source: str,
    strength: float,
    given_at: datetime,
    scope: str,
    question_ts: str,
    terms: tuple[str, ...],
    words: tuple[str, ...],
) -> Help:
    """The value of a row of COLUMNS."""
    act, question = Act(channel, ts, helper, seeker), MessageKey(channel, question_ts)
    return Help(act, _SOURCES[source], strength, given_at, scope, question, terms, words)


def help_values(team: str, help_: Help, weight: float) -> dict[str, Any]:
    """The row of a value; `weight` is its share in the tie, as of the ties' landmark."""
    return {
        "team_id": team,
        "channel_id": help_.act.channel,
        "ts": help_.act.ts,
        "helper_id": help_.helper,
        "seeker_id": help_.seeker,
        "source": help_.source,
        "strength": help_.strength,
        "weight": weight,
        "given_at": help_.given_at,
        "scope": help_.scope,
        "question_ts": help_.question.ts,
        "terms": help_.terms,
        "words": help_.words,
    }


def newest_first(helps: Iterable[Help]) -> list[Help]:
    """Those of one moment by their acts, which are looked at only where there are any: it takes as long again."""
    found = sorted(helps, key=_GIVEN_AT, reverse=True)
    if any(map(eq, map(_GIVEN_AT, found), map(_GIVEN_AT, found[1:]))):
        found = sorted(sorted(found, key=_ACT), key=_GIVEN_AT, reverse=True)
    return found
