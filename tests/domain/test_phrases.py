"""What of a message topics are counted from."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phrases import NAMED, PHRASES, SHOWN, phrase_stem, phrases


def test_words_and_neighbouring_pairs_are_kept_in_alphabetical_order() -> None:
    assert phrases("The terraform state is locked") == ("locked", "state", "terraform", "terraform/state")


def test_a_pair_never_spans_punctuation_or_a_function_word() -> None:
    assert not [phrase for phrase in phrases("kafka, terraform and vault") if "/" in phrase]


def test_code_links_and_quotations_are_only_shown() -> None:
    text = "&gt; quoted wisdom\nsee <https://example.com/flamegraph> and `heartbeat_limit`"
    assert {SHOWN + "flamegraph", SHOWN + "heartbeat_limit", SHOWN + "wisdom"} <= set(phrases(text))
    assert not {"flamegraph", "heartbeat_limit", "wisdom"} & set(phrases(text))


def test_who_is_thanked_or_quoted_is_marked_as_a_name() -> None:
    assert NAMED + "Jakob" in phrases("thanks Jakob, that did it")
    assert NAMED + "Ada" in phrases("as Ada said, use a lock")
    assert not [phrase for phrase in phrases("thanks for kafka") if phrase.startswith(NAMED)]


def test_inflections_are_counted_as_one() -> None:
    assert phrase_stem("state/locks") == phrase_stem("State/lock")


@given(st.text())
def test_any_text_gives_phrases_without_white_space_and_not_too_many(text: str) -> None:
    found = phrases(text)
    assert all(phrase and not any(letter.isspace() for letter in phrase) for phrase in found)
    assert len(found) <= 3 * PHRASES
