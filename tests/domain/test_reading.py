"""A message is read for what it asks, whom it thanks and what it is about; nothing else is kept."""

import pytest

from bot.domain.events import MessagePosted
from bot.domain.messages import MessageRef
from bot.domain.reading import asks, read


def reading(text: str, author: str = "UASKER") -> MessageRef:
    return read(MessagePosted("C1", "100.000001", author, text))


@pytest.mark.parametrize(
    "text",
    [
        "thanks!",
        "That worked, thanks",
        "thank you so much",
        "you're a lifesaver",
        "thx, that did it",
        "vielen Dank!",
        "merci beaucoup",
        "ありがとうございます",
        "It compiles now. Thanks a lot!",
    ],
)
def test_thanks_are_heard(text: str) -> None:
    assert reading(text).thanks


@pytest.mark.parametrize(
    "text",
    [
        "How do I do this? Thanks in advance!",
        "no thanks",
        "Could you thank them for me?",
        "thank god it's friday",
        "Thanks for your patience while we look into this",
        "thanksgiving is on thursday",
        "the server is pretty slow",
        "thanks to the new cache it is slower",
    ],
)
def test_words_that_only_look_like_thanks_are_not(text: str) -> None:
    assert not reading(text).thanks


@pytest.mark.parametrize(
    ("text", "thanked"),
    [
        ("thanks <@U1ABC>, that worked", ("U1ABC",)),
        ("<@U1ABC> thank you!", ("U1ABC",)),
        ("<@U1ABC>! You rock", ("U1ABC",)),
        ("kudos to <@U1ABC> and <@W2DEF|dee>", ("U1ABC", "W2DEF")),
        ("<@U1ABC> can you look at this? Thanks!", ()),
        ("thanks <@UASKER>", ()),
    ],
)
def test_those_mentioned_beside_the_thanks_are_thanked(text: str, thanked: tuple[str, ...]) -> None:
    assert reading(text).thanked == thanked


@pytest.mark.parametrize(
    "text",
    [
        "How do I unlock the state?",
        "anyone know why the build is red",
        "hi all, does anybody have a kafka example",
        "I'm stuck with the customs form",
        "weiß jemand, wie das geht",
        "これはどうすればいいですか？",
    ],
)
def test_questions_are_recognised(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["The build is green again.", "see <https://example.org/?q=1>", "use `a ? b : c`", "```x?```"]
)
def test_question_marks_in_code_and_links_ask_nothing(text: str) -> None:
    assert not asks(text)


def test_terms_stay_and_the_text_goes() -> None:
    ref = reading("How do I force-unlock the Terraform state of the billing service?")
    assert "terraform" in ref.terms
    assert "Terraform" in ref.words
    assert len(ref.terms) == len(ref.words)
    assert not any(" " in str(value) for value in (*ref.terms, *ref.words))
