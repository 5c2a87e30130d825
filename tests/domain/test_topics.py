"""What counts as an emerging topic."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.messages import MessageKey
from bot.domain.people import Person, name_words
from bot.domain.phrases import phrases
from bot.domain.topics import Floor, Strength, Topic, emerging
from bot.domain.uses import WEEK, Use, WeekCount
from bot.domain.weeks import week_counts

UNTIL = datetime(2026, 11, 23, tzinfo=UTC)
FLOOR = Floor(people=2, people_in_two_weeks=4, threads=3, channels=2)
CHATTER = "lunch tomorrow", "deploy finished", "ticket closed again", "review my branch", "standup moved"


def said(
    text: str, people: int, threads: int, channels: int, weeks_ago: int = 0, first_person: int = 0
) -> Iterator[Use]:
    """Each person says it twice in threads that they share."""
    for person in range(people):
        for turn in range(2):
            thread = (person + turn) % threads
            at = UNTIL - WEEK * weeks_ago - timedelta(days=2, minutes=10 * person + turn)
            place = MessageKey(f"C{thread % channels}", f"{UNTIL.timestamp() - 900_000 * (weeks_ago + 1) - thread:.6f}")
            key = MessageKey(place.channel, f"{at.timestamp():.6f}")
            yield Use(f"U{first_person + person}", key, place, at, phrases(text))


def background() -> list[Use]:
    """What people always talk about."""
    return [use for n, text in enumerate(CHATTER * 3) for use in said(text, 5, 4, 2, weeks_ago=n % 3)]


USUAL = dict(week_counts(background(), "english"))


def found(uses: Iterable[Use], *, names: Collection[str] = (), muted: Collection[str] = ()) -> list[Topic]:
    def history(stems: Collection[str]) -> Mapping[str, Sequence[WeekCount]]:
        return {stem: [USUAL.get(stem, WeekCount(0, 0))] * 20 for stem in stems}

    return emerging([*background(), *uses], UNTIL, history, floor=FLOOR, names=names, muted=muted)


def rising(text: str) -> list[Use]:
    return [*said(text, 6, 4, 3), *said(text, 2, 2, 1, weeks_ago=1)]


def test_a_new_word_of_several_people_in_several_channels_is_found() -> None:
    (topic,) = found(rising("flamegraph"))
    assert (topic.label, topic.terms[0], topic.people, topic.before) == ("flamegraph", "flamegraph", 6, 2)
    assert topic.strength is Strength.WEAK
    assert topic.why == "new: 6 people in 4 threads and 3 channels, up from 2 the week before"


def test_what_people_always_talk_about_is_no_topic() -> None:
    assert found([]) == []


def test_one_loud_person_makes_no_topic() -> None:
    assert found(said("flamegraph", 1, 6, 3)) == []


def test_one_busy_thread_makes_no_topic() -> None:
    assert found(said("flamegraph", 9, 1, 1)) == []


def test_a_word_and_its_pair_become_one_topic_named_by_the_pair() -> None:
    (topic,) = found(rising("the kan extensions"))
    assert topic.label == "kan extensions"
    assert {"kan", "kan extensions"} <= set(topic.terms)


def test_an_ordinary_word_is_no_topic_however_often_it_is_used() -> None:
    assert found(rising("month")) == []


@pytest.mark.parametrize("written", ["Inês", "Ines"])
def test_a_member_s_name_is_no_topic_with_its_accents_or_without(written: str) -> None:
    assert found(rising(written), names=name_words([Person("U1", "Inês Costa")])) == []
    assert [topic.label for topic in found(rising(written))] == [written]


def test_a_name_that_people_address_is_no_topic() -> None:
    assert found([*rising("Jakob"), *said("thanks Jakob", 6, 4, 3, first_person=20)]) == []


def test_a_tool_named_like_a_member_is_still_a_topic() -> None:
    assert [topic.label for topic in found(rising("kafka"), names={"kafka"})] == ["kafka"]


def test_a_muted_topic_is_not_listed() -> None:
    (topic,) = found(rising("flamegraph"))
    assert found(rising("flamegraph"), muted=topic.stems) == []


def test_the_order_in_which_messages_came_makes_no_difference() -> None:
    uses = rising("flamegraph")
    assert found(uses) == found(reversed(uses))


def test_messages_after_the_week_say_nothing() -> None:
    late = [use._replace(at=use.at + WEEK) for use in said("flamegraph", 6, 4, 3)]
    assert found(late) == []


def test_a_quiet_workspace_asks_for_less_than_a_busy_one() -> None:
    assert Floor.of(100, 5).threads < Floor.of(5000, 5).threads


def test_a_well_known_word_has_to_be_taken_up_in_two_threads() -> None:
    once = [*said("tide", 4, 1, 1), *said("tide", 1, 3, 3, first_person=4), *said("tide", 1, 1, 1, weeks_ago=1)]
    assert [topic.label for topic in found([use._replace(phrases=("flamegraph",)) for use in once])] == ["flamegraph"]
    assert found(once) == []
    assert [topic.label for topic in found(rising("tide"))] == ["tide"]
