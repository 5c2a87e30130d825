"""People's choices in SQL."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime
from functools import cached_property

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.consent import CONSENT_DEFAULT, Choice, Consents, Openness
from storage.models import ChoiceRow, NumberRow, PersonRow
from storage.phrases import recount_everywhere
from storage.settings import SqlSettings
from storage.statements import TEAM, among, of_some
from storage.types import UtcDateTime
from storage.upsert import upsert

_C, _N, _P = ChoiceRow.__table__.c, NumberRow.__table__.c, PersonRow.__table__.c
_CHOSEN = select(_C.person_id, *(_C[field.name] for field in fields(Choice))).where(
    _C.team_id == TEAM, among(_C.person_id)
)


HIDDEN = select(_C.person_id).where(_C.team_id == TEAM, _C.openness == Openness.HIDDEN)

_UNWALKABLE = (
    select(_N.number)
    .select_from(NumberRow.__table__)
    .join(PersonRow.__table__, (_P.team_id == _N.team_id) & (_P.person_id == _N.person_id), isouter=True)
    .join(ChoiceRow.__table__, (_C.team_id == _N.team_id) & (_C.person_id == _N.person_id), isouter=True)
    .where(_N.team_id == TEAM, among(_N.number))
    .where(
        or_(
            _P.person_id.is_(None),
            _P.is_deleted,
            _P.is_bot,
            func.coalesce(_C.openness, bindparam("default", type_=_C.openness.type)) != Openness.OPEN,
            _C.paused_until > bindparam("at", type_=UtcDateTime),
        )
    )
)


class SqlChoices:
    """The port `Choices` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def of(self, people: Collection[str]) -> Consents:
        """What these people chose, with the workspace's default for those who chose nothing."""
        chosen: dict[str, Choice] = {}
        for person, *values in of_some(self._session, _CHOSEN, people, team=self._team):
            chosen[person] = _choice(values)
        return Consents(chosen, self._default)

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
        values = {"team": self._team, "default": self._default, "at": at, "some": numbers}
        return set(self._session.scalars(_UNWALKABLE, values))

    def counts(self) -> dict[Openness | None, int]:
        """How many of the people still here chose what; None: nothing."""
        theirs = (ChoiceRow.team_id == PersonRow.team_id) & (ChoiceRow.person_id == PersonRow.person_id)
        query = select(ChoiceRow.openness, func.count()).select_from(PersonRow).join(ChoiceRow, theirs, isouter=True)
        here = (PersonRow.team_id == self._team, PersonRow.is_deleted.is_(False), PersonRow.is_bot.is_(False))
        counted = self._session.execute(query.where(*here).group_by(ChoiceRow.openness))
        return {openness: int(count) for openness, count in counted}

    @cached_property
    def _default(self) -> Openness:
        """Read once in a transaction."""
        return Openness(SqlSettings(self._session, self._team).get(CONSENT_DEFAULT) or Openness.OPEN)


def _choice(values: list[object]) -> Choice:
    named = {field.name: value for field, value in zip(fields(Choice), values, strict=True)}
    return Choice(**named | {"never": tuple(named["never"])})  # type: ignore[arg-type]
