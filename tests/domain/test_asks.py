"""Questions put to Kith."""

from datetime import UTC, datetime

import pytest

from bot.domain.asks import Ask

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("key", "thread_ts", "response_url", "aside_ts"),
    [
        ("C1:1.000001", "1.000001", "", ""),
        ("C1:2.000001", "1.000001", "", "1.000001"),
        ("/kith:trigger", "", "https://hooks.slack.com/1", ""),
        ("D1:1.000001", "", "", ""),
    ],
)
def test_what_the_asker_alone_is_told_is_in_a_thread_only_where_there_is_one(
    key: str, thread_ts: str, response_url: str, aside_ts: str
) -> None:
    ask = Ask(key, "U1", "kafka", "C1", NOW, thread_ts=thread_ts, response_url=response_url)
    assert ask.aside_ts == aside_ts
