"""What a person's help was about, as they are shown it."""

from datetime import UTC, datetime, timedelta

from bot.domain.expertise import topics_of
from bot.domain.help import Act, Help, Source
from bot.domain.messages import MessageKey
from bot.domain.people import Person

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def help_(seeker: str, *words: str, days: int = 0) -> Help:
    """A help so many days ago, about these words."""
    act = Act("C1", f"{1_700_000_000 - days}.000001", "UBEN", seeker)
    at = NOW - timedelta(days=days)
    return Help(act, Source.THANKS, 1.0, at, "public", MessageKey("C1", act.ts), words, words)


def test_the_topic_with_the_most_people_comes_first() -> None:
    given = [help_("U1", "kafka"), help_("U1", "kafka", days=1), help_("U2", "terraform"), help_("U3", "terraform")]
    topics = topics_of(given)
    assert [(topic.word, topic.people, topic.times) for topic in topics] == [("terraform", 2, 2), ("kafka", 1, 2)]


def test_of_equals_the_newest_comes_first_and_tells_when_last() -> None:
    topics = topics_of([help_("U1", "kafka", days=1), help_("U2", "terraform", days=2), help_("U1", "kafka", days=9)])
    assert [topic.word for topic in topics] == ["kafka", "terraform"]
    assert topics[0].last_at == NOW - timedelta(days=1)


def test_only_the_most_telling_words_of_a_help_are_its_topics() -> None:
    (given,) = [help_("U1", "question", "kafka", "terraform", "autovacuum", "people")]
    assert {topic.word for topic in topics_of([given])} == {"kafka", "terraform", "autovacuum"}


def test_help_about_nothing_is_no_topic() -> None:
    assert topics_of([help_("U1")]) == topics_of([]) == []


def test_the_names_of_people_are_no_topics() -> None:
    given = [help_("U1", "kafka", "Ludmilla")]
    assert [topic.word for topic in topics_of(given, [Person("U1", "Ludmilla Weber")])] == ["kafka"]
