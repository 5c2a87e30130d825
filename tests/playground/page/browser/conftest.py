"""A browser, a playground with a small real app, and the page as one of its people sees it."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from playground.testing import Playground, running_playground
from tests.playground.page.browser.chromium import running_chromium
from tests.playground.page.browser.helper_app import running_helper
from tests.playground.page.conftest import MANIFEST

Open = Callable[..., Page]
PATIENCE = 10_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module: while Playwright runs, no other test of this process can run an event loop."""
    expect.set_options(timeout=PATIENCE)
    with running_chromium() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    """The starter workspace, with the helper connected to it."""
    with running_playground(MANIFEST) as playground, running_helper(playground):
        yield playground


@pytest.fixture
def channel(playground: Playground, request: pytest.FixtureRequest) -> str:
    """The name of a channel of the test's own, with Maya, Tom, Priya and the helper in it."""
    name = f"room-{zlib.crc32(request.node.nodeid.encode()):x}"
    playground.add_channel(name, "maya", "tom", "priya")
    return name


@pytest.fixture
def open_page(browser: Browser, playground: Playground, channel: str) -> Iterator[Open]:
    """Opens the test's channel as somebody sees it; any error of the page's scripts fails the test."""
    errors: list[str] = []
    contexts = []

    def open_as(who: str = "U0MAYA", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{playground.address}/?as={who}#{playground.channel_id(channel)}")
        page.locator("body[data-ready]").wait_for()
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(open_page: Open) -> Page:
    """The page as Maya sees it."""
    return open_page()
