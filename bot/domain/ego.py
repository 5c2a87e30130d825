"""The groups among the people around somebody, for a picture."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

ROUNDS = 20

Pair = tuple[int, int]
"""Two places, the smaller first."""

Around = Mapping[int, Mapping[int, float]]
"""By place, the strengths of the ties to others."""


def groups(size: int, among: Mapping[Pair, float]) -> list[int]:
    """The group of each of `size` people, numbered from the largest, 0 for that; alone, everybody is a group.

    Everybody moves to the group that they are tied to more strongly than chance would have it, until nobody gains by
    moving (local moving of Louvain's method, Blondel et al. 2008), in a fixed order and with draws settled by the
    smaller label, so that the same ties always give the same groups.
    """
    around: dict[int, dict[int, float]] = {place: {} for place in range(size)}
    for (one, other), strength in among.items():
        around[one][other] = around[other][one] = strength
    labels = list(range(size))
    for _ in range(ROUNDS):
        before = list(labels)
        for place in range(size):
            labels[place] = _best(labels, place, around)
        if labels == before:
            break
    order = sorted(set(labels), key=lambda label: (-labels.count(label), label))
    return [order.index(label) for label in labels]


def _best(labels: Sequence[int], place: int, around: Around) -> int:
    """The group of most gain in modularity, one's own among them."""
    weight = {other: sum(around[other].values()) for other in around}
    total, own = sum(weight.values()), weight[place]
    if not own:
        return labels[place]
    gain: dict[int, float] = defaultdict(float)
    for other, strength in around[place].items():
        gain[labels[other]] += strength
    for other in around:
        if other != place and (labels[other] in gain or labels[other] == labels[place]):
            gain[labels[other]] -= own * weight[other] / total
    gain.setdefault(labels[place], 0.0)
    return min(gain, key=lambda label: (-round(gain[label], 9), label))
