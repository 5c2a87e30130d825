"""The columns of the frame say what sets would say."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.frame import Frame
from bot.domain.messages import MessageKey
from bot.domain.phrases import NAMED, SHOWN, phrase_stem
from bot.domain.terms import ENGLISH
from bot.domain.uses import FRAME, WEEK, Seen, Use, weeks_before

UNTIL = datetime(2026, 11, 23, tzinfo=UTC)
PEOPLE = 2
PHRASES = [
    "kafka",
    "Kafka",
    "lag",
    "lags",
    "kafka/lag",
    "Kafka/lags",
    "lag/kafka",
    f"{NAMED}Ada",
    f"{SHOWN}vault",
    "ada",
]

uses = st.builds(
    lambda author, channel, thread, age, phrases: Use(
        f"U{author}",
        MessageKey(f"C{channel}", f"{age}"),
        MessageKey(f"C{channel}", f"{thread}"),
        UNTIL - timedelta(minutes=age),
        tuple(phrases),
    ),
    st.integers(0, 3),
    st.integers(0, 2),
    st.integers(0, 3),
    st.integers(-10, (FRAME + 1) * 7 * 24 * 60),
    st.lists(st.sampled_from(PHRASES), unique=True),
)


def in_sets(said: list[Use]) -> dict[str, tuple[Seen, ...]]:
    """Where each phrase that people enough used last week was used in the frame."""
    found: dict[str, tuple[Seen, ...]] = {}
    for use in said:
        for phrase in use.phrases:
            if 0 <= (week := weeks_before(UNTIL, use.at)) < FRAME and not phrase.startswith((NAMED, SHOWN)):
                seen = found.setdefault(phrase_stem(phrase, ENGLISH), tuple(Seen() for _ in range(FRAME)))
                seen[week].add(use.author, use.message, use.thread)
    return {stem: weeks for stem, weeks in found.items() if len(weeks[0].people) >= PEOPLE}


def merged(weeks: tuple[Seen, ...], name: str) -> set[object]:
    return set().union(*(getattr(seen, name) for seen in weeks))


@given(st.lists(uses, max_size=60, unique_by=lambda use: use.message))
def test_counts_are_those_of_sets(said: list[Use]) -> None:
    expected, frame = in_sets(said), Frame.of(said, UNTIL, PEOPLE, ENGLISH)
    counts = frame.counts()
    assert counts.keys() == expected.keys()
    for stem, weeks in expected.items():
        found, two = counts[stem], weeks[:2]
        assert found.people == tuple(len(merged(weeks[:span], "people")) for span in range(1, FRAME + 1))
        assert found.weeks == tuple((len(seen.people), len(seen.messages)) for seen in weeks)
        assert found.threads == len(merged(two, "threads"))
        assert found.channels == len({thread.channel for seen in two for thread in seen.threads})
        together = Counter(thread for thread, _ in {pair for seen in two for pair in seen.pairs})
        assert found.shared_threads == sum(people >= 2 for people in together.values())


@given(st.lists(uses, max_size=60, unique_by=lambda use: use.message))
def test_where_a_candidate_was_used_comes_back(said: list[Use]) -> None:
    expected, frame = in_sets(said), Frame.of(said, UNTIL, PEOPLE, ENGLISH)
    assert frame.seen(expected) == expected


def test_an_empty_week_has_no_candidates() -> None:
    assert Frame.of([], UNTIL, PEOPLE, ENGLISH).counts() == {}
    old = Use("U1", MessageKey("C1", "1"), MessageKey("C1", "1"), UNTIL - 2 * WEEK, ("kafka",))
    assert Frame.of([old], UNTIL, PEOPLE, ENGLISH).counts() == {}
