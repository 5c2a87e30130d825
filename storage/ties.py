"""Adjacency rows in SQL: kept in the transaction of the help that changes them, locked in the order of their keys."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from bot.domain.ties import NO_NEIGHBOURS, Neighbours, Tie, TieRows, merge
from storage.models import HelpRow, TieRow
from storage.people import SqlPeople
from storage.upsert import chunks, insert_missing, upsert

Place = tuple[str, int, bool]
"""A row's scope, person and direction."""


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
        rows = self._locked(
            {place for tie, ends_ in ends.items() for place in _places(tie.scope, *ends_)},
        )
        weights = self._weights(ties)
        changed: dict[Place, dict[int, float]] = defaultdict(dict)
        for tie, (helper, seeker) in ends.items():
            inward, outward = _places(tie.scope, helper, seeker)
            changed[inward][helper] = changed[outward][seeker] = weights.get(tie, 0.0)
        self._write({place: _with(rows[place], new) for place, new in changed.items()})

    def rows(self, people: Collection[int], scopes: Collection[str]) -> TieRows:
        """The ties of these people (by number) in both directions, the scopes merged."""
        found: tuple[dict[int, list[Neighbours]], dict[int, list[Neighbours]]] = (defaultdict(list), defaultdict(list))
        for some in chunks(people):
            query = select(TieRow.person, TieRow.outward, TieRow.people, TieRow.weights).where(
                TieRow.team_id == self._team, TieRow.scope.in_(scopes), TieRow.person.in_(some)
            )
            for person, outward, neighbours, weights in self._session.execute(query):
                found[outward][person].append(Neighbours(neighbours, weights))
        return TieRows(helped_by=_merged(found[False]), helped=_merged(found[True]))

    def _locked(self, places: Collection[Place]) -> dict[Place, Neighbours]:
        ordered = sorted(places)
        empty = {"people": NO_NEIGHBOURS.people, "weights": NO_NEIGHBOURS.weights}
        insert_missing(self._session, TieRow, [self._values(place) | empty for place in ordered])
        rows: dict[Place, Neighbours] = {}
        for some in chunks(ordered):
            query = (
                select(TieRow.scope, TieRow.person, TieRow.outward, TieRow.people, TieRow.weights)
                .where(TieRow.team_id == self._team, tuple_(TieRow.scope, TieRow.person, TieRow.outward).in_(some))
                .order_by(TieRow.scope, TieRow.person, TieRow.outward)
                .with_for_update()
            )
            for scope, person, outward, people, weights in self._session.execute(query):
                rows[scope, person, outward] = Neighbours(people, weights)
        return rows

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
        values = [
            self._values(place) | {"people": ties.people, "weights": ties.weights}
            for place, ties in sorted(rows.items(), key=lambda item: item[0])
        ]
        upsert(self._session, TieRow, values)

    def _values(self, place: Place) -> dict[str, object]:
        scope, person, outward = place
        return {"team_id": self._team, "scope": scope, "person": person, "outward": outward}


def _places(scope: str, helper: int, seeker: int) -> tuple[Place, Place]:
    """The two rows that a tie stands in: the seeker's (inward) and the helper's (outward)."""
    return (scope, seeker, False), (scope, helper, True)


def _with(row: Neighbours, new: Mapping[int, float]) -> Neighbours:
    """The row with these neighbours' weights replaced; a weight of 0 takes the neighbour out."""
    kept = ~np.isin(row.people, np.fromiter(new, np.int32))
    added = sorted((person, weight) for person, weight in new.items() if weight > 0)
    people = np.concatenate([row.people[kept], np.array([person for person, _ in added], np.int32)])
    weights = np.concatenate([row.weights[kept], np.array([weight for _, weight in added], np.float32)])
    order = np.argsort(people, kind="stable")
    return Neighbours(people[order].astype(np.int32), weights[order].astype(np.float32))


def _merged(rows: Mapping[int, Iterable[Neighbours]]) -> dict[int, Neighbours]:
    return {person: merge(found) for person, found in rows.items()}
