"""A playground to ask as the page does, without a browser."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from playground.app import create_app
from playground.manifest import parse_manifest
from playground.slack import Slack, new_slack
from playground.slack_app import SlackApp
from playground.starter import fill_with_a_few_people
from playground.workspace import new_workspace

MANIFEST = {
    "display_information": {"name": "Helper", "description": "Answers questions"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Helper"},
        "slash_commands": [{"command": "/log", "description": "Log a help", "usage_hint": "[who]"}],
        "shortcuts": [
            {"name": "Save as help", "type": "message", "callback_id": "save", "description": "Save"},
            {"name": "New request", "type": "global", "callback_id": "request", "description": "Ask"},
        ],
    },
    "oauth_config": {
        "scopes": {"bot": ["app_mentions:read", "chat:write", "commands", "im:history", "reactions:read", "users:read"]}
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "app_mention", "message.im", "reaction_added", "reaction_removed"]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def small_slack() -> Slack:
    """The starter workspace, with an app that has a command, shortcuts and a Home tab."""
    workspace = new_workspace(SlackApp(parse_manifest(MANIFEST), user_id="U0PLAYBOT"))
    fill_with_a_few_people(workspace)
    return new_slack(workspace)


@dataclass
class Page:
    """Asks the playground as the page does; answers are (status, JSON)."""

    slack: Slack
    client: "TestClient[Any, Any]"

    async def ask(self, path: str, **query: str) -> tuple[int, Any]:
        """What `/page/<path>` answers."""
        response = await self.client.get(f"/page/{path}", params=query)
        return response.status, await response.json()

    async def act(self, action: str, who: str, **arguments: Any) -> tuple[int, Any]:
        """Do something as that person."""
        response = await self.client.post(f"/page/act/{action}", params={"as": who}, json=arguments)
        return response.status, await response.json()

    async def messages(self, user: str, channel: str) -> list[Any]:
        """The messages of a channel as that person sees them."""
        _, body = await self.ask("messages", **{"as": user, "channel": channel})
        return list(body["messages"])


Story = Callable[[Page], Awaitable[None]]


@pytest.fixture
def slack() -> Slack:
    """A small workspace, not yet served."""
    return small_slack()


async def on_page(slack: Slack, story: Story) -> None:
    """Serve `slack` while `story` runs."""
    async with TestClient(TestServer(create_app(slack), host="127.0.0.1")) as client:
        await story(Page(slack, client))
