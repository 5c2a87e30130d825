"""Kith killed at random moments, under load."""

from pathlib import Path
from random import Random

from bench.crashes import besiege


def test_a_kith_killed_over_and_over_loses_nothing_and_says_nothing_twice(tmp_path: Path) -> None:
    damage = besiege(f"sqlite:///{tmp_path / 'kith.sqlite'}", kills=4, random=Random(7))
    assert damage.missing == []
    assert damage.twice == []
    assert damage.acts > 20
    assert damage.posts["answer"]
