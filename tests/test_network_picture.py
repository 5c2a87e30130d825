"""The picture of somebody's network."""

from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread

from bot.domain.contacts import Contact, HowWell, Identity
from bot.domain.people import Person
from bot.network_picture import alt_text, picture
from bot.services.own_network import OwnNetwork, OwnTie

NOW = datetime(2026, 3, 2, tzinfo=UTC)
NAMES = ["Maya Lindqvist", "李小龍", "Carlos $anta", "x^2_{y}", "", "🦊 Fox", "Anastasia Konstantinidou", "Lee"]


def network(count: int = 30) -> OwnNetwork:
    ties = [
        OwnTie(Person(f"U{at}", NAMES[at % len(NAMES)]), 0.9 - 0.02 * at, group=min(at // 3, 5)) for at in range(count)
    ]
    return OwnNetwork(ties, [(0, 1), (1, 2)] if count > 2 else [])


def contact(name: str) -> Contact:
    return Contact(Identity(name, "Acme"), ("kafka",), HowWell.WELL, NOW, 1)


def pixels(png: bytes) -> np.ndarray:
    read: np.ndarray = imread(BytesIO(png), format="png")
    return read


@pytest.mark.parametrize("count", [0, 1, 2, 5, 30])
@pytest.mark.parametrize("outside", [0, 1, 25])
def test_any_network_and_any_name_can_be_drawn(count: int, outside: int) -> None:
    drawn = pixels(picture(network(count), [contact(name or "?") for name in (NAMES * 4)[:outside]]))
    assert drawn.shape[:2] == (1040, 1300)


def test_it_brings_its_own_paper_so_that_either_theme_may_surround_it() -> None:
    drawn = pixels(picture(network(), []))
    assert drawn[..., 3].min() == 1
    assert drawn[0, 0, :3].min() > 0.9


def test_people_outside_are_in_the_picture_only_where_they_are_given() -> None:
    assert not np.array_equal(pixels(picture(network(3), [])), pixels(picture(network(3), [contact("Zed")])))
    assert "Zed" in alt_text(network(3), [contact("Zed")])
    assert "Outside" not in alt_text(network(3), [])


def test_the_alt_text_names_the_strongest_first_and_keeps_within_slacks_limit() -> None:
    assert (
        alt_text(network(2), []) == "You in the middle. Around you, the strongest ties first: Maya Lindqvist, 李小龍."
    )
    assert len(alt_text(network(), [contact("x" * 200)] * 30)) <= 1000
