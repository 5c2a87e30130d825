"""The exposure log in SQL."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.exposures import Exposure
from storage.models import ExposureRow
from storage.upsert import insert_missing


class SqlExposures:
    """The port `Exposures` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, exposures: Iterable[Exposure]) -> None:
        """Note them, each once."""
        rows = [
            {
                "team_id": self._team,
                "person_id": exposure.person,
                "ref": exposure.ref,
                "seen_by": exposure.seen_by,
                "channel_id": exposure.channel,
                "about": exposure.about,
                "shown_at": exposure.shown_at,
            }
            for exposure in exposures
        ]
        insert_missing(self._session, ExposureRow, rows)

    def of(self, person: str, limit: int) -> list[Exposure]:
        """The latest showings of a person's name, newest first."""
        query = (
            select(ExposureRow)
            .where(ExposureRow.team_id == self._team, ExposureRow.person_id == person)
            .order_by(ExposureRow.shown_at.desc(), ExposureRow.ref)
            .limit(limit)
        )
        return [
            Exposure(row.person_id, row.ref, row.seen_by, row.channel_id, row.about, row.shown_at)
            for row in self._session.scalars(query)
        ]
