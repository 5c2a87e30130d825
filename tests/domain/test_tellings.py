from math import log

import numpy as np
import pytest

from bot.domain.columns import DAY, Columns, Numbers
from bot.domain.tellings import SMOOTHING, TELLINGS, tellings

ANA, BEN, CHO = range(3)
KAFKA, VAULT = range(2)
RARENESS = np.array([2.0, 1.0])


def columns(*parts: tuple[int, int], opened: bool = False, messages: float = 3.0) -> Columns:
    """Who joined which thread, or opened it."""
    person = np.array([person for person, _ in parts], np.intp)
    thread = np.array([thread for _, thread in parts], np.intp)
    ages, some = np.full(len(parts), DAY), np.full(len(parts), messages)
    opening = np.full(len(parts), opened)
    return Columns(person, thread, some, ages, ages, np.ones(len(parts)), opening, ~opening, 3)


AROUND = columns((ANA, 0), (BEN, 1), (CHO, 2))


def told(alike: Columns, *mentions: tuple[bool, bool], around: Columns = AROUND) -> dict[str, Numbers]:
    return dict(tellings(alike, np.array(mentions, bool).reshape(-1, 2), RARENESS, around))


def test_who_joins_threads_with_the_terms_is_told_by_them() -> None:
    columns_ = told(columns((ANA, 0), (ANA, 1)), (True, False), (True, True))
    for name in TELLINGS:
        assert columns_[name][ANA] > 0 > columns_[name][BEN] == columns_[name][CHO]


def test_a_rarer_term_tells_more() -> None:
    columns_ = told(columns((ANA, 0), (BEN, 1)), (True, False), (False, True))
    assert columns_["terms: in all"][ANA] == pytest.approx(columns_["terms: in all"][BEN])
    assert columns_["terms: by rareness"][ANA] > columns_["terms: by rareness"][BEN]


def test_a_share_is_set_against_the_usual_one() -> None:
    """By hand: three joins all, a third of one added to each of them, and sixty drawn from."""
    usual = 1.3 / (3 + 0.3 * 60)
    by_term = log((2 + SMOOTHING * usual) / (2 + SMOOTHING) / usual)
    without = log(SMOOTHING * usual / SMOOTHING / usual)
    columns_ = told(columns((ANA, 0), (ANA, 1)), (True, False), (True, False))
    assert columns_["terms: in all"][ANA] == pytest.approx(by_term + without)


def test_who_always_joins_everything_is_told_less_than_who_joins_this() -> None:
    everywhere = columns((ANA, 0), *((ANA, thread) for thread in range(3, 20)), (BEN, 1))
    columns_ = told(columns((ANA, 0), (BEN, 1)), (True, True), (True, True), around=everywhere)
    assert columns_["terms: in all"][BEN] > columns_["terms: in all"][ANA]


def test_who_asks_is_told_nothing_of() -> None:
    columns_ = told(columns((ANA, 0), opened=True), (True, True))
    assert columns_["terms: in all"].tolist() == pytest.approx([0, 0, 0])


def test_without_terms_or_threads_nothing_is_told() -> None:
    for columns_ in (told(columns()), dict(tellings(columns(), np.zeros((0, 0), bool), np.zeros(0), AROUND))):
        assert tuple(columns_) == TELLINGS
        assert not any(column.any() for column in columns_.values())
