"""Many values as one: each database finds exactly what was given, whatever is in it."""

from itertools import product

import pytest
from sqlalchemy import ColumnElement, Engine, literal, select

from storage.statements import among, among_pairs

ODD = ("", " ", '"', "\\", '\\"', "'", "{}", '","', "a,b", "NULL", "null", "a\nb", "ü")


def holds(engine: Engine, condition: ColumnElement[bool], some: object) -> bool:
    """Whether a condition on `some` holds."""
    with engine.connect() as connection:
        return bool(connection.scalar(select(literal(1)).where(condition), {"some": some}))


@pytest.mark.parametrize("text", ODD)
def test_a_text_is_found_among_those_given_and_no_others(engine: Engine, text: str) -> None:
    condition = among(literal(text))
    assert holds(engine, condition, ODD)
    assert holds(engine, condition, {text})
    assert not holds(engine, condition, [other for other in ODD if other != text])
    assert not holds(engine, condition, ())


@pytest.mark.parametrize("text", ODD)
def test_a_pair_is_found_among_those_given_and_no_others(engine: Engine, text: str) -> None:
    condition, others = among_pairs(literal(text), literal("C1")), [other for other in ODD if other != text]
    assert holds(engine, condition, [*product(ODD, ("C1", "C2"))])
    assert not holds(engine, condition, [*product(others, ("C1", "C2")), (text, "C2"), ("C1", text)])
    assert not holds(engine, condition, ())


def test_a_number_is_found_among_those_given_and_no_others(engine: Engine) -> None:
    condition = among(literal(2**40))
    assert holds(engine, condition, (-1, 2**40))
    assert not holds(engine, condition, [0, 2**40 - 1])
    assert not holds(engine, condition, ())
