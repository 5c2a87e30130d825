"""People's choices in SQL."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.consent import CONSENT_DEFAULT, Choice, Consents, Openness
from storage.models import ChoiceRow, NumberRow, PersonRow
from storage.phrases import recount_everywhere
from storage.settings import SqlSettings
from storage.statements import SOME, TEAM, each
from storage.upsert import upsert

_C = ChoiceRow.__table__.c
_CHOSEN = select(_C.person_id, *(_C[field.name] for field in fields(Choice))).where(
    _C.team_id == TEAM, _C.person_id.in_(SOME)
)
HIDDEN = select(_C.person_id).where(_C.team_id == TEAM, _C.openness == Openness.HIDDEN)


class SqlChoices:
    """The port `Choices` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def of(self, people: Collection[str]) -> Consents:
        """What these people chose, with the workspace's default for those who chose nothing."""
        chosen: dict[str, Choice] = {}
        for person, *values in each(self._session, _CHOSEN, people, team=self._team):
            chosen[person] = _choice(values)
        return Consents(chosen, self._default())

    def put(self, person: str, choice: Choice) -> None:
        """Take down a person's choice. Who hides is counted no more, nor in weeks that were counted before."""
        before = self.of([person]).of(person)
        values = asdict(choice) | {"never": list(choice.never)}
        upsert(self._session, ChoiceRow, [{"team_id": self._team, "person_id": person, **values}])
        if Openness.HIDDEN in (before.openness, choice.openness) and before.openness != choice.openness:
            recount_everywhere(self._session, self._team)

    def hidden(self) -> set[str]:
        """Everybody who may be neither named nor counted."""
        return set(self._session.scalars(HIDDEN, {"team": self._team}))

    def unwalkable(self, numbers: Collection[int], at: datetime) -> set[int]:
        """Those of these numbers whom no path may name: who left, is a bot, hidden, paused or to be asked first."""
        how_open = func.coalesce(ChoiceRow.openness, self._default())
        query = (
            select(NumberRow.number)
            .join(PersonRow, _same_person(PersonRow), isouter=True)
            .join(ChoiceRow, _same_person(ChoiceRow), isouter=True)
            .where(
                NumberRow.team_id == self._team,
                NumberRow.number.in_(SOME),
                or_(
                    PersonRow.person_id.is_(None),
                    PersonRow.is_deleted,
                    PersonRow.is_bot,
                    how_open != Openness.OPEN,
                    ChoiceRow.paused_until > at,
                ),
            )
        )
        return {number for (number,) in each(self._session, query, numbers)}

    def counts(self) -> dict[Openness | None, int]:
        """How many of the people still here chose what; None: nothing."""
        theirs = (ChoiceRow.team_id == PersonRow.team_id) & (ChoiceRow.person_id == PersonRow.person_id)
        query = select(ChoiceRow.openness, func.count()).select_from(PersonRow).join(ChoiceRow, theirs, isouter=True)
        here = (PersonRow.team_id == self._team, PersonRow.is_deleted.is_(False), PersonRow.is_bot.is_(False))
        counted = self._session.execute(query.where(*here).group_by(ChoiceRow.openness))
        return {openness: int(count) for openness, count in counted}

    def _default(self) -> Openness:
        return Openness(SqlSettings(self._session, self._team).get(CONSENT_DEFAULT) or Openness.OPEN)


def _same_person(row: type[PersonRow] | type[ChoiceRow]) -> ColumnElement[bool]:
    return (row.team_id == NumberRow.team_id) & (row.person_id == NumberRow.person_id)


def _choice(values: list[object]) -> Choice:
    named = {field.name: value for field, value in zip(fields(Choice), values, strict=True)}
    return Choice(**named | {"never": tuple(named["never"])})  # type: ignore[arg-type]
