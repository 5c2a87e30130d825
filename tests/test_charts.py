"""The chart of the rising topics."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.charts import WEEKS, alt_text, rising
from bot.domain.messages import MessageKey
from bot.domain.topics import Strength, Topic

MESSAGE = MessageKey("C1", "1.000001")
TOPIC = Topic(
    label="state locks",
    terms=("state lock",),
    stems=("state/lock",),
    people=4,
    threads=3,
    channels=2,
    before=2,
    first_seen=datetime(2026, 11, 9, tzinfo=UTC),
    weekly=(9, *[0] * (WEEKS - 3), 1, 2, 4),
    strength=Strength.WEAK,
    first=MESSAGE,
    best=MESSAGE,
    talkers=frozenset({"U1"}),
)


def test_the_chart_is_a_picture_that_a_phone_can_show() -> None:
    image = rising([TOPIC])
    assert image.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(image[at : at + 4], "big") for at in (16, 20))
    assert width >= 1000
    assert height >= 500


def test_a_label_with_signs_of_mathematics_is_drawn_as_it_is() -> None:
    assert rising([replace(TOPIC, label="$\\frac$")])


def test_the_chart_is_told_in_words_too() -> None:
    assert alt_text([TOPIC]) == "People a week, oldest first. state locks: 0, 0, 0, 0, 0, 1, 2, 4."
