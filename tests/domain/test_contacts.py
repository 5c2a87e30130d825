"""Contacts: found by their topics, never by their name; trusted less as time goes by."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.contacts import (
    FADES_AFTER,
    LONGEST_NOTE,
    TOPICS,
    Contact,
    ExternalTie,
    HowWell,
    Identity,
    faults,
    topics_of,
)

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SUNITA = Identity("Sunita Bose", "Metro Freight Analytics", "sunita@metrofreight.example", "Old colleague")


def contact(*topics: str) -> Contact:
    return Contact(SUNITA, topics, HowWell.WELL, NOW)


def test_a_contact_is_found_by_the_words_of_its_topics() -> None:
    assert {term.stem for term in contact("Kafka at scale", "tiered storage").searched} == {
        "kafka",
        "scale",
        "tier",
        "storag",
    }


def test_no_word_of_the_name_finds_a_contact_even_where_a_topic_has_it() -> None:
    assert {term.stem for term in contact("Sunita's Kafka course", "kafka").searched} == {"kafka", "cours"}


def test_topics_are_parted_by_any_of_the_usual_marks_and_kept_once() -> None:
    assert topics_of("Kafka at scale; tiered storage, kafka|SCIM\nSCIM") == (
        "Kafka at scale",
        "tiered storage",
        "kafka",
        "SCIM",
    )


def test_what_is_no_topic_is_dropped_and_never_more_than_the_limit_is_kept() -> None:
    assert topics_of("the; !!; ;") == ()
    assert len(topics_of("; ".join(f"topic{n}x" for n in range(50)))) == TOPICS


def test_one_name_at_one_organisation_is_one_contact_however_it_is_written() -> None:
    assert SUNITA.key == Identity(" sunita  BOSE ", "metro freight analytics", "other").key
    assert SUNITA.key != Identity("Sunita Bose", "Elsewhere").key


@pytest.mark.parametrize(
    ("identity", "topics", "field"),
    [
        (Identity(""), ("kafka",), "name"),
        (Identity("Ana"), (), "topics"),
        (Identity("A" * 101), ("kafka",), "name"),
        (Identity("Ana", note="n" * (LONGEST_NOTE + 1)), ("kafka",), "note"),
    ],
)
def test_each_fault_is_told_by_its_field(identity: Identity, topics: tuple[str, ...], field: str) -> None:
    assert set(faults(identity, topics)) == {field}


def test_a_tie_fades_and_is_asked_about_after_half_a_year() -> None:
    known = contact("kafka")
    assert not known.has_faded(NOW + FADES_AFTER - timedelta(days=1))
    assert known.has_faded(NOW + FADES_AFTER)


def test_trust_falls_with_time_and_rises_with_how_well_they_know_each_other() -> None:
    ties = [ExternalTie(1, "ravi", ("kafka",), how_well, NOW) for how_well in HowWell]
    fresh = [tie.trust(NOW) for tie in ties]
    assert fresh == sorted(fresh)
    assert all(tie.trust(NOW + timedelta(days=365)) == pytest.approx(tie.trust(NOW) / 2) for tie in ties)
    assert all(tie.trust(NOW - timedelta(days=9)) == tie.trust(NOW) for tie in ties)
