"""What Kith is for, told as a person lives it: in the page, over Socket Mode, with nothing faked but Slack."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.settings import Mode
from playground.testing import Playground
from tests.playground.page.browser.chromium import running_chromium
from tests.scenarios.conftest import Kith, let_a_topic_emerge

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.parametrize("mode", [Mode.SOCKET], indirect=True),
]

PATIENCE = 15_000
Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the module."""
    expect.set_options(timeout=PATIENCE)
    with running_chromium() as chromium:
        yield chromium


@pytest.fixture
def open_as(browser: Browser, playground: Playground) -> Iterator[Open]:
    """Opens #general as somebody sees it."""
    contexts = []

    def opened(who: str) -> Page:
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{playground.address}/?as={playground.person(who).id}#{playground.channel_id('general')}")
        page.locator("body[data-ready]").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()


def write(page: Page, text: str) -> None:
    field = page.locator("#composer textarea")
    field.fill(text)
    field.press("Enter")


def test_somebody_asks_in_a_channel_and_reads_the_answer(kith: Kith, open_as: Open) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    question = maya.posts("general", "How do I release a stuck terraform state lock?")
    jonas.replies(question, "terraform force-unlock with the lock id")
    maya.replies(question, "that worked, thanks")
    kith.wait_for_picture()
    page = open_as("priya")
    write(page, "@kith who can help with terraform state locks?")
    asked = page.locator(".message", has_text="who can help with terraform")
    asked.get_by_role("button", name="1 reply").click()
    answer = page.locator(".message", has_text="Jonas Weber").last
    expect(answer).to_contain_text("Helped 1 person with")
    answer.get_by_role("button", name="They helped").first.click()
    expect(page.locator(".message.ephemeral")).to_contain_text("Noted")


def test_a_reaction_is_counted_on_the_home_tab_and_gone_when_taken_off(kith: Kith, open_as: Open) -> None:
    kith.wait_for_picture()
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    question = maya.posts("general", "How do I rotate the kafka certificates?")
    answer = jonas.replies(question, "With the script in ops/certs")
    maya.reacts(answer, "pray")
    page = open_as("jonas")
    open_home(page)
    expect(page.get_by_text("a reaction")).to_be_visible()
    maya.unreacts(answer, "pray")
    kith.playground.wait_for(lambda: all(help_.source != "reaction" for help_ in kith.helps("jonas")))
    page.reload()
    open_home(page)
    expect(page.get_by_text("an answer in a thread")).to_be_visible()
    expect(page.get_by_text("a reaction")).to_have_count(0)


def open_home(page: Page) -> None:
    page.locator("body[data-ready]").wait_for()
    page.locator("nav, aside").get_by_text("kith", exact=True).last.click()


def test_somebody_has_a_digest_shown_and_reads_it(kith: Kith, open_as: Open) -> None:
    kith.wait_for_picture()
    let_a_topic_emerge(kith, datetime.now(UTC))
    page = open_as("maya")
    write(page, "/kith digest")
    page.get_by_role("button", name="Show me one now").click()
    kith.playground.wait_for_direct_message("maya", "flamegraph", timeout=40.0)
    open_home(page)
    page.get_by_text("Messages", exact=True).last.click()
    digest = page.locator(".message", has_text="Catching on")
    expect(digest).to_contain_text("flamegraph")
    expect(digest.get_by_role("button", name="I'm interested")).to_be_visible()
