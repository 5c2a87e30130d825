from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.features import FEATURES, GROUPS, feature_table
from bot.domain.traces import Alike, Exchange, Sightings, Traces, factorized

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


HELPS = [Exchange("ana", "asker", 1.0, AT - timedelta(days=3)), Exchange("asker", "ben", 0.3, AT - timedelta(days=2))]


class Part(NamedTuple):
    """A message that somebody wrote in a thread."""

    person: str
    channel: str
    root: float
    at: float
    likeness: float = 0.0


def part(person: str, thread: int = 0, hours: float = 1.0, likeness: float = 0.0, channel: str = "C1") -> Part:
    """A part in a thread that somebody opened so many hours before the part."""
    at = round(AT.timestamp() - 3600 * hours, 6)
    return Part(person, channel, round(at - 60 - thread, 6), at, likeness)


def seen(*parts: Part) -> Sightings:
    """What these messages come to: a part for each person and thread."""
    threads = [*dict.fromkeys((part.channel, f"{part.root:.6f}") for part in parts)]
    at: dict[tuple[str, int], list[float]] = {}
    for part in parts:
        at.setdefault((part.person, threads.index((part.channel, f"{part.root:.6f}"))), []).append(part.at)
    people, person = factorized([who for who, _ in at])
    thread = np.array([where for _, where in at], np.intp)
    first, last, messages = (np.array([tell(times) for times in at.values()], float) for tell in (min, max, len))
    likeness = np.array([max(p.likeness for p in parts if f"{p.root:.6f}" == root) for _, root in threads])
    return Sightings(people, threads, person, thread, first, last, messages, likeness)


def closest(*parts: Part) -> Alike:
    """All of these threads have the question's one term."""
    found = seen(*parts)
    return Alike(found, np.ones((len(found.threads), 1), bool), np.ones(1))


def value(traces: Traces, person: str, feature: str) -> float:
    table = feature_table(traces, "asker", "C1", AT)
    return float(table.values[table.people.index(person), FEATURES.index(feature)])


def test_every_feature_has_one_column() -> None:
    table = feature_table(Traces(here=seen(part("ana"))), "asker", "C1", AT)
    assert table.values.shape == (1, len(FEATURES))
    assert len(set(FEATURES)) == len(FEATURES) == sum(len(names) for names in GROUPS.values())


def test_the_asker_is_no_candidate() -> None:
    assert feature_table(Traces(here=seen(part("asker"), part("ana"))), "asker", "C1", AT).people == ("ana",)


def test_without_traces_there_is_nobody() -> None:
    table = feature_table(Traces(), "asker", "", AT)
    assert table.people == ()
    assert table.values.shape == (0, len(FEATURES))


@pytest.mark.parametrize(
    ("feature", "more", "less"),
    [
        ("here: joined, 3 days", part("ana", hours=1), part("ana", hours=200)),
        ("last seen here", part("ana", hours=1), part("ana", hours=30)),
        ("last joined here", part("ana", hours=1), part("ana", hours=30)),
    ],
)
def test_what_was_lately_counts_for_more(feature: str, more: Part, less: Part) -> None:
    assert value(Traces(here=seen(more)), "ana", feature) > value(Traces(here=seen(less)), "ana", feature)


def test_who_took_part_in_the_closer_thread_is_closer_to_the_topic() -> None:
    traces = Traces(alike=closest(part("ana", 1, likeness=9.0), part("ben", 2, likeness=3.0)))
    for feature in ("alike: joined", "alike: by rank", "alike: the closest", "alike: squared, of the best"):
        assert value(traces, "ana", feature) > value(traces, "ben", feature)


def test_among_the_closest_threads_others_do_not_count() -> None:
    close = [part("ben", thread, likeness=20.0 + thread) for thread in range(5)]
    far = [part("ana", thread, likeness=10.0 - thread) for thread in range(5, 8)]
    traces = Traces(alike=closest(*close, *far))
    assert value(traces, "ana", "alike: best 5") == 0
    assert value(traces, "ben", "alike: best 5") > value(traces, "ana", "alike: best 20") > 0


def test_opening_a_thread_is_asking_and_not_helping() -> None:
    joined = part("ana")
    opened = replace_root(joined)
    assert value(Traces(here=seen(joined)), "ana", "here: joined, 30 days") > 0
    assert value(Traces(here=seen(opened)), "ana", "here: joined, 30 days") == 0
    assert value(Traces(here=seen(opened)), "ana", "here: opened") > 0


def replace_root(joined: Part) -> Part:
    return joined._replace(root=joined.at)


def test_the_first_to_join_is_told_apart() -> None:
    root = AT.timestamp() - 9000
    early, late = part("ana", hours=2)._replace(root=root), part("ben", hours=1)._replace(root=root)
    traces = Traces(here=seen(late, early))
    assert value(traces, "ana", "here: joined first") > value(traces, "ben", "here: joined first") == 0


def test_activity_at_this_hour_of_the_day_counts() -> None:
    morning = [part("ana", thread, hours=24 * day) for thread, day in enumerate(range(1, 9))]
    night = [part("ben", thread, hours=24 * day - 12) for thread, day in enumerate(range(1, 9))]
    traces = Traces(elsewhere=seen(*morning, *night))
    assert value(traces, "ana", "active at this hour") > value(traces, "ben", "active at this hour")


def test_acquaintance_is_help_between_the_two_and_threads_of_both() -> None:
    root = AT.timestamp() - 9000
    together = [part(person)._replace(root=root) for person in ("asker", "ana")]
    traces = Traces(here=seen(*together, part("ben", 7)), helps=HELPS)
    assert value(traces, "ana", "helped the asker") > value(traces, "ben", "helped the asker")
    assert value(traces, "ben", "was helped by the asker") > value(traces, "ana", "was helped by the asker")
    assert value(traces, "ana", "here: together") > value(traces, "ben", "here: together")


PARTS = st.builds(
    part,
    st.sampled_from(["asker", "ana", "ben", "cal"]),
    st.integers(0, 5),
    st.floats(0.001, 10_000),
    st.floats(0, 50),
    st.sampled_from(["C1", "C2"]),
)


@given(st.lists(PARTS, max_size=12), st.lists(PARTS, max_size=12), st.lists(PARTS, max_size=12))
def test_features_are_finite_and_the_order_of_traces_does_not_matter(
    here: list[Part], elsewhere: list[Part], alike: list[Part]
) -> None:
    traces = Traces(seen(*here), seen(*elsewhere), closest(*alike), HELPS)
    table = feature_table(traces, "asker", "C1", AT)
    turned = feature_table(replace(traces, here=seen(*here[::-1]), elsewhere=seen(*elsewhere[::-1])), "asker", "C1", AT)
    assert np.isfinite(table.values).all()
    assert table.people == turned.people
    without_firsts = [n for n, name in enumerate(FEATURES) if "first" not in name]
    assert table.values[:, without_firsts] == pytest.approx(turned.values[:, without_firsts])
