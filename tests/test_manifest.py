"""The manifest agrees with the code, and keeps within what Slack documents of manifests."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt import App

from bot.blocks import contact_form, log_help
from bot.listeners import register_listeners
from bot.listeners.commands.kith import COMMAND
from bot.slack.scopes import OPTIONAL, REQUIRED
from bot.slack_app import services_on
from playground.subscriptions import unmet
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory

MANIFEST: dict[str, Any] = yaml.safe_load(Path("manifest.yml").read_text(encoding="utf-8"))
FEATURES, SETTINGS = MANIFEST["features"], MANIFEST["settings"]
SCOPES = MANIFEST["oauth_config"]["scopes"]
EVENTS: list[str] = SETTINGS["event_subscriptions"]["bot_events"]


def test_every_event_subscribed_to_has_a_listener_and_every_listener_its_event(listened_to: set[str]) -> None:
    subscribed = {"message" if event.startswith("message.") else event for event in EVENTS}
    assert subscribed == listened_to


def test_no_event_is_subscribed_to_without_its_scope_or_twice() -> None:
    assert unmet(EVENTS, frozenset(SCOPES["bot"])) == []
    assert len(EVENTS) == len(set(EVENTS))


def test_the_scopes_are_those_that_the_doctor_checks() -> None:
    assert set(SCOPES["bot"]) == REQUIRED | OPTIONAL
    assert set(SCOPES["bot_optional"]) == OPTIONAL


def test_without_the_optional_scopes_only_events_of_private_channels_are_lost() -> None:
    lost = unmet(EVENTS, REQUIRED)
    assert all("the event group_" in one or "the event message.groups" in one for one in lost)


def test_kith_can_join_no_channel_by_itself_and_read_no_group_of_people() -> None:
    assert not {"channels:join", "channels:manage", "mpim:history", "users:read.email"} & set(SCOPES["bot"])


def test_commands_and_shortcuts_are_those_that_are_listened_to() -> None:
    assert [command["command"] for command in FEATURES["slash_commands"]] == [COMMAND]
    assert [shortcut["callback_id"] for shortcut in FEATURES["shortcuts"]] == [log_help.SHORTCUT, contact_form.SHORTCUT]


def test_the_app_is_one_that_is_written_to_and_has_a_home() -> None:
    assert FEATURES["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert "assistant_view" not in FEATURES
    assert SETTINGS["interactivity"]["is_enabled"]
    assert SETTINGS["socket_mode_enabled"]


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        (MANIFEST["display_information"]["name"], 35),
        (MANIFEST["display_information"]["description"], 140),
        (MANIFEST["display_information"]["long_description"], 4000),
        (FEATURES["bot_user"]["display_name"], 80),
        (FEATURES["agent_view"]["agent_description"], 300),
        *((command["command"], 32) for command in FEATURES["slash_commands"]),
        *((command["description"], 2000) for command in FEATURES["slash_commands"]),
        *((command["usage_hint"], 1000) for command in FEATURES["slash_commands"]),
        *((shortcut["name"], 24) for shortcut in FEATURES["shortcuts"]),
        *((shortcut["callback_id"], 255) for shortcut in FEATURES["shortcuts"]),
        *((shortcut["description"], 150) for shortcut in FEATURES["shortcuts"]),
    ],
)
def test_texts_are_no_longer_than_slack_takes(text: str, longest: int) -> None:
    assert 0 < len(text) <= longest


def test_the_other_limits_of_slack_are_kept() -> None:
    assert len(MANIFEST["display_information"]["long_description"]) >= 174
    assert re.fullmatch(r"#[0-9a-f]{6}", MANIFEST["display_information"]["background_color"])
    assert re.fullmatch(r"[a-z0-9._-]+", FEATURES["bot_user"]["display_name"])
    assert len(FEATURES["shortcuts"]) <= 10
    assert len(FEATURES["slash_commands"]) <= 50
    assert len(FEATURES["agent_view"]["suggested_prompts"]) <= 4
    assert len(EVENTS) <= 100
    assert len(SCOPES["bot"]) <= 255


def test_no_address_of_an_installation_is_in_it() -> None:
    assert "http" not in Path("manifest.yml").read_text(encoding="utf-8")


class HeardApp(App):
    """Bolt, noting what is listened to."""

    def __init__(self) -> None:
        super().__init__(token="xoxb-1", signing_secret="s", token_verification_enabled=False)
        self.heard: set[str] = set()

    def event(self, event: Any, *more: Any, **options: Any) -> Any:
        """Note the event's type; no listener uses another constraint."""
        assert isinstance(event, str)
        assert not more
        assert not options
        self.heard.add(event)
        return super().event(event)


@pytest.fixture
def listened_to(sqlite_store: SqlStore) -> set[str]:
    """The event types that Kith listens to."""
    app = HeardApp()
    register_listeners(app, services_on(sqlite_store, FakeDirectory(), FakeClock()))
    return app.heard
