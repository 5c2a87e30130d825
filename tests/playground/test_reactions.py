"""`reactions.*`, and what people may do with reactions."""

from typing import Any

import pytest
from slack_sdk import WebClient

from playground.errors import SlackError
from playground.testing import Playground, ShownMessage
from tests.playground.test_authentication import error_of


@pytest.fixture
def message(slack: Playground) -> ShownMessage:
    """A message in #general."""
    return slack.person("maya").posts("general", "hello")


def test_a_reaction_comes_and_goes(slack: Playground, client: WebClient, message: ShownMessage) -> None:
    where: dict[str, Any] = {"channel": message.channel, "timestamp": message.ts}
    client.reactions_add(name="tada", **where)
    assert client.reactions_get(**where)["message"]["reactions"][0]["users"] == [slack.app_user_id]
    client.reactions_remove(name="tada", **where)
    assert "reactions" not in client.reactions_get(**where)["message"]


def test_the_same_reaction_twice_is_refused(client: WebClient, message: ShownMessage) -> None:
    where: dict[str, Any] = {"channel": message.channel, "timestamp": message.ts}
    client.reactions_add(name="tada", **where)
    assert error_of(client, "reactions.add", name="tada", **where) == "already_reacted"
    assert error_of(client, "reactions.remove", name="eyes", **where) == "no_reaction"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"name": "tada"}, "no_item_specified"),
        ({"name": "tada", "channel": "C0GENERAL"}, "no_item_specified"),
        ({"name": "tada", "channel": "C0GENERAL", "timestamp": "1.000001"}, "message_not_found"),
        ({"name": "tada", "channel": "C0NOWHERE", "timestamp": "1.000001"}, "channel_not_found"),
    ],
)
def test_a_reaction_to_nothing_is_refused(client: WebClient, arguments: dict[str, Any], error: str) -> None:
    assert error_of(client, "reactions.add", **arguments) == error


@pytest.mark.parametrize("name", ["", "NOT AN EMOJI", "thumbs up", "+1::skin-tone-9"])
def test_an_impossible_name_is_refused(client: WebClient, message: ShownMessage, name: str) -> None:
    where: dict[str, Any] = {"channel": message.channel, "timestamp": message.ts}
    assert error_of(client, "reactions.add", name=name, **where) == "invalid_name"


def test_a_skin_tone_belongs_to_the_name(client: WebClient, message: ShownMessage) -> None:
    assert client.reactions_add(name="+1::skin-tone-3", channel=message.channel, timestamp=message.ts)["ok"]


def test_several_people_share_one_reaction(slack: Playground, message: ShownMessage) -> None:
    slack.person("tom").reacts(message, "tada")
    slack.person("priya").reacts(message, ":tada:")
    assert slack.message(message).reactions == {"tada": ["U0TOM", "U0PRIYA"]}


def test_nobody_gives_more_than_23_reactions_to_a_message(slack: Playground, message: ShownMessage) -> None:
    tom = slack.person("tom")
    for number in range(23):
        tom.reacts(message, f"emoji{number}")
    with pytest.raises(SlackError, match="too_many_reactions"):
        tom.reacts(message, "one_more")
