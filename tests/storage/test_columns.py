import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.columns import numbers_in, texts_in, times_in, unrolled

SECONDS = st.integers(10**9, 9 * 10**9)
MICROSECONDS = st.integers(0, 10**6 - 1)


@given(st.lists(st.tuples(SECONDS, MICROSECONDS), max_size=5))
def test_times_are_what_python_reads_them_as(parts: list[tuple[int, int]]) -> None:
    stamps = [f"{seconds}.{microseconds:06}" for seconds, microseconds in parts]
    assert times_in(" ".join(stamps)).tolist() == [float(stamp) for stamp in stamps]


@pytest.mark.parametrize("stamps", [["1.000002"], ["1.000002", "1700000000.000000"], ["1", "170000000000.00"]])
def test_times_of_other_lengths_are_read_one_by_one(stamps: list[str]) -> None:
    assert times_in(" ".join(stamps)).tolist() == [float(stamp) for stamp in stamps]


def test_a_column_without_values_is_empty() -> None:
    assert texts_in(None) == []
    assert len(numbers_in(None)) == len(times_in(None)) == 0


def test_two_columns_of_each_value_come_apart() -> None:
    numbers, firsts, seconds = unrolled([(7, "C1/1.0 C2/2.0|3 4"), (8, None), (9, "C3/3.0|5")])
    assert numbers.tolist() == [7.0, 7.0, 9.0]
    assert firsts == ["C1/1.0", "C2/2.0", "C3/3.0"]
    assert numbers_in(seconds).tolist() == [3.0, 4.0, 5.0]


def test_of_no_values_nothing_comes_apart() -> None:
    numbers, firsts, seconds = unrolled([(7, None)])
    assert (len(numbers), firsts, seconds) == (0, [], "")
