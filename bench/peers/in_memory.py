"""Graph libraries that hold the whole network in memory: two steps forward from the asker, one back to each candidate.

None of them has a search for the best product over so many steps at most, so each walks its neighbours' lists.
"""

from collections.abc import Mapping
from typing import NamedTuple

import igraph
import networkx as nx
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bench.peers.walking import Edges, Path, Question, met


class NetworkX:
    """networkx: dictionaries of dictionaries."""

    def __init__(self, edges: Edges) -> None:
        self._graph = nx.DiGraph()
        self._graph.add_weighted_edges_from(
            zip(edges.start.tolist(), edges.end.tolist(), edges.trust.tolist(), strict=True)
        )

    def best(self, question: Question) -> Mapping[int, Path]:
        """Walks `adj` forward and `pred` back."""
        ahead, behind = self._graph.adj, self._graph.pred
        one = {p: step["weight"] for p, step in ahead[question.asker].items()}
        two: dict[int, tuple[float, int]] = {}
        for person, trust in one.items():
            for other, step in ahead[person].items():
                _keep_best(two, other, trust * step["weight"], person)
        back = {c: {p: step["weight"] for p, step in behind[c].items()} for c in question.candidates}
        return met(one, two, back)


class RustworkX:
    """rustworkx: a graph in Rust, whose neighbours come as dictionaries."""

    def __init__(self, edges: Edges) -> None:
        self._graph = rx.PyDiGraph(multigraph=False)
        self._graph.add_nodes_from([None] * (edges.people + 1))
        self._graph.add_edges_from(
            list(zip(edges.start.tolist(), edges.end.tolist(), edges.trust.tolist(), strict=True))
        )

    def best(self, question: Question) -> Mapping[int, Path]:
        """Walks `adj_direction` forward and back."""
        one = self._graph.adj_direction(question.asker, False)
        two: dict[int, tuple[float, int]] = {}
        for person, trust in one.items():
            for other, step in self._graph.adj_direction(person, False).items():
                _keep_best(two, other, trust * step, person)
        back = {c: self._graph.adj_direction(c, True) for c in question.candidates}
        return met(one, two, back)


class IGraph:
    """igraph: a graph in C, whose incident edges come as lists of numbers."""

    def __init__(self, edges: Edges) -> None:
        self._trust, self._start, self._end = edges.trust, edges.start, edges.end
        self._graph = igraph.Graph(n=edges.people + 1, edges=np.column_stack([edges.start, edges.end]), directed=True)

    def best(self, question: Question) -> Mapping[int, Path]:
        """Walks `incident` forward and back, and works on the arrays of what it names."""
        first = self._graph.incident(question.asker, mode="out")
        reached = np.zeros(self._graph.vcount(), np.float32)
        reached[self._end[first]] = self._trust[first]
        best = reached.copy()
        steps = [self._graph.incident(int(person), mode="out") for person in self._end[first]]
        second = np.fromiter((edge for some in steps for edge in some), np.int64)
        ahead = reached[self._start[second]] * self._trust[second]
        np.maximum.at(best, self._end[second], ahead)
        forward = _Forward(reached, best, self._start[second], self._end[second], ahead)
        found: dict[int, Path] = {}
        for candidate in question.candidates:
            last = self._graph.incident(candidate, mode="in")
            _keep(found, candidate, forward, self._start[last], self._trust[last])
        return found


class SciPy:
    """scipy: a sparse matrix and its transpose, whose rows are arrays already."""

    def __init__(self, edges: Edges) -> None:
        size = edges.people + 1
        self._ahead = csr_matrix((edges.trust, (edges.start, edges.end)), shape=(size, size))
        self._behind = csr_matrix((edges.trust, (edges.end, edges.start)), shape=(size, size))

    def best(self, question: Question) -> Mapping[int, Path]:
        """Slices rows of both; a matrix product would add where the best is wanted."""
        ahead, behind = self._ahead, self._behind
        first = slice(*ahead.indptr[question.asker : question.asker + 2])
        people, trusts = ahead.indices[first], ahead.data[first]
        best = np.zeros(ahead.shape[0], np.float32)
        best[people] = trusts
        direct = best.copy()
        rows = ahead[people]
        sizes = np.diff(rows.indptr)
        steps = np.repeat(trusts, sizes) * rows.data
        np.maximum.at(best, rows.indices, steps)
        forward = _Forward(direct, best, np.repeat(people, sizes), rows.indices, steps)
        found: dict[int, Path] = {}
        for candidate in question.candidates:
            last = slice(*behind.indptr[candidate : candidate + 2])
            _keep(found, candidate, forward, behind.indices[last], behind.data[last])
        return found


class _Forward(NamedTuple):
    """By person the best trust in `one` step, and in `two` at most; and the second steps, (n,) each: from whom, to
    whom, how far that is trusted."""

    one: NDArray[np.float32]
    two: NDArray[np.float32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    trust: NDArray[np.float32]


def _keep_best(found: dict[int, tuple[float, int]], person: int, trust: float, through: int) -> None:
    if person not in found or trust > found[person][0]:
        found[person] = trust, through


def _keep(
    found: dict[int, Path], candidate: int, ahead: _Forward, people: NDArray[np.int32], trusts: NDArray[np.float32]
) -> None:
    """The best of the steps back to these people, or the direct one."""
    direct = float(ahead.one[candidate])
    steps = ahead.two[people] * trusts
    last = int(steps.argmax()) if len(steps) else -1
    if last < 0 or direct >= steps[last]:
        if direct:
            found[candidate] = Path(direct)
        return
    person = int(people[last])
    if ahead.one[person] >= ahead.two[person]:
        found[candidate] = Path(float(steps[last]), (person,))
    elif steps[last]:
        there = np.flatnonzero(ahead.end == person)
        through = int(ahead.start[there[ahead.trust[there].argmax()]])
        found[candidate] = Path(float(steps[last]), (through, person))
