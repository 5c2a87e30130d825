"""Invited, Kith says hello once and offers to read what was said before; removed, it is gone."""

import pytest

from bot.blocks import introduction
from bot.domain.help import Source
from playground.testing import ShownMessage
from tests.scenarios.conftest import Kith, in_both_modes

HELLO = "Hello, I am"


def invited(kith: Kith) -> ShownMessage:
    """Maya invites Kith to #random, where Jonas helped Tom before."""
    tom, jonas, maya = (kith.playground.person(name) for name in ("tom", "jonas", "maya"))
    question = tom.posts("random", "How do I rotate the nginx logs?")
    answer = jonas.replies(question, "with logrotate and a postrotate signal")
    tom.reacts(answer, "white_check_mark")
    maya.invites_app("random")
    return kith.playground.wait_for_message("random", HELLO)


@in_both_modes
def test_the_past_is_read_once_somebody_agrees(kith: Kith) -> None:
    hello = invited(kith)
    assert kith.helps("jonas") == []
    kith.playground.person("maya").presses(hello, introduction.READ_BACK)
    kith.wait_until_said()
    kith.read_back()
    kith.wait_for_sources("jonas", Source.REACTION)
    kith.wait_until_said()
    shown = kith.playground.message(hello).shown_text
    assert "I have read the last 90 days" in shown
    assert introduction.READ_BACK not in kith.playground.message(hello).buttons


def test_the_past_is_left_alone_when_somebody_says_so(kith: Kith) -> None:
    hello = invited(kith)
    kith.playground.person("maya").presses(hello, introduction.LEAVE_PAST)
    kith.wait_until_said()
    kith.read_back()
    assert "I start from today" in kith.playground.message(hello).shown_text
    assert kith.helps("jonas") == []


def test_kith_says_hello_only_once_and_does_not_come_back_by_itself(kith: Kith) -> None:
    hello = invited(kith)
    maya = kith.playground.person("maya")
    maya.removes_app("random")
    kith.playground.wait_until_delivered()
    assert kith.playground.app_user_id not in kith.playground.members("random")
    maya.invites_app("random")
    kith.playground.wait_until_delivered()
    kith.wait_until_said()
    said = [message for message in kith.playground.messages("random") if HELLO in message.shown_text]
    assert [message.ts for message in said] == [hello.ts]


def test_a_removal_ends_the_reading(kith: Kith) -> None:
    hello = invited(kith)
    kith.playground.person("maya").presses(hello, introduction.READ_BACK)
    kith.playground.person("maya").removes_app("random")
    kith.playground.wait_until_delivered()
    kith.read_back()
    assert kith.helps("jonas") == []


@pytest.mark.parametrize("fault", ["rate_limit", "server_error"])
def test_the_reading_goes_on_where_slack_stopped_it(kith: Kith, fault: str) -> None:
    hello = invited(kith)
    kith.playground.person("maya").presses(hello, introduction.READ_BACK)
    kith.playground.fault(fault, "conversations.history")
    kith.read_back()
    kith.read_back()
    kith.wait_for_sources("jonas", Source.REACTION)


def test_a_message_from_before_kith_came_gets_its_topic_when_somebody_reacts_to_it(kith: Kith) -> None:
    tom, jonas = kith.playground.person("tom"), kith.playground.person("jonas")
    question = tom.posts("random", "How do I rotate the nginx logs?")
    answer = jonas.replies(question, "with logrotate and a postrotate signal")
    kith.playground.person("maya").invites_app("random")
    kith.playground.wait_for_message("random", HELLO)
    tom.reacts(answer, "white_check_mark")
    kith.wait_for_sources("jonas", Source.REACTION)
    assert kith.playground.wait_for(lambda: "nginx" in kith.helps("jonas")[0].words)


def test_nobody_else_who_joins_is_greeted(kith: Kith) -> None:
    kith.playground.add_person("newcomer").joins("general")
    kith.playground.wait_until_delivered()
    kith.wait_until_said()
    assert not [message for message in kith.playground.messages("general") if message.by_app]
