"""What speaks for people, in SQL: of each their latest helps, and of these what bears on one question."""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from itertools import starmap
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Executable,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    outerjoin,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from bot.domain.help import Help
from bot.domain.sight import Sight
from storage.choices import HIDDEN
from storage.helps import COLUMNS, help_from, newest_first
from storage.models import HelpRow, PersonRow
from storage.statements import TEAM, among, of_some
from storage.types import UtcDateTime

LATEST = 200
"""So many helps of each person are looked at: who gave more is told of by these."""

LOOKED_FOR = 24
"""A question of more terms has helps compared with it here, not in the database: it would look for each in each."""

_P, _H = PersonRow.__table__.c, HelpRow.__table__.c
_OWN = HelpRow.__table__.alias("own").c
_BEFORE: BindParameter[datetime] = bindparam("before", type_=UtcDateTime)
_EVER = literal(datetime.min.replace(tzinfo=UTC), UtcDateTime)

_JUST_EARLIER = (
    select(_OWN.given_at)
    .where(_OWN.team_id == TEAM, _OWN.helper_id == _P.person_id, _OWN.given_at < _BEFORE)
    .order_by(_OWN.given_at.desc())
    .limit(1)
    .offset(LATEST)
    .scalar_subquery()
)


def _latest(columns: Collection[Any], *where: Any) -> Select[Any]:
    """Of the latest helps of SOME people those that the scopes show, that nobody hidden was given, and `where`.

    Joined to the left, so that SQLite looks for the people first; who has none is a row of nothing.
    """
    here = [_H.team_id == TEAM, _H.helper_id == _P.person_id, _H.seeker_id.not_in(HIDDEN), among(_H.scope, "scopes")]
    lately = [_H.given_at < _BEFORE, _H.given_at > func.coalesce(_JUST_EARLIER, _EVER)]
    joined = outerjoin(PersonRow.__table__, HelpRow.__table__, and_(*here, *lately, *where))
    return select(*columns).select_from(joined).where(_P.team_id == TEAM, among(_P.person_id))


_IN_CHANNEL = _latest(COLUMNS, _H.channel_id == bindparam("channel"))


@cache
def _about(terms: int | None) -> CompoundSelect[Any]:
    """Those with one of so many terms, and some in which it is a part of another; all where it is not said how many.

    What means something in a pattern lets through some more. Nothing is escaped, by a space, which no term has. And for
    each channel a row of nothing but, at the end, to how many questions in it the latest helps were given.
    """
    latest = _latest(COLUMNS).cte("latest")
    line = type_coerce(latest.c.terms, Text)
    alike = [line.like(bindparam(f"term_{n}"), escape=" ") for n in range(terms or 0)]
    helps = select(latest, cast(null(), Integer)).where(true() if terms is None else or_(false(), *alike))
    nothing = [null() for _ in COLUMNS[1:]]
    asked = select(latest.c.channel_id, latest.c.question_ts).distinct().subquery()
    questions = select(asked.c.channel_id, *nothing, func.count(asked.c.question_ts))
    return union_all(helps, questions.group_by(asked.c.channel_id))


class SqlEvidence:
    """The port `Evidence` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def about(self, helpers: Collection[str], terms: Collection[str], sight: Sight) -> tuple[list[Help], int]:
        """Their helps that share one of these terms, newest first, and how many questions they helped with in all."""
        wanted = set(terms)
        named = sorted(wanted) if len(wanted) <= LOOKED_FOR else None
        like = {f"term_{n}": f"%{term}%" for n, term in enumerate(named or ())}
        rows = self._rows(_about(None if named is None else len(named)), helpers, sight, **like)
        helps = newest_first(help_from(*row) for *row, count in rows if count is None)
        questions = sum(row[-1] for row in rows if row[-1] is not None)
        return [help_ for help_ in helps if not wanted.isdisjoint(help_.terms)], questions

    def in_channel(self, helpers: Collection[str], channel: str, sight: Sight) -> list[Help]:
        """Their helps in one channel, newest first."""
        return newest_first(starmap(help_from, self._rows(_IN_CHANNEL, helpers, sight, channel=channel)))

    def _rows(self, query: Executable, helpers: Collection[str], sight: Sight, **values: str) -> list[Any]:
        """The rows of a query, which tell of a channel first, as far as they are in sight."""
        given: dict[str, object] = {"team": self._team, "scopes": sight.scopes, "before": sight.before}
        rows = of_some(self._session, query, helpers, **given, **values)
        return [row for row in rows if row[0] is not None and sight.reaches(row[0])]
