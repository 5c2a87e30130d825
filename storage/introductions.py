"""Introductions in SQL."""

from dataclasses import asdict, fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.introductions import Introduction, IntroductionState
from storage.models import IntroductionRow
from storage.upsert import upsert

_COLUMN = {"ask": "ask_id", "contact": "contact_id", "asker": "asker_id", "introducer": "introducer_id"}
_COLUMNS = [getattr(IntroductionRow, _COLUMN.get(field.name, field.name)) for field in fields(Introduction)]


class SqlIntroductions:
    """The port `Introductions` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, introduction: Introduction) -> None:
        """Keep an introduction as it stands now."""
        values = {_COLUMN.get(name, name): value for name, value in asdict(introduction).items()}
        upsert(self._session, IntroductionRow, [{"team_id": self._team, **values}])

    def get(self, ask: int, contact: int) -> Introduction | None:
        """The introduction for an ask through one contact."""
        found = self._read(IntroductionRow.ask_id == ask, IntroductionRow.contact_id == contact)
        return next(iter(found), None)

    def open_to(self, introducer: str) -> list[Introduction]:
        """The introductions that this introducer has not answered, oldest first."""
        asked = IntroductionRow.state == IntroductionState.ASKED
        return self._read(IntroductionRow.introducer_id == introducer, asked)

    def of_asker(self, asker: str) -> list[Introduction]:
        """The introductions asked for by this person, newest first."""
        return self._read(IntroductionRow.asker_id == asker)[::-1]

    def _read(self, *conditions: object) -> list[Introduction]:
        query = select(*_COLUMNS).where(IntroductionRow.team_id == self._team, *conditions)  # type: ignore[arg-type]
        ordered = query.order_by(IntroductionRow.asked_at, IntroductionRow.ask_id, IntroductionRow.contact_id)
        return [Introduction(*row) for row in self._session.execute(ordered)]
