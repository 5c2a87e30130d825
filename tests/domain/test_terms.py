from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.terms import LONGEST_TERM, TOPIC_TERMS, Term, terms, topic_terms, topic_words


def stems(text: str, language: str = "english") -> list[str]:
    return [term.stem for term in terms(text, language)]


def test_terms_come_in_order_with_repeats_and_as_written() -> None:
    assert terms("Brokers fail; the Broker failed") == (
        Term("broker", "Brokers"),
        Term("fail", "fail"),
        Term("broker", "Broker"),
        Term("fail", "failed"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "who is it that could have been there?",
        "Don't they? We've, I'm, it's, wouldn’t!",
        "thanks, please :pray:",
        "two or three of them, eleven, a hundred",
        "nur zwei von zwölf",
        "which is better, or worse? the best",
    ],
)
def test_function_words_and_courtesies_are_no_terms(text: str) -> None:
    assert stems(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k8s", ["k8s"]),
        ("C++ and C# or c", ["c++", "c#"]),
        ("C or R", ["c", "r"]),
        ("use .NET.", ["use", ".net"]),
        ("foo_bar", ["foo_bar"]),
        ("_foo_", ["foo"]),
        ("CamelCase", ["camelcas"]),
        ("flt-regular", ["flt-regular"]),
        ("Node.js", ["node.js"]),
        ("APIs, PRs and VMs", ["api", "pr", "vm"]),
        ("Kafka's broker", ["kafka", "broker"]),
        ("utf8, S3, ipv6, 3d, 2fa", ["utf8", "s3", "ipv6", "3d", "2fa"]),
    ],
)
def test_identifiers_are_kept(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


@pytest.mark.parametrize("text", ["42", "3.11", "1,000", "10ms", "5GB", "3pm", "2x", "100k", "1.2.3", "2026-11-24"])
def test_numbers_and_quantities_are_no_terms(text: str) -> None:
    assert stems(text) == []


@pytest.mark.parametrize("text", ["3f9a2bc", "11c5503d0e", "123e4567-e89b-12d3-a456-426614174000"])
def test_hashes_are_no_terms(text: str) -> None:
    assert stems(text) == []


def test_words_made_of_hexadecimal_letters_are_words() -> None:
    assert stems("defaced facade") == ["defac", "facad"]


def test_japanese_and_chinese_are_cut_into_bigrams() -> None:
    assert stems("東京都のDNS設定") == ["東京", "京都", "都の", "dns", "設定"]
    assert stems("数据库") == ["数据", "据库"]


def test_half_width_and_full_width_forms_are_one() -> None:
    assert stems("ｶﾌｶ ＡＷＳ") == stems("カフカ AWS")


def test_german_is_recognised_by_its_function_words() -> None:
    assert stems("Wer kann mir mit den Datenbanken helfen?") == ["datenbank", "helf"]
    assert stems("Die Verbindungen zu der Datenbank sind langsam") == ["verbind", "datenbank", "langsam"]


def test_a_workspace_language_holds_where_function_words_do_not_tell() -> None:
    assert stems("Datenbanken", "german") == ["datenbank"]
    assert stems("Datenbanken") == ["datenbanken"]


def test_french_elisions_are_cut() -> None:
    assert stems("Qui connaît l'index de la base ?") == ["connaît", "index", "bas"]


def test_a_language_that_snowball_lacks_is_refused() -> None:
    with pytest.raises(KeyError):
        terms("Datenbank", "klingon")


def test_a_compound_is_kept_whole_and_by_its_parts() -> None:
    assert topic_terms("flt-regular") == ("flt-regular", "flt", "regular")
    assert topic_terms("list_append_nil") == ("list_append_nil", "list", "append", "nil")
    assert topic_terms("state-of-the-art") == ("state-of-the-art", "state", "art")
    assert topic_terms(".net") == (".net",)


def test_the_parts_of_a_compound_are_shown_as_words_and_not_as_stems() -> None:
    assert topic_words("library_search") == (
        Term("library_search", "library_search"),
        Term("librari", "library"),
        Term("search", "search"),
    )


def test_topic_terms_are_distinct_and_the_most_used_come_first() -> None:
    assert topic_terms("broker topics, topic brokers, topic") == ("topic", "broker")


def test_topic_terms_are_bounded() -> None:
    assert len(topic_terms(" ".join(f"word{n}x" for n in range(200)))) == TOPIC_TERMS
    assert topic_terms("x" * (LONGEST_TERM + 1)) == ()


def test_threads_may_stem_at_the_same_time() -> None:
    texts = [f"running{chr(97 + n % 26)} brokers failed quickly" for n in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stems, texts)) == [stems(text) for text in texts]


@given(st.text())
def test_any_text_has_terms_without_blanks(text: str) -> None:
    for term in terms(text):
        assert term.stem
        assert not any(character.isspace() for character in term.stem)


@given(st.text(alphabet="ab-_.'`*<>&;:|@# \n", max_size=60))
def test_any_punctuation_is_survived(text: str) -> None:
    assert len(topic_terms(text)) <= TOPIC_TERMS
