"""Acts of help as they stand: between row and value, and read by who, when and where."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.domain.help import Act, Help
from bot.domain.messages import MessageKey
from storage.models import HelpRow
from storage.upsert import chunks


class SqlHelps:
    """The port `Helps` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def between(self, pairs: Collection[tuple[str, str]], scopes: Collection[str]) -> list[Help]:
        """The helps of these (helper, seeker) pairs that the scopes may see, newest first.

        Asked for by both ends apart: SQLite reads every help of the team to find pairs of values.
        """
        found: list[Help] = []
        for some in chunks(pairs):
            helpers, seekers = ({pair[end] for pair in some} for end in (0, 1))
            between = HelpRow.helper_id.in_(helpers), HelpRow.seeker_id.in_(seekers)
            found.extend(self._where(*between, HelpRow.scope.in_(scopes)))
        wanted = set(pairs)
        return sorted((help_ for help_ in found if help_.act.people in wanted), key=_newest_first)

    def given_by(self, helpers: Collection[str], scopes: Collection[str]) -> list[Help]:
        """The helps that these people gave, as far as the scopes may see them, newest first."""
        found: list[Help] = []
        for some in chunks(helpers):
            found.extend(self._where(HelpRow.helper_id.in_(some), HelpRow.scope.in_(scopes)))
        return sorted(found, key=_newest_first)

    def of_questions(self, questions: Collection[MessageKey]) -> list[Help]:
        """The helps given in answer to these questions."""
        found: list[Help] = []
        for channel in sorted({question.channel for question in questions}):
            for some in chunks([question.ts for question in questions if question.channel == channel]):
                found.extend(self._where(HelpRow.channel_id == channel, HelpRow.question_ts.in_(some)))
        return found

    def given_since(self, since: datetime, scopes: Collection[str], limit: int | None = None) -> list[Help]:
        """The helps given since then that the scopes may see, newest first, at most `limit`."""
        here = (HelpRow.team_id == self._team, HelpRow.given_at >= since, HelpRow.scope.in_(scopes))
        query = select(HelpRow.__table__).where(*here).order_by(HelpRow.given_at.desc()).limit(limit)
        return sorted(map(help_from, self._session.execute(query)), key=_newest_first)

    def of_person(self, person: str) -> list[Help]:
        """All helps that a person gave or received, newest first."""
        found = self._where(or_(HelpRow.helper_id == person, HelpRow.seeker_id == person))
        return sorted(found, key=_newest_first)

    def _where(self, *conditions: Any) -> Iterable[Help]:
        query = select(HelpRow.__table__).where(HelpRow.team_id == self._team, *conditions)
        return [help_from(row) for row in self._session.execute(query)]


def help_from(row: Any) -> Help:
    """The value of a row."""
    return Help(
        act=Act(row.channel_id, row.ts, row.helper_id, row.seeker_id),
        source=row.source,
        strength=row.strength,
        given_at=row.given_at,
        scope=row.scope,
        question=MessageKey(row.channel_id, row.question_ts),
        terms=row.terms,
        words=row.words,
    )


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


def _newest_first(help_: Help) -> tuple[float, Act]:
    return -help_.given_at.timestamp(), help_.act
