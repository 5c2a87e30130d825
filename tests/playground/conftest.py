"""A running playground, and real apps that talk to it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from playground.testing import Playground, running_playground
from tests.playground.manifests import full_manifest

Start = Callable[[App], None]
Open = Callable[..., Playground]


@pytest.fixture
def open_playground() -> Iterator[Open]:
    """Opens playgrounds with a manifest of one's own."""
    with ExitStack() as stack:

        def open_one(manifest: dict[str, Any], **opening: Any) -> Playground:
            return stack.enter_context(running_playground(manifest, **opening))

        yield open_one


@pytest.fixture
def slack(open_playground: Open) -> Playground:
    """A playground whose app may do everything."""
    return open_playground(full_manifest(), retry_delays=(0.0, 0.1, 0.1))


@pytest.fixture
def client(slack: Playground) -> WebClient:
    """Slack's own client, as the app's bot."""
    return web_client(slack)


@pytest.fixture
def app(slack: Playground) -> App:
    """Slack's own framework, with no listeners yet."""
    return bolt_app(slack)


@pytest.fixture
def connect(slack: Playground) -> Iterator[Start]:
    """Connects apps to the playground over Socket Mode."""
    with ExitStack() as stack:

        def start(app: App) -> None:
            stack.enter_context(connected(app, slack))

        yield start


def web_client(slack: Playground) -> WebClient:
    """Slack's own client, as the app's bot."""
    return WebClient(slack.credentials.bot_token, base_url=slack.api_url)


def bolt_app(slack: Playground) -> App:
    """A Bolt app that acknowledges after its listeners ran and takes every event that has none."""
    return App(
        client=web_client(slack),
        signing_secret=slack.credentials.signing_secret,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
    )


@contextmanager
def connected(app: App, slack: Playground, handler_class: Any = SocketModeHandler) -> Iterator[None]:
    """The app is connected over Socket Mode."""
    handler: Any = handler_class(app, slack.credentials.app_token, ping_interval=1)
    handler.connect()
    slack.wait_until_connected()
    try:
        yield
    finally:
        handler.client.auto_reconnect_enabled = False
        slack.disconnect()
        handler.close()
