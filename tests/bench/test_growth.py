"""The picture of how times grow shows what the tables say."""

from bench.growth import curves, drawn
from bench.reporting import Table

WALK = [
    Table(
        f"{people} people, 9 steps",
        ["", "ms, fastest tenth", "median"],
        [["Kith", "1.0", fast], ["slow", "2", "3,000.5"]],
    )
    for people, fast in (("10,000", "2.0"), ("1,000", "1.5"))
]
ANSWER = Table("24 questions", ["", "people", "median"], [["SQLite", "1,000", "20.0"], ["SQLite", "4,000", "21.0"]])


def test_sizes_are_found_in_the_title_or_in_the_rows() -> None:
    assert curves(WALK) == {"Kith": [(1000, 1.5), (10000, 2.0)], "slow": [(1000, 3000.5), (10000, 3000.5)]}
    assert curves([ANSWER]) == {"SQLite": [(1000, 20.0), (4000, 21.0)]}


def test_one_size_makes_no_curve_and_other_tables_none_at_all() -> None:
    assert curves(WALK[:1]) == {}
    assert curves([Table("Median of 5", ["", "s of CPU"], [["kith ask", "0.6"]])]) == {}


def test_the_picture_is_a_png() -> None:
    assert drawn(curves(WALK)).startswith(b"\x89PNG")
