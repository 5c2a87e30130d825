"""The chart of the rising topics."""

from bot.charts import WEEKS, alt_text, rising

LOCKS = {"state locks": (9, *[0] * (WEEKS - 3), 1, 2, 4)}


def test_the_chart_is_a_picture_that_a_phone_can_show() -> None:
    image = rising(LOCKS)
    assert image.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(image[at : at + 4], "big") for at in (16, 20))
    assert width >= 1000
    assert height >= 500


def test_a_label_with_signs_of_mathematics_is_drawn_as_it_is() -> None:
    assert rising({"$\\frac$": (0, 1, 2)})


def test_the_chart_is_told_in_words_too() -> None:
    assert alt_text(LOCKS) == "People a week, oldest first. state locks: 0, 0, 0, 0, 0, 1, 2, 4."
