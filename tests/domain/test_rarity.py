"""Rare words say what a help was about; common ones do not make it fit a question."""

from datetime import UTC, datetime

from bot.domain.help import Act, Help, Source
from bot.domain.messages import MessageKey
from bot.domain.people import Person
from bot.domain.rarity import Rarity, about

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def help_with(number: int, *words: str) -> Help:
    act = Act("C1", f"{number}.000001", "ben", "ana")
    question = MessageKey("C1", f"{number}.000000")
    return Help(act, Source.THANKS, 1.0, NOW, "public", question, words, words)


TERRAFORM = [help_with(number, "terraform", "tfstate", "go") for number in range(3)]
SMALL_TALK = [help_with(number, "go", "lunch") for number in range(3, 20)]
RARITY = Rarity.among([*TERRAFORM, *SMALL_TALK])


def test_a_help_that_shares_only_a_common_word_is_not_about_the_question() -> None:
    assert about([*SMALL_TALK, *TERRAFORM], ["terraform", "tfstate", "go"], RARITY) == TERRAFORM


def test_where_only_a_common_word_is_shared_it_has_to_do() -> None:
    assert about(SMALL_TALK, ["go"], RARITY) == SMALL_TALK


def test_nothing_is_about_a_question_with_which_nothing_is_shared() -> None:
    assert about(SMALL_TALK, ["kafka"], RARITY) == []


def test_rare_words_are_told_first() -> None:
    assert RARITY.telling(TERRAFORM, 2) == ("terraform", "tfstate")


def test_words_are_told_from_among_the_terms_asked_for() -> None:
    assert RARITY.telling(TERRAFORM, 5, among=["terraform", "kafka"]) == ("terraform",)


def test_a_name_is_no_topic() -> None:
    rarity = Rarity.among(TERRAFORM, [Person("U1", "Terraform Jones")])
    assert rarity.telling(TERRAFORM, 1) == ("tfstate",)


def test_a_name_is_no_topic_however_it_is_accented() -> None:
    paired = help_with(30, "Inês", "bluetooth")
    assert Rarity.among([paired], [Person("U1", "ines")]).telling([paired], 2) == ("bluetooth",)
    greeted = help_with(31, "jose", "bluetooth")
    assert Rarity.among([greeted], [Person("U2", "José Álvares")]).telling([greeted], 2) == ("bluetooth",)


def test_what_came_once_does_not_tell_several_helps() -> None:
    once = help_with(30, "terraform", "algortihm")
    assert "algortihm" in RARITY.telling([once], 2)
    assert RARITY.telling([*TERRAFORM, once], 3, least=2) == ("terraform", "tfstate")
    assert RARITY.telling([once, help_with(31, "kafka")], 2, least=2) == ()


def test_a_compound_is_not_told_again_by_its_part() -> None:
    assert RARITY.telling([help_with(30, "r-devel", "devel")], 2) in {("r-devel",), ("devel",)}


def test_what_only_says_how_or_what_became_tells_nothing_unless_it_was_asked_for() -> None:
    corrected = help_with(30, "corrected", "parquet")
    assert RARITY.telling([corrected], 3) == ("parquet",)
    assert RARITY.telling([corrected], 3, among=["corrected"]) == ("corrected",)


def test_ordinary_words_tell_nothing_unless_they_were_asked_for() -> None:
    ordinary = [help_with(30, "choose", "fixed")]
    assert RARITY.telling(ordinary, 2) == ()
    assert RARITY.telling(ordinary, 2, among=["fixed"]) == ("fixed",)
