"""The groups around somebody."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ego import groups

CLIQUES = {(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.9, (3, 4): 0.9, (2, 3): 0.1}


def test_those_who_know_each_other_are_a_group_and_the_largest_is_the_first() -> None:
    assert groups(6, CLIQUES) == [0, 0, 0, 1, 1, 2]


def test_nobody_is_no_group() -> None:
    assert groups(0, {}) == []
    assert groups(2, {}) == [0, 1]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(0.01, 0.99),
        max_size=20,
    )
)
def test_everybody_has_a_group_and_only_ties_join(among: dict[tuple[int, int], float]) -> None:
    found = groups(8, among)
    assert sorted(set(found)) == list(range(max(found) + 1))
    assert found == groups(8, dict(reversed(among.items())))
    sizes = [found.count(group) for group in range(max(found) + 1)]
    assert sizes == sorted(sizes, reverse=True)
    alone = set(range(8)) - {place for pair in among for place in pair}
    assert all(found.count(found[place]) == 1 for place in alone)
