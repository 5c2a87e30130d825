from storage.columns import numbers_in, texts_in, unrolled


def test_a_column_without_values_is_empty() -> None:
    assert texts_in(None) == []
    assert len(numbers_in(None)) == 0


def test_two_columns_of_each_value_come_apart() -> None:
    numbers, firsts, seconds = unrolled([(7, "C1/1.0 C2/2.0|3 4"), (8, None), (9, "C3/3.0|5")])
    assert numbers.tolist() == [7.0, 7.0, 9.0]
    assert firsts == ["C1/1.0", "C2/2.0", "C3/3.0"]
    assert numbers_in(seconds).tolist() == [3.0, 4.0, 5.0]


def test_of_no_values_nothing_comes_apart() -> None:
    numbers, firsts, seconds = unrolled([(7, None)])
    assert (len(numbers), firsts, seconds) == (0, [], "")
