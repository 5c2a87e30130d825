"""Which words can name a topic."""

import pytest

from bot.domain.vocabulary import expected_uses, is_specific, telling


@pytest.mark.parametrize("phrase", ["kafka", "flamegraph", "linear/algebra", "GPT-4", "codespaces"])
def test_specific_words_and_pairs_can(phrase: str) -> None:
    assert is_specific(phrase)


@pytest.mark.parametrize(
    "phrase", ["month", "impression", "good/idea", "manually", "patched", "committed", "frustrating", "fascinating"]
)
def test_ordinary_words_adverbs_and_participles_cannot(phrase: str) -> None:
    assert not is_specific(phrase)


@pytest.mark.parametrize("phrase", ["anomaly", "testbed", "monopoly", "pricing", "onboarding", "rendering", "Boeing"])
def test_words_that_only_look_like_one_can(phrase: str) -> None:
    assert is_specific(phrase)


def test_a_common_word_is_expected_more_often_than_a_rare_one() -> None:
    assert expected_uses("month", 1000) > expected_uses("kafka", 1000) > expected_uses("kafka/lag", 1000)


def test_the_rarest_words_tell_most_and_keep_their_order() -> None:
    assert telling(("run", "MQTT", "people", "failover"), 2) == ("MQTT", "failover")
    assert telling(("people",), 2) == ("people",)
