"""What an agent shows beside the messages: what it is doing, and what it suggests to ask."""

from playground.model import Channel, Message
from playground.page.messages import thread_json, timeline_json
from playground.slack import Slack
from tests.playground.page.conftest import small_slack

PROMPTS = [{"title": "Ask", "message": "Who can help?"}]


def direct_message(slack: Slack) -> Channel:
    return slack.workspace.add_channel(Channel("D0MAYA", "", "im", members=["U0MAYA", "U0PLAYBOT"]))


def test_suggestions_stand_until_the_person_has_said_something() -> None:
    slack = small_slack()
    workspace, channel = slack.workspace, direct_message(slack)
    maya = workspace.people["U0MAYA"]
    workspace.feed.publish("prompts", channel="D0MAYA", thread_ts=None, title="Try", prompts=PROMPTS)
    assert timeline_json(workspace, maya, channel, "0")["prompts"] == {"title": "Try", "prompts": PROMPTS}
    ts = workspace.clock.next_ts()
    channel.messages[ts] = Message(ts, "D0MAYA", "U0PLAYBOT", "Hello")
    assert timeline_json(workspace, maya, channel, "0")["prompts"] is not None
    ts = workspace.clock.next_ts()
    channel.messages[ts] = Message(ts, "D0MAYA", "U0MAYA", "Who?")
    assert timeline_json(workspace, maya, channel, "0")["prompts"] is None


def test_a_status_shows_in_its_thread_and_in_a_direct_message_but_not_in_a_channel() -> None:
    slack = small_slack()
    workspace, direct = slack.workspace, direct_message(slack)
    maya, general = workspace.people["U0MAYA"], workspace.channels["C0GENERAL"]
    for channel in (direct, general):
        channel.messages["1.000001"] = Message("1.000001", channel.id, "U0MAYA", "Who?")
        workspace.statuses[(channel.id, "1.000001")] = {"status": "is thinking"}
    assert thread_json(workspace, maya, general, "1.000001")["status"] == "is thinking"
    assert timeline_json(workspace, maya, direct, "0")["status"] == "is thinking"
    assert timeline_json(workspace, maya, general, "0")["status"] == ""
