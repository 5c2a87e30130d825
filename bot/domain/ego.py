"""The groups among the people around somebody, for a picture."""

from collections import defaultdict
from collections.abc import Mapping

ROUNDS = 20

Pair = tuple[int, int]
"""Two places, the smaller first."""


def groups(size: int, among: Mapping[Pair, float]) -> list[int]:
    """The group of each of `size` people, numbered from the largest, 0 for that; alone, everybody is a group.

    Label propagation (Raghavan, Albert, Kumara 2007) over the strengths of the ties `among` them, in a fixed order and
    with draws settled by the smaller label, so that the same ties always give the same groups.
    """
    around: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), strength in among.items():
        around[one][other] = around[other][one] = strength
    labels = list(range(size))
    for _ in range(ROUNDS):
        before = list(labels)
        for place in range(size):
            labels[place] = _heaviest(labels, place, around[place])
        if labels == before:
            break
    order = sorted(set(labels), key=lambda label: (-labels.count(label), label))
    return [order.index(label) for label in labels]


def _heaviest(labels: list[int], place: int, around: Mapping[int, float]) -> int:
    weights: dict[int, float] = defaultdict(float)
    for other, strength in around.items():
        weights[labels[other]] += strength
    return min(weights, key=lambda label: (-weights[label], label), default=labels[place])
