import numpy as np
import pytest

from bot.domain.columns import DAY, Columns
from bot.domain.company import COMPANY, Company, company

NAMES = ("asker", "ana", "ben", "cho", "dan")
ASKER, ANA, BEN, CHO, DAN = range(5)


def columns(*parts: tuple[int, int], days: float = 1.0, likeness: float = 0.0) -> Columns:
    """Who joined which thread, with one message each."""
    people, threads = (np.array(column, np.intp) for column in zip(*parts, strict=True)) if parts else ([], [])
    ages, ones = np.full(len(parts), days * DAY), np.ones(len(parts))
    no = np.zeros(len(parts), bool)
    person, thread = np.asarray(people, np.intp), np.asarray(threads, np.intp)
    return Columns(person, thread, ones, ages, ages, likeness * ones, no, no, len(NAMES))


AROUND = columns((ANA, 0), (BEN, 0), (BEN, 1), (CHO, 1), (DAN, 2), (ASKER, 3), (CHO, 3))
ON_TOPIC = columns((ANA, 0), likeness=9.0)


def test_who_takes_part_with_somebody_close_to_the_topic_is_closer_than_a_stranger() -> None:
    of_topic = company(AROUND, ON_TOPIC, ASKER)["company: of the topic"]
    assert of_topic[BEN] > 0 == of_topic[DAN]


def test_the_company_of_the_asker_is_who_they_meet_and_wider_whom_those_meet() -> None:
    columns_ = company(AROUND, ON_TOPIC, ASKER)
    assert columns_["company: of the asker"][CHO] > 0 == columns_["company: of the asker"][BEN]
    assert columns_["company: wider"][BEN] > 0 == columns_["company: wider"][DAN]


def test_the_asker_is_no_company_of_their_own() -> None:
    assert company(AROUND, ON_TOPIC, ASKER)["company: of the asker"][ASKER] == 0


def test_what_is_spread_is_the_product_of_the_parts_over_common_threads() -> None:
    """Against the matrix product that it stands for."""
    known = Company.of(AROUND)
    joined = np.zeros((len(NAMES), 4))
    joined[AROUND.person, AROUND.thread] = known.part
    worth = np.array([0.5, 2.0, 1.0, 0.0, 3.0])
    assert known.of_all(worth) == pytest.approx(joined @ joined.T @ worth)


def test_a_thread_of_many_joins_each_of_them_less() -> None:
    few, many = columns((ANA, 0), (BEN, 0)), columns((ANA, 0), (BEN, 0), (CHO, 0), (DAN, 0))
    ofs = [company(around, ON_TOPIC, ASKER)["company: of the topic"][BEN] for around in (few, many)]
    assert ofs[0] > ofs[1] > 0


def test_old_company_counts_for_less() -> None:
    new, old = (columns((ANA, 0), (BEN, 0), days=days) for days in (1, 300))
    ofs = [company(around, ON_TOPIC, ASKER)["company: of the topic"][BEN] for around in (new, old)]
    assert ofs[0] > ofs[1] > 0


def test_where_nobody_was_seen_nobody_has_company() -> None:
    columns_ = company(columns(), ON_TOPIC, ASKER)
    assert tuple(columns_) == COMPANY
    assert not any(column.any() for column in columns_.values())
