"""The words of asking are taken off a question."""

import pytest

from bot.domain.questions import seeks_somebody, topic_of


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("who can help with terraform state locks?", "terraform state locks?"),
        ("terraform state locks", "terraform state locks"),
        ("Who knows about Kafka consumer lag?", "Kafka consumer lag?"),
        ("does anyone know how to rotate keys?", "rotate keys?"),
        ("Can somebody please help me with customs forms", "customs forms"),
        ("hey, who's an expert on grafana", ", grafana"),
        ("help", "help"),
    ],
)
def test_the_topic_is_what_is_asked_about(question: str, topic: str) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("question", "seeks"),
    [
        ("who can help with a terraform state lock that will not go away?", True),
        ("Hey, who knows the customs papers for Brazil?", True),
        ("has anybody run Kafka with tiered storage?", True),
        ("A phone will not pair with the gateway over Bluetooth, who can help?", True),
        ("kafka consumer lag", True),
        ("How do I release a stuck terraform state lock?", False),
        ("The build is broken since noon, and those who can look are away", False),
    ],
)
def test_somebody_who_knows_is_asked_for_or_an_answer(question: str, seeks: bool) -> None:
    assert seeks_somebody(question) is seeks
