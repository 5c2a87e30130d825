"""Graph libraries that hold the whole network in memory: two steps forward from the asker, one back to each candidate.

None of them has a search for the best product over so many steps at most, so each walks its neighbours' lists.
"""

from collections.abc import Mapping

import igraph
import networkx as nx
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bench.peers.walking import Edges, Question, met


class NetworkX:
    """networkx: dictionaries of dictionaries."""

    def __init__(self, edges: Edges) -> None:
        self._graph = nx.DiGraph()
        self._graph.add_weighted_edges_from(
            zip(edges.start.tolist(), edges.end.tolist(), edges.trust.tolist(), strict=True)
        )

    def best(self, question: Question) -> Mapping[int, float]:
        """Walks `adj` forward and `pred` back."""
        ahead, behind = self._graph.adj, self._graph.pred
        one = {p: step["weight"] for p, step in ahead[question.asker].items()}
        two: dict[int, float] = {}
        for person, trust in one.items():
            for other, step in ahead[person].items():
                _keep_best(two, other, trust * step["weight"])
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

    def best(self, question: Question) -> Mapping[int, float]:
        """Walks `adj_direction` forward and back."""
        one = self._graph.adj_direction(question.asker, False)
        two: dict[int, float] = {}
        for person, trust in one.items():
            for other, step in self._graph.adj_direction(person, False).items():
                _keep_best(two, other, trust * step)
        back = {c: self._graph.adj_direction(c, True) for c in question.candidates}
        return met(one, two, back)


class IGraph:
    """igraph: a graph in C, whose incident edges come as lists of numbers."""

    def __init__(self, edges: Edges) -> None:
        self._trust, self._start, self._end = edges.trust, edges.start, edges.end
        self._graph = igraph.Graph(n=edges.people + 1, edges=np.column_stack([edges.start, edges.end]), directed=True)

    def best(self, question: Question) -> Mapping[int, float]:
        """Walks `incident` forward and back, and works on the arrays of what it names."""
        first = self._graph.incident(question.asker, mode="out")
        reached = np.zeros(self._graph.vcount(), np.float32)
        reached[self._end[first]] = self._trust[first]
        best = reached.copy()
        steps = [self._graph.incident(int(person), mode="out") for person in self._end[first]]
        second = np.fromiter((edge for some in steps for edge in some), np.int64)
        np.maximum.at(best, self._end[second], reached[self._start[second]] * self._trust[second])
        found: dict[int, float] = {}
        for candidate in question.candidates:
            last = self._graph.incident(candidate, mode="in")
            _keep(found, candidate, reached[candidate], best[self._start[last]] * self._trust[last])
        return found


class SciPy:
    """scipy: a sparse matrix and its transpose, whose rows are arrays already."""

    def __init__(self, edges: Edges) -> None:
        size = edges.people + 1
        self._ahead = csr_matrix((edges.trust, (edges.start, edges.end)), shape=(size, size))
        self._behind = csr_matrix((edges.trust, (edges.end, edges.start)), shape=(size, size))

    def best(self, question: Question) -> Mapping[int, float]:
        """Slices rows of both; a matrix product would add where the best is wanted."""
        ahead, behind = self._ahead, self._behind
        first = slice(*ahead.indptr[question.asker : question.asker + 2])
        people, trusts = ahead.indices[first], ahead.data[first]
        best = np.zeros(ahead.shape[0], np.float32)
        best[people] = trusts
        direct = best.copy()
        rows = ahead[people]
        np.maximum.at(best, rows.indices, np.repeat(trusts, np.diff(rows.indptr)) * rows.data)
        found: dict[int, float] = {}
        for candidate in question.candidates:
            last = slice(*behind.indptr[candidate : candidate + 2])
            _keep(found, candidate, direct[candidate], best[behind.indices[last]] * behind.data[last])
        return found


def _keep_best(found: dict[int, float], person: int, trust: float) -> None:
    if trust > found.get(person, 0.0):
        found[person] = trust


def _keep(found: dict[int, float], candidate: int, direct: float, last: NDArray[np.float32]) -> None:
    best = max(float(direct), float(np.max(last, initial=0.0)))
    if best:
        found[candidate] = best
