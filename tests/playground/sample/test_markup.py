import pytest

from playground.sample.channels import all_channels
from playground.sample.markup import to_mrkdwn
from playground.sample.people import cast


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("thanks @priya!", "thanks <@{priya}>!"),
        ("ask in #data, please", "ask in <#{data}|data>, please"),
        ("see https://wiki.kelvik.example/a#b.", "see <https://wiki.kelvik.example/a#b>."),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("write to alarms@mail.kelvik.example", "write to alarms@mail.kelvik.example"),
        ("nightly #4120, @nobody", "nightly #4120, @nobody"),
    ],
)
def test_text_becomes_mrkdwn(written: str, marked: str) -> None:
    people, channels = cast(), all_channels()
    expected = marked.replace("{priya}", people["priya"].id).replace("{data}", channels["data"].id)
    assert to_mrkdwn(written, people, channels) == expected
