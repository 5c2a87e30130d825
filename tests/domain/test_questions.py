"""The words of asking are taken off a question."""

import pytest

from bot.domain.questions import topic_of


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
