import pytest

from bot.domain.mrkdwn import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a ```code\nblock``` b", "a b"),
        ("an unclosed ```block of code", "an unclosed"),
        ("try `kubectl apply` now", "try kubectl apply now"),
        ("`" + "x = 1; " * 10 + "` fails", "fails"),
        ("see <https://example.org|the handbook>", "see the handbook"),
        ("see <https://example.org>", "see"),
        ("see <https://example.org|https://example.org>", "see"),
        ("see https://example.org/a?b=c or www.example.org.", "see or"),
        ("<mailto:ann@example.org|ann@example.org> or ben@example.org", "or"),
        ("<@U123> and <@U123|ann> in <#C1|general>", "and in"),
        ("<!here> <!subteam^S1|@team> hello", "hello"),
        ("well :tada::tada: done :+1::skin-tone-3:", "well done"),
        ("at 10:30:45 sharp", "at 10:30:45 sharp"),
        ("nice 🎉 work", "nice work"),
        ("R&amp;D &lt;3", "R&D <3"),
        ("*bold* _italic_ ~gone~ foo_bar 2*3*4", "bold italic gone foo_bar 2*3*4"),
        ("*_both_*", "both"),
        ("&gt; quoted\nmine", "quoted\nmine"),
        ("", ""),
    ],
)
def test_mrkdwn_reads_as_prose(text: str, expected: str) -> None:
    assert plain(text) == expected
