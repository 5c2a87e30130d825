"""What the page's websocket tells, and to whom."""

import asyncio

from playground.feed import Occurrence
from playground.page.live import concerns
from playground.slack import Slack
from tests.playground.page.conftest import Page, on_page


def test_a_new_message_is_told_at_once(slack: Slack) -> None:
    async def story(page: Page) -> None:
        async with page.client.ws_connect("/page/live", params={"as": "U0TOM"}) as socket:
            await page.act("post_message", "U0MAYA", channel="general", text="Hello")
            told = await socket.receive_json(timeout=5)
        assert (told["kind"], told["event"]["text"], told["channel"]) == ("event", "Hello", "C0GENERAL")

    asyncio.run(on_page(slack, story))


def test_what_happened_before_is_told_to_a_page_that_comes_later(slack: Slack) -> None:
    async def story(page: Page) -> None:
        await page.act("post_message", "U0MAYA", channel="general", text="Earlier")
        async with page.client.ws_connect("/page/live", params={"as": "U0TOM"}) as socket:
            told = await socket.receive_json(timeout=5)
        assert told["event"]["text"] == "Earlier"

    asyncio.run(on_page(slack, story))


def test_what_only_one_person_sees_is_told_to_nobody_else(slack: Slack) -> None:
    workspace = slack.workspace
    whisper = Occurrence(1, 0.0, "ephemeral", {"channel": "C0GENERAL", "user": "U0TOM", "message": {}})
    assert concerns(workspace, workspace.people["U0TOM"], whisper)
    assert not concerns(workspace, workspace.people["U0MAYA"], whisper)
    status = Occurrence(2, 0.0, "status", {"channel": "C0FOUNDERS", "thread_ts": "", "status": "thinks"})
    assert concerns(workspace, workspace.people["U0MAYA"], status)
    assert not concerns(workspace, workspace.people["U0TOM"], status)
