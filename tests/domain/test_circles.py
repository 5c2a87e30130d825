"""Circles: groups that share threads, each apart from the others."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circles import Circle, circles
from bot.domain.messages import MessageKey

THREADS = st.builds(MessageKey, st.sampled_from(["C1", "C2"]), st.sampled_from("1234"))
SAID = st.lists(st.tuples(THREADS, st.sampled_from("abcdef")))


def thread(channel: str, number: int) -> MessageKey:
    return MessageKey(channel, f"{number}.000000")


def test_who_shares_a_thread_is_in_one_circle_also_through_others() -> None:
    said = [(thread("C1", 1), "ana"), (thread("C1", 1), "ben"), (thread("C2", 2), "ben"), (thread("C2", 2), "cem")]
    assert circles(said) == (Circle(("ben", "ana", "cem"), "C1"),)


def test_groups_apart_are_told_apart_and_the_largest_comes_first() -> None:
    said = [(thread("C1", 1), person) for person in ("ana", "ben")]
    said += [(thread("C2", 2), person) for person in ("cem", "dee", "eve")]
    assert circles(said) == (Circle(("cem", "dee", "eve"), "C2"), Circle(("ana", "ben"), "C1"))


def test_somebody_alone_is_no_circle() -> None:
    assert circles([(thread("C1", 1), "ana"), (thread("C1", 2), "ben")]) == ()


@given(SAID)
def test_nobody_of_one_circle_shares_a_thread_with_anybody_of_another(said: list[tuple[MessageKey, str]]) -> None:
    found = circles(said)
    pairs = combinations(said, 2)
    together = {frozenset((one, other)) for (here, one), (there, other) in pairs if here == there and one != other}
    for here, there in combinations(found, 2):
        assert not set(here.people) & set(there.people)
        assert not any(frozenset((one, other)) in together for one in here.people for other in there.people)
    assert {person for circle in found for person in circle.people} == {person for pair in together for person in pair}
