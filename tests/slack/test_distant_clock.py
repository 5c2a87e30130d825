"""The time of a workspace whose clock is not this machine's."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotConfigured
from bot.slack.distant_clock import DistantClock
from playground.testing import running_playground

MANIFEST = {
    "display_information": {"name": "Clock"},
    "features": {"bot_user": {"display_name": "clock"}},
    "oauth_config": {"scopes": {"bot": ["chat:write"]}},
    "settings": {"socket_mode_enabled": True},
}


def test_the_workspace_tells_the_time_and_it_goes_on_when_it_tells_no_more() -> None:
    with running_playground(MANIFEST, start=1_700_000_000.0) as slack:
        clock = DistantClock(f"{slack.address}/playground/clock")
        assert abs(clock() - slack.now) < timedelta(seconds=5)
    assert abs(clock().timestamp() - 1_700_000_000.0) < 60


def test_without_an_answer_there_is_no_time_rather_than_a_wrong_one() -> None:
    with pytest.raises(NotConfigured, match="KITH_CLOCK_URL"):
        DistantClock("http://127.0.0.1:1/clock")()
