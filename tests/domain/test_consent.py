"""What follows from what people chose."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.consent import Choice, Consents, Naming, Openness, topics_from
from bot.domain.people import Person
from bot.domain.terms import topic_terms

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANA = Person("ana", "Ana")


def naming(choice: Choice, question: str = "", default: Openness = Openness.OPEN) -> Naming:
    return Consents({"ana": choice}, default).naming(ANA, topic_terms(question), NOW)


@pytest.mark.parametrize(
    ("openness", "expected"),
    [(Openness.OPEN, Naming.NAMED), (Openness.ASK_FIRST, Naming.DISCREET), (Openness.HIDDEN, Naming.UNSEEN)],
)
@pytest.mark.parametrize("default", Openness)
def test_a_persons_own_choice_goes_before_the_workspaces(
    openness: Openness, expected: Naming, default: Openness
) -> None:
    assert naming(Choice(openness), default=default) is expected


@pytest.mark.parametrize(
    ("default", "expected"), [(Openness.OPEN, Naming.NAMED), (Openness.ASK_FIRST, Naming.DISCREET)]
)
def test_without_a_choice_the_workspaces_default_holds(default: Openness, expected: Naming) -> None:
    assert naming(Choice(), default=default) is expected
    assert Consents({}, default).naming(ANA, (), NOW) is expected


@pytest.mark.parametrize("gone", [None, Person("ana", is_deleted=True), Person("ana", is_bot=True)])
def test_who_left_or_is_unknown_or_a_bot_is_unseen(gone: Person | None) -> None:
    assert Consents({"ana": Choice(Openness.OPEN)}).naming(gone, (), NOW) is Naming.UNSEEN


def test_a_pause_hides_until_its_end() -> None:
    assert naming(Choice(paused_until=NOW + timedelta(seconds=1))) is Naming.UNSEEN
    assert naming(Choice(paused_until=NOW)) is Naming.NAMED


@pytest.mark.parametrize("question", ["kafka consumer lag", "Why do my Kafka brokers rebalance?"])
def test_a_declined_word_declines_every_question_with_it(question: str) -> None:
    assert naming(Choice(never=("kafka",)), question) is Naming.UNSEEN


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("releasing a terraform state lock", Naming.UNSEEN),
        ("terraform locks", Naming.UNSEEN),
        ("terraform providers", Naming.NAMED),
        ("the state of our roadmap", Naming.NAMED),
    ],
)
def test_a_declined_topic_of_several_words_needs_most_of_them(question: str, expected: Naming) -> None:
    assert naming(Choice(never=("terraform state locks",)), question) is expected


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), True),
        (Choice(Openness.OPEN), True),
        (Choice(Openness.OPEN, in_digests=False), False),
        (Choice(Openness.ASK_FIRST), False),
        (Choice(Openness.ASK_FIRST, in_digests=True), True),
        (Choice(Openness.HIDDEN, in_digests=True), False),
        (Choice(Openness.OPEN, paused_until=NOW + timedelta(days=1)), False),
    ],
)
def test_digests_name_those_who_said_so_or_whom_answers_name(choice: Choice, expected: bool) -> None:
    assert Consents({"ana": choice}).in_digests(ANA, NOW) is expected


@pytest.mark.parametrize(
    ("choice", "default", "expected"),
    [
        (Choice(), Openness.OPEN, True),
        (Choice(), Openness.ASK_FIRST, False),
        (Choice(Openness.OPEN), Openness.OPEN, False),
        (Choice(noticed_at=NOW), Openness.OPEN, False),
    ],
)
def test_only_those_who_chose_nothing_and_may_be_named_are_given_notice(
    choice: Choice, default: Openness, expected: bool
) -> None:
    assert choice.needs_notice(default) is expected


def test_typed_topics_are_taken_one_a_line_or_parted_by_commas() -> None:
    assert topics_from("kafka lag, the\n  terraform  \n\n, kafka lag") == ("kafka lag", "terraform")


@given(st.builds(Choice, openness=st.just(Openness.HIDDEN), in_digests=st.none() | st.booleans()))
def test_nothing_names_or_counts_the_hidden(choice: Choice) -> None:
    consents = Consents({"ana": choice})
    assert consents.naming(ANA, (), NOW) is Naming.UNSEEN
    assert not consents.counts("ana")
    assert not consents.in_digests(ANA, NOW)
    assert not consents.may_be_asked(ANA, (), NOW)
