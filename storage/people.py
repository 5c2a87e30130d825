"""People in SQL, and their numbers."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, delete, func, select
from sqlalchemy.orm import Session

from bot.domain.people import Person
from storage.erasure import ERASED, erase_person, erased_among
from storage.locks import hold
from storage.models import ErasedRow, NumberRow, PersonRow
from storage.personal import Rows, rows_about
from storage.statements import TEAM, among, of_some
from storage.upsert import insert_missing, upsert

FIELDS: tuple[Any, ...] = (
    PersonRow.person_id,
    PersonRow.name,
    PersonRow.title,
    PersonRow.tz,
    PersonRow.is_bot,
    PersonRow.is_deleted,
    PersonRow.is_guest,
    PersonRow.is_admin,
    PersonRow.home_team,
    PersonRow.home_enterprise,
    PersonRow.is_org_admin,
)

_P, _N = PersonRow.__table__.c, NumberRow.__table__.c
_PEOPLE = select(*(_P[field.key] for field in FIELDS)).where(_P.team_id == TEAM, among(_P.person_id))
_NUMBERS = select(_N.person_id, _N.number).where(_N.team_id == TEAM, among(_N.person_id))
_BY_NUMBER = (
    select(_N.number, _N.person_id, *(_P[field.key] for field in FIELDS))
    .join_from(
        NumberRow.__table__,
        PersonRow.__table__,
        (_P.team_id == _N.team_id) & (_P.person_id == _N.person_id),
        isouter=True,
    )
    .where(_N.team_id == TEAM, among(_N.number))
)
_BOTS = select(_P.person_id).where(_P.team_id == TEAM, among(_P.person_id), _P.is_bot)
_NOBODIES = _BOTS.union_all(ERASED)


def _outsiders(before: ColumnElement[bool], after: ColumnElement[bool]) -> CompoundSelect[str]:
    """Guests, and those of a home before or after the tenant's own: asked for so, each is a range of an index."""
    here = select(_P.person_id).where(_P.team_id == TEAM, _P.is_deleted.is_(False))
    elsewhere = here.where(_P.home_team != "")
    return here.where(_P.is_guest.is_(True)).union(elsewhere.where(before), elsewhere.where(after))


_OUTSIDE_TEAM = _outsiders((_P.home_team > "") & (_P.home_team < TEAM), _P.home_team > TEAM)
_OUTSIDE_ENTERPRISE = _outsiders(_P.home_enterprise < TEAM, _P.home_enterprise > TEAM)


class SqlPeople:
    """The port `People` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, people: Iterable[Person]) -> set[str]:
        """Keep what is known of them now; returns those who turned out to be bots, or no bots after all."""
        now = {person.id: person for person in people}
        for gone in self.erased(now.keys()):
            del now[gone]
        before = self.get(now.keys())
        rows = [{"team_id": self._team, "person_id": id_, **asdict(person)} for id_, person in now.items()]
        for row in rows:
            del row["id"]
        upsert(self._session, PersonRow, rows)
        return {id_ for id_, person in now.items() if (id_ in before and before[id_].is_bot) != person.is_bot}

    def get(self, people: Collection[str]) -> dict[str, Person]:
        """What is known of these people."""
        return {row[0]: Person(*row) for row in of_some(self._session, _PEOPLE, people, team=self._team)}

    def all(self) -> list[Person]:
        """Everybody known, ordered by id."""
        query = select(*FIELDS).where(PersonRow.team_id == self._team).order_by(PersonRow.person_id)
        return [Person(*row) for row in self._session.execute(query)]

    def outsiders(self) -> set[str]:
        """Those still here who are guests, or whose home is elsewhere."""
        statement = _OUTSIDE_ENTERPRISE if self._team.startswith("E") else _OUTSIDE_TEAM
        return set(self._session.scalars(statement, {"team": self._team}))

    def numbers(self, people: Collection[str]) -> dict[str, int]:
        """Their numbers in the network (int32, one a person, never used again), made where missing."""
        known = self.known_numbers(people)
        if known.keys() >= set(people):
            return known
        hold(self._session, self._team, ["numbers"])
        known = self.known_numbers(people)
        highest = select(func.max(NumberRow.number)).where(NumberRow.team_id == self._team)
        first = 1 + (self._session.scalar(highest) or 0)
        new = {id_: number for number, id_ in enumerate(sorted(set(people) - known.keys()), first)}
        rows = [{"team_id": self._team, "person_id": id_, "number": number} for id_, number in new.items()]
        insert_missing(self._session, NumberRow, rows)
        return known | new

    def known_numbers(self, people: Collection[str]) -> dict[str, int]:
        """The numbers of those who have one."""
        return dict(of_some(self._session, _NUMBERS, people, team=self._team))

    def by_number(self, numbers: Collection[int]) -> dict[int, tuple[str, Person | None]]:
        """The ids that belong to these numbers, each with what is known of the person."""
        rows = of_some(self._session, _BY_NUMBER, numbers, team=self._team)
        return {number: (id_, Person(*known) if known[0] else None) for number, id_, *known in rows}

    def nobodies(self, people: Collection[str]) -> set[str]:
        """Those of them whose messages and reactions count nothing: bots, and people who had themselves erased."""
        return {id_ for (id_,) in of_some(self._session, _NOBODIES, people, team=self._team)}

    def erased(self, people: Collection[str]) -> set[str]:
        """Those of them who had themselves erased: nothing about them is written down."""
        return erased_among(self._session, self._team, people)

    def erase(self, person: str) -> int:
        """Delete everything about a person and remember only that they are not to be recorded; returns rows deleted."""
        return erase_person(self._session, self._team, person)

    def rows_about(self, person: str) -> Rows:
        """Everything kept about a person that they may see, by table, as plain JSON."""
        return rows_about(self._session, self._team, person)

    def readmit(self, person: str) -> None:
        """Let an erased person be recorded again, from now on."""
        here = (ErasedRow.team_id == self._team, ErasedRow.person_id == person)
        self._session.execute(delete(ErasedRow).where(*here))
