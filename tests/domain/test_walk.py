"""The walk finds the best path of at most three steps: held against trying every path."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ties import ALONE, HALF_LIFE, LANDMARK, RETURNED, Adjacency, Neighbours
from bot.domain.walk import walk

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GROWTH = 2.0 ** ((NOW - LANDMARK) / HALF_LIFE)
PEOPLE = range(1, 8)

Helped = dict[tuple[int, int], float]
"""How much the first helped the second, as of NOW."""


def rows(helped: Helped) -> Adjacency:
    return _packed(
        {
            person: _row(
                (other, helped.get((other, person), 0.0), helped.get((person, other), 0.0)) for other in PEOPLE
            )
            for person in PEOPLE
        }
    )


def _packed(rows: dict[int, Neighbours]) -> Adjacency:
    """As the store gives them: end to end, without those who have none."""
    owners = sorted(owner for owner, row in rows.items() if len(row.people))
    listed = [ALONE, *(rows[owner] for owner in owners)]
    columns = (np.concatenate([getattr(row, name) for row in listed]) for name in Neighbours.__slots__)
    sizes = np.array([len(row.people) for row in listed[1:]], np.int32)
    return Adjacency(np.array(owners, np.int32), sizes, Neighbours(*columns))


def _row(ties: Iterable[tuple[int, float, float]]) -> Neighbours:
    listed = [tie for tie in ties if tie[1] or tie[2]]
    people = np.array([person for person, _, _ in listed], np.int32)
    received, given = (np.array([tie[k] * GROWTH for tie in listed], np.float32) for k in (1, 2))
    return Neighbours(people, received, given)


def trust(helped: Helped, person: int, other: int) -> float:
    weight = helped.get((other, person), 0.0) + RETURNED * helped.get((person, other), 0.0)
    return weight / (1 + weight)


def best_by_trying(helped: Helped, asker: int, candidate: int, closed: set[int]) -> float:
    between = [person for person in PEOPLE if person not in {asker, candidate, *closed}]
    routes = [(asker, *middle, candidate) for steps in range(3) for middle in permutations(between, steps)]
    return max(float(np.prod([trust(helped, one, other) for one, other in pairwise(route)])) for route in routes)


networks = st.dictionaries(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda pair: pair[0] != pair[1]),
    st.floats(0.1, 5.0),
    max_size=20,
)


@given(networks, st.sets(st.sampled_from(PEOPLE), max_size=2))
def test_the_walk_finds_what_trying_every_path_finds(helped: Helped, closed: set[int]) -> None:
    asker, *candidates = (person for person in PEOPLE if person not in closed)
    paths = walk(asker, candidates, rows(helped), NOW, closed)
    for candidate in candidates:
        best = best_by_trying(helped, asker, candidate, closed)
        if best == 0.0:
            assert candidate not in paths
            continue
        path = paths[candidate]
        assert path.trust == pytest.approx(best, rel=1e-4)
        assert (path.people[0], path.people[-1]) == (asker, candidate)
        assert len(set(path.people)) == len(path.people) <= 4
        assert not closed.intersection(path.people)
        steps = [trust(helped, one, other) for one, other in pairwise(path.people)]
        assert path.trust == pytest.approx(float(np.prod(steps)), rel=1e-4)


def test_help_given_is_a_weaker_tie_than_help_received() -> None:
    paths = walk(1, [2, 3], rows({(2, 1): 1.0, (1, 3): 1.0}), NOW)
    assert paths[2].trust > paths[3].trust > 0


def test_ties_fade_with_time_and_no_row_changes() -> None:
    network = rows({(2, 1): 1.0})
    later = walk(1, [2], network, NOW + 4 * HALF_LIFE)
    assert later[2].trust == pytest.approx((1 / 16) / (1 + 1 / 16), rel=1e-4)


def test_an_asker_without_ties_reaches_nobody() -> None:
    assert walk(1, [2], rows({(2, 3): 1.0}), NOW) == {}


def test_scopes_of_one_neighbour_add_up() -> None:
    one, other, hers = _row([(2, 1.0, 0.0), (5, 1.0, 2.0)]), _row([(2, 0.5, 0.25)]), _row([(1, 3.0, 0.0)])
    ties = (np.concatenate([getattr(row, name) for row in (one, other, hers)]) for name in Neighbours.__slots__)
    merged = Adjacency.added_up(np.array([1, 1, 2], np.int32), np.array([2, 1, 1], np.int32), Neighbours(*ties))
    assert list(merged) == [1, 2]
    assert list(merged[1].people) == [2, 5]
    assert merged[1].received == pytest.approx(np.array([1.5 * GROWTH, GROWTH]), rel=1e-5)
    assert merged[1].given == pytest.approx(np.array([0.25 * GROWTH, 2 * GROWTH]), rel=1e-5)
    assert list(merged[2].people) == [1]


def test_who_has_no_ties_is_not_in_an_adjacency() -> None:
    packed = _packed({1: ALONE, 2: _row([(5, 1.0, 0.0)]), 3: ALONE})
    assert dict(packed).keys() == {2}
    assert 1 not in packed
    assert 9 not in packed
