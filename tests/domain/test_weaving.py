"""Who might like to meet: helpers with the same telling word who never helped each other."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circles import Circle
from bot.domain.errors import NotAllowed
from bot.domain.help import Act, Help, Source
from bot.domain.messages import MessageKey
from bot.domain.topics import Strength, Topic
from bot.domain.weaving import CROWD, Says, Strand, Weave, answered, bridges, chosen, strands

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WEAVE = Weave(Strand(("kofi", "magda"), "hysteresis", ("C1", "C2")), NOW)


def help_(number: int, helper: str, seeker: str, *words: str, channel: str = "C1") -> Help:
    ts = f"{1_790_000_000 + number}.000000"
    return Help(
        Act(channel, ts, helper, seeker),
        Source.THANKS,
        1.0,
        NOW - timedelta(days=1),
        "public",
        MessageKey(channel, ts),
        words,
        words,
    )


COMMON = [help_(n, f"h{n}", f"s{n}", "server") for n in range(20)]


def pairs(*helps: Help) -> list[tuple[tuple[str, str], str]]:
    return [(strand.people, strand.word) for strand in strands([*COMMON, *helps])]


def test_two_who_helped_with_the_same_telling_word_are_found_with_where() -> None:
    found = strands(
        [*COMMON, help_(30, "magda", "ana", "hysteresis"), help_(31, "kofi", "ben", "hysteresis", channel="C2")]
    )
    assert [(one.people, one.word, one.channels) for one in found] == [(("kofi", "magda"), "hysteresis", ("C2", "C1"))]


def test_a_word_that_everybody_uses_is_no_reason_to_meet() -> None:
    assert pairs() == []
    crowd = [help_(30 + n, f"k{n}", f"a{n}", "hysteresis") for n in range(CROWD + 1)]
    assert pairs(*crowd) == []


def test_who_helped_each_other_has_met() -> None:
    assert pairs(help_(30, "magda", "kofi", "hysteresis"), help_(31, "kofi", "ben", "hysteresis")) == []


def test_one_person_is_never_paired_with_themselves() -> None:
    assert pairs(help_(30, "magda", "ana", "hysteresis"), help_(31, "magda", "ben", "hysteresis")) == []


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda p: p[0] < p[1])))
def test_nobody_is_asked_twice_at_a_time_and_nobody_who_rests(found: list[tuple[str, str]]) -> None:
    kept = chosen([Strand(pair, str(n), ("C1", "C1")) for n, pair in enumerate(found)], {"a"}, 2)
    asked = [person for strand in kept for person in strand.people]
    assert len(asked) == len(set(asked))
    assert "a" not in asked
    assert len(kept) <= 2


@given(st.lists(st.tuples(st.sampled_from(WEAVE.people), st.sampled_from([Says.YES, Says.NO, Says.NEVER])), max_size=5))
def test_they_meet_exactly_when_the_first_word_of_both_is_yes(said: list[tuple[str, Says]]) -> None:
    weave = WEAVE
    for person, says in said:
        weave = answered(weave, person, says)
    first = dict(reversed(said))
    assert weave.is_mutual == (first == dict.fromkeys(WEAVE.people, Says.YES))


def test_nobody_else_answers() -> None:
    with pytest.raises(NotAllowed):
        answered(WEAVE, "eve", Says.YES)
    assert WEAVE.other("kofi") == "magda"


def topic(*groups: Circle, label: str = "flamegraph") -> Topic:
    key = MessageKey("C1", "1.000001")
    talkers = frozenset(person for group in groups for person in group.people)
    weekly = (0, len(talkers))
    return Topic(label, (label,), (label,), 4, 4, 2, 0, NOW, weekly, Strength.WEAK, key, key, talkers, groups)


def test_of_two_groups_that_work_apart_the_busiest_of_each_are_brought_together() -> None:
    found = list(bridges([topic(Circle(("magda", "ana", "ben"), "C2"), Circle(("kofi", "dee"), "C1"))]))
    assert found[0] == Strand(("kofi", "magda"), "flamegraph", ("C1", "C2"), (1, 2))
    assert found[0].joins_groups
    assert len(found) == 6
    assert list(bridges([topic(Circle(("magda", "ana"), "C2")), topic()])) == []


def test_nobody_hears_of_one_thing_twice_at_a_time() -> None:
    found = bridges([topic(Circle(("a", "b"), "C1"), Circle(("c", "d"), "C2"))])
    assert [strand.people for strand in chosen(found, (), 3)] == [("a", "c")]
