"""Ties to the outside among colleagues: what covers more of the question, and is trusted further, comes first."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contacts import ExternalTie, HowWell
from bot.domain.outside import coverage, places, promise_of_helps, reached
from bot.domain.walk import Path

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WEIGHTS = {"kafka": 3.0, "storag": 1.0, "run": 0.5}
promises = st.lists(st.floats(0, 1), max_size=5)


def tie(contact: int, introducer: str, *terms: str, how_well: HowWell = HowWell.KNOWN) -> ExternalTie:
    return ExternalTie(contact, introducer, terms, how_well, NOW)


def order(*ties: ExternalTie, paths: dict[str, Path] | None = None) -> list[int]:
    return [one.tie.contact for one in reached(ties, WEIGHTS, paths or {}, NOW)]


def test_a_tie_that_is_about_the_smaller_part_of_the_question_is_not_told_of() -> None:
    assert order(tie(1, "ravi", "kafka"), tie(2, "ben", "storag"), tie(3, "cal", "other")) == [1]


def test_a_better_known_contact_comes_first() -> None:
    assert order(tie(1, "ravi", "kafka", how_well=HowWell.MET), tie(2, "ben", "kafka", how_well=HowWell.WELL)) == [2, 1]


def test_an_introducer_whom_the_asker_trusts_comes_before_one_without_a_path() -> None:
    paths = {"ben": Path((1, 2), 0.9)}
    assert order(tie(1, "ravi", "kafka"), tie(2, "ben", "kafka"), paths=paths) == [2, 1]


def test_of_each_introducer_the_best_tie_is_told_of() -> None:
    assert order(tie(1, "ravi", "kafka"), tie(2, "ravi", "kafka", "storag"), tie(3, "ravi", "kafka")) == [2]


def test_a_stale_tie_promises_less() -> None:
    stale = ExternalTie(1, "ravi", ("kafka",), HowWell.KNOWN, NOW - timedelta(days=700))
    assert order(stale, tie(2, "ben", "kafka")) == [2, 1]


def test_coverage_is_the_weighted_share_and_nothing_covers_nothing() -> None:
    assert coverage(["kafka", "kafka", "elsewhere"], WEIGHTS) == 3.0 / 4.5
    assert coverage(["kafka"], {}) == 0.0


def test_each_help_halves_the_doubt() -> None:
    assert [promise_of_helps(1.0, times) for times in (0, 1, 2)] == [0.0, 0.5, 0.75]


@given(promises, promises)
def test_colleagues_keep_their_order_and_outside_ties_stand_before_all_that_promise_less(
    outside: list[float], colleagues: list[float]
) -> None:
    falling = sorted(outside, reverse=True)
    found = places(falling, colleagues)
    assert found == sorted(found)
    for promise, place in zip(falling, found, strict=True):
        assert all(colleague < promise for colleague in colleagues[place:])
