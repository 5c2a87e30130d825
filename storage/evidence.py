"""What speaks for people, in SQL: of each their latest helps, and of these what bears on one question."""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from itertools import starmap
from typing import Any

from sqlalchemy import BindParameter, Select, Text, and_, bindparam, func, literal, or_, outerjoin, select, type_coerce
from sqlalchemy.orm import Session

from bot.domain.help import Help
from bot.domain.sight import Sight
from storage.choices import HIDDEN
from storage.helps import COLUMNS, help_from, newest_first
from storage.models import HelpRow, PersonRow
from storage.statements import SCOPES, SOME, TEAM
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
    here = [_H.team_id == TEAM, _H.helper_id == _P.person_id, _H.seeker_id.not_in(HIDDEN), _H.scope.in_(SCOPES)]
    lately = [_H.given_at < _BEFORE, _H.given_at > func.coalesce(_JUST_EARLIER, _EVER)]
    joined = outerjoin(PersonRow.__table__, HelpRow.__table__, and_(*here, *lately, *where))
    return select(*columns).select_from(joined).where(_P.team_id == TEAM, _P.person_id.in_(SOME))


_QUESTIONS = _latest([_H.channel_id, func.count(_H.question_ts.distinct())]).group_by(_H.channel_id)
_IN_CHANNEL = _latest(COLUMNS, _H.channel_id == bindparam("channel"))


@cache
def _about(terms: int) -> Select[Any]:
    """Those with one of so many terms, and some in which it is a part of another; all where no terms are given.

    What means something in a pattern lets through some more. Nothing is escaped, by a space, which no term has.
    """
    line = type_coerce(_H.terms, Text)
    alike = [line.like(bindparam(f"term_{n}"), escape=" ") for n in range(terms)]
    return _latest(COLUMNS, or_(*alike)) if terms else _latest(COLUMNS)


class SqlEvidence:
    """The port `Evidence` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def about(self, helpers: Collection[str], terms: Collection[str], sight: Sight) -> list[Help]:
        """Their helps that share one of these terms, newest first."""
        wanted = set(terms)
        named = sorted(wanted) if len(wanted) <= LOOKED_FOR else []
        like = {f"term_{n}": f"%{term}%" for n, term in enumerate(named)}
        found = self._helps(_about(len(named)), helpers, sight, **like) if wanted else []
        return [help_ for help_ in found if not wanted.isdisjoint(help_.terms)]

    def in_channel(self, helpers: Collection[str], channel: str, sight: Sight) -> list[Help]:
        """Their helps in one channel, newest first."""
        return self._helps(_IN_CHANNEL, helpers, sight, channel=channel)

    def questions(self, helpers: Collection[str], sight: Sight) -> int:
        """To how many questions their helps were given."""
        rows = self._rows(_QUESTIONS, helpers, sight)
        return sum(count for channel, count in rows if sight.reaches(channel))

    def _helps(self, query: Select[Any], helpers: Collection[str], sight: Sight, **values: str) -> list[Help]:
        found = starmap(help_from, self._rows(query, helpers, sight, **values))
        return newest_first(help_ for help_ in found if sight.reaches(help_.act.channel))

    def _rows(self, query: Select[Any], helpers: Collection[str], sight: Sight, **values: str) -> Any:
        given = {"team": self._team, "some": list(helpers), "scopes": sorted(sight.scopes), "before": sight.before}
        return [row for row in self._session.execute(query, given | values) if row[0] is not None]
