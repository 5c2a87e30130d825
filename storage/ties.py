"""Adjacency rows in SQL: kept in the transaction of the help that changes them, locked in the order of their keys."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from sqlalchemy import LargeBinary, Select, func, select, type_coerce
from sqlalchemy.orm import Session

from bot.domain.ties import ALONE, Adjacency, Neighbours, Tie
from storage.models import HelpRow, TieRow
from storage.people import SqlPeople
from storage.statements import TEAM, among, among_pairs, of_some
from storage.upsert import insert_missing, upsert

Place = tuple[str, int]
"""A row's scope and person."""

Weight = tuple[float | None, float | None]
"""The new weight of help received from and given to a neighbour; None where it stays."""

PACKED = ("<i4", "<f4", "<f4")
"""Of a row's people, received and given: four bytes each."""

_T, _H = TieRow.__table__.c, HelpRow.__table__.c
_ROWS = select(_T.person, _T.people, _T.received, _T.given).where(
    _T.team_id == TEAM, among(_T.scope, "scopes"), among(_T.person)
)
_LOCKED = _ROWS.order_by(_T.person).with_for_update()
_PACKED = select(_T.person, *(type_coerce(column, LargeBinary) for column in (_T.people, _T.received, _T.given))).where(
    _T.team_id == TEAM, among(_T.scope, "scopes"), among(_T.person)
)
"""In no order: SQLite would rather read everybody than sort a few."""

_OF_PAIRS = (
    select(_H.scope, _H.helper_id, _H.seeker_id, _H.weight)
    .where(_H.team_id == TEAM, among_pairs(_H.helper_id, _H.seeker_id), among(_H.scope, "scopes"))
    .cte("found")
    .prefix_with("MATERIALIZED")
)
"""Found before they are grouped: for the grouping's sake SQLite would read all helps that the helpers gave."""

_WEIGHTS = select(*(_OF_PAIRS.c[name] for name in ("scope", "helper_id", "seeker_id")), func.sum(_OF_PAIRS.c.weight))
_WEIGHTS = _WEIGHTS.group_by(_OF_PAIRS.c.scope, _OF_PAIRS.c.helper_id, _OF_PAIRS.c.seeker_id)


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

    def rows(self, people: Collection[int], scopes: Collection[str]) -> Adjacency:
        """The ties of these people, by number, the scopes merged."""
        found = of_some(self._session, _PACKED, people, team=self._team, scopes=scopes)
        rows = sorted((row for row in found if row[1]), key=itemgetter(0))
        owners, *columns = zip(*rows, strict=True) if rows else ((), (), (), ())
        sizes = np.array([len(people) for people in columns[0]], np.int32) // 4
        joined = (np.frombuffer(b"".join(column), kind) for column, kind in zip(columns, PACKED, strict=True))
        packed = Adjacency if len(rows) == len(set(owners)) else Adjacency.added_up
        return packed(np.array(owners, np.int32), sizes, Neighbours(*joined))

    def _locked(self, places: Collection[Place]) -> dict[Place, Neighbours]:
        """These rows, locked in the order of their keys; made where there were none."""
        missing = set(places) - self._read(places, _ROWS).keys()
        insert_missing(self._session, TieRow, [self._values(place, ALONE) for place in sorted(missing)])
        return self._read(places, _LOCKED)

    def _read(self, places: Collection[Place], statement: Select[Any]) -> dict[Place, Neighbours]:
        rows: dict[Place, Neighbours] = {}
        for scope, here in groupby(sorted(places), key=itemgetter(0)):
            people = [person for _, person in here]
            for person, *row in of_some(self._session, statement, people, team=self._team, scopes=[scope]):
                rows[scope, person] = Neighbours(*row)
        return rows

    def _weights(self, ties: Collection[Tie]) -> dict[Tie, float]:
        scopes, pairs = sorted({tie.scope for tie in ties}), {(tie.helper, tie.seeker) for tie in ties}
        rows = of_some(self._session, _WEIGHTS, pairs, team=self._team, scopes=scopes)
        return {Tie(*row[:3]): float(row[3]) for row in rows}

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
    for place, (got, gave) in zip(np.searchsorted(people, [*new]), new.values(), strict=True):
        received[place] = received[place] if got is None else got
        given[place] = given[place] if gave is None else gave
    kept = (received > 0) | (given > 0)
    return Neighbours(people[kept], received[kept], given[kept])
