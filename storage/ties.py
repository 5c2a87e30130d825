"""Adjacency rows in SQL: kept in the transaction of the help that changes them, locked in the order of their keys."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
from sqlalchemy import bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from bot.domain.ties import ALONE, Neighbours, Tie, merge
from storage.models import HelpRow, TieRow
from storage.people import SqlPeople
from storage.statements import SOME, TEAM, each
from storage.upsert import chunks, insert_missing, upsert

Place = tuple[str, int]
"""A row's scope and person."""

Weight = tuple[float | None, float | None]
"""The new weight of help received from and given to a neighbour; None where it stays."""

_ROW = (TieRow.scope, TieRow.person, TieRow.people, TieRow.received, TieRow.given)

_T = TieRow.__table__.c
_ROWS = select(_T.person, _T.people, _T.received, _T.given).where(
    _T.team_id == TEAM, _T.scope.in_(bindparam("scopes", expanding=True)), _T.person.in_(SOME)
)


class SqlTies:
    """The port `Ties` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team
        self._people = SqlPeople(session, team)

    def rebuild(self, ties: Collection[Tie]) -> None:
        """Recompute the weight of these ties from their helps."""
        if not ties:
            return
        numbers = self._people.numbers({person for tie in ties for person in (tie.helper, tie.seeker)})
        ends = {tie: (numbers[tie.helper], numbers[tie.seeker]) for tie in ties}
        rows = self._locked({(tie.scope, end) for tie, both in ends.items() for end in both})
        weights = self._weights(ties)
        changed: dict[Place, dict[int, Weight]] = defaultdict(dict)
        for tie, (helper, seeker) in ends.items():
            weight = weights.get(tie, 0.0)
            _, given = changed[tie.scope, seeker].get(helper, (None, None))
            changed[tie.scope, seeker][helper] = weight, given
            received, _ = changed[tie.scope, helper].get(seeker, (None, None))
            changed[tie.scope, helper][seeker] = received, weight
        self._write({place: _with(rows[place], new) for place, new in changed.items()})

    def rows(self, people: Collection[int], scopes: Collection[str]) -> dict[int, Neighbours]:
        """The ties of these people, by number, the scopes merged."""
        found: dict[int, list[Neighbours]] = defaultdict(list)
        for person, *row in each(self._session, _ROWS, people, team=self._team, scopes=sorted(scopes)):
            found[person].append(Neighbours(*row))
        return {person: merge(rows) for person, rows in found.items()}

    def _locked(self, places: Collection[Place]) -> dict[Place, Neighbours]:
        ordered = sorted(places)
        insert_missing(self._session, TieRow, [self._values(place, ALONE) for place in ordered])
        rows: dict[Place, Neighbours] = {}
        for some in chunks(ordered):
            query = (
                select(*_ROW)
                .where(TieRow.team_id == self._team, tuple_(TieRow.scope, TieRow.person).in_(some))
                .order_by(TieRow.scope, TieRow.person)
                .with_for_update()
            )
            rows.update(((scope, person), neighbours) for scope, person, neighbours in self._read(query))
        return rows

    def _read(self, query: Any) -> Iterator[tuple[str, int, Neighbours]]:
        for scope, person, people, received, given in self._session.execute(query):
            yield scope, person, Neighbours(people, received, given)

    def _weights(self, ties: Collection[Tie]) -> dict[Tie, float]:
        found: dict[Tie, float] = {}
        ends = (HelpRow.scope, HelpRow.helper_id, HelpRow.seeker_id)
        for some in chunks(ties):
            query = (
                select(*ends, func.sum(HelpRow.weight))
                .where(HelpRow.team_id == self._team, tuple_(*ends).in_(some))
                .group_by(*ends)
            )
            found.update((Tie(*row[:3]), float(row[3])) for row in self._session.execute(query))
        return found

    def _write(self, rows: Mapping[Place, Neighbours]) -> None:
        upsert(self._session, TieRow, [self._values(place, rows[place]) for place in sorted(rows)])

    def _values(self, place: Place, row: Neighbours) -> dict[str, object]:
        scope, person = place
        return {
            "team_id": self._team,
            "scope": scope,
            "person": person,
            "people": row.people,
            "received": row.received,
            "given": row.given,
        }


def _with(row: Neighbours, new: Mapping[int, Weight]) -> Neighbours:
    """The row with these neighbours' weights replaced; who has neither given nor received is taken out."""
    people = np.union1d(row.people, np.fromiter(new, np.int32)).astype(np.int32)
    received, given = np.zeros(len(people), np.float32), np.zeros(len(people), np.float32)
    before = np.searchsorted(people, row.people)
    received[before], given[before] = row.received, row.given
    for person, (got, gave) in new.items():
        place = np.searchsorted(people, person)
        received[place] = received[place] if got is None else got
        given[place] = given[place] if gave is None else gave
    kept = (received > 0) | (given > 0)
    return Neighbours(people[kept], received[kept], given[kept])
