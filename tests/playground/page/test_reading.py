"""What the page is told about the workspace depends on whom it acts as."""

import asyncio

from playground.changes.messages import post_ephemeral
from playground.model import Channel, File, Message
from playground.slack import Slack
from tests.playground.page.conftest import Page, on_page


def test_a_private_channel_is_shown_to_its_members_only(slack: Slack) -> None:
    async def story(page: Page) -> None:
        seen = {}
        for who in ("U0MAYA", "U0TOM"):
            _, body = await page.ask("workspace", **{"as": who})
            seen[who] = {one["name"] for one in body["conversations"]}
        assert "founders" in seen["U0MAYA"]
        assert "founders" not in seen["U0TOM"]
        status, body = await page.ask("messages", **{"as": "U0TOM", "channel": "C0FOUNDERS"})
        assert (status, body["error"]) == (400, "channel_not_found")

    asyncio.run(on_page(slack, story))


def test_somebody_of_another_organisation_sees_the_shared_channel_alone(slack: Slack) -> None:
    async def story(page: Page) -> None:
        _, body = await page.ask("workspace", **{"as": "U0ZOE"})
        assert [one["name"] for one in body["conversations"] if one["kind"] != "im"] == ["with-acme"]
        assert [one["shared"] for one in body["conversations"] if one["kind"] != "im"] == ["Acme"]

    asyncio.run(on_page(slack, story))


def test_messages_of_others_are_unread_until_they_are_read(slack: Slack) -> None:
    async def story(page: Page) -> None:
        _, message = await page.act("post_message", "U0MAYA", channel="general", text="Hello @tom")
        assert await _counts(page, "U0TOM") == (1, 1)
        assert await _counts(page, "U0PRIYA") == (1, 0)
        assert await _counts(page, "U0MAYA") == (0, 0)
        await page.act("mark_read", "U0TOM", channel="general", ts=message["ts"])
        assert await _counts(page, "U0TOM") == (0, 0)

    asyncio.run(on_page(slack, story))


async def _counts(page: Page, who: str) -> tuple[int, int]:
    _, body = await page.ask("workspace", **{"as": who})
    general = next(one for one in body["conversations"] if one["name"] == "general")
    return general["unread"], general["mentions"]


def test_an_ephemeral_message_reaches_one_person(slack: Slack) -> None:
    async def story(page: Page) -> None:
        ts = slack.workspace.clock.next_ts()
        post_ephemeral(slack.workspace, Message(ts, "C0GENERAL", "U0PLAYBOT", "psst", ephemeral_to="U0TOM"))
        assert [one["ephemeral"] for one in await page.messages("U0TOM", "C0GENERAL")] == [True]
        assert await page.messages("U0MAYA", "C0GENERAL") == []
        assert (await page.act("delete_message", "U0TOM", channel="general", ts=ts))[0] == 200
        assert await page.messages("U0TOM", "C0GENERAL") == []

    asyncio.run(on_page(slack, story))


def test_a_reply_stands_in_its_thread_and_not_in_the_channel(slack: Slack) -> None:
    async def story(page: Page) -> None:
        _, root = await page.act("post_message", "U0MAYA", channel="general", text="Question")
        await page.act("post_message", "U0TOM", channel="general", text="Answer", thread_ts=root["ts"])
        timeline = await page.messages("U0MAYA", "C0GENERAL")
        assert [(one["text"], one["reply_count"]) for one in timeline] == [("Question", 1)]
        _, thread = await page.ask("thread", **{"as": "U0MAYA", "channel": "C0GENERAL", "ts": root["ts"]})
        assert [one["text"] for one in thread["messages"]] == ["Question", "Answer"]

    asyncio.run(on_page(slack, story))


def test_a_file_is_given_to_those_who_may_read_where_it_was_shared(slack: Slack) -> None:
    async def story(page: Page) -> None:
        file = File("F1", "plan.txt", "Plan", "U0MAYA", 0, "text/plain", content=b"secret", channels=["C0FOUNDERS"])
        slack.workspace.files["F1"] = file
        response = await page.client.get("/page/files/F1", params={"as": "U0JONAS"})
        assert (response.status, await response.read()) == (200, b"secret")
        assert response.headers["Content-Disposition"] == "attachment"
        assert (await page.ask("files/F1", **{"as": "U0TOM"}))[0] == 400

    asyncio.run(on_page(slack, story))


def test_nobody_acts_as_the_bot_or_as_somebody_unknown(slack: Slack) -> None:
    async def story(page: Page) -> None:
        for who in ("U0PLAYBOT", "U0NOBODY"):
            status, body = await page.ask("workspace", **{"as": who})
            assert (status, body["error"]) == (400, "user_not_found")

    asyncio.run(on_page(slack, story))


def test_an_archived_channel_is_hidden_from_those_who_were_not_in_it(slack: Slack) -> None:
    async def story(page: Page) -> None:
        slack.workspace.add_channel(Channel("C0OLD", "old", members=["U0MAYA"], is_archived=True))
        names = {}
        for who in ("U0MAYA", "U0TOM"):
            _, body = await page.ask("workspace", **{"as": who})
            names[who] = {one["name"] for one in body["conversations"]}
        assert "old" in names["U0MAYA"] - names["U0TOM"]

    asyncio.run(on_page(slack, story))


def test_the_page_allows_no_script_style_or_font_from_elsewhere(slack: Slack) -> None:
    async def story(page: Page) -> None:
        response = await page.client.get("/")
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "script-src" not in policy
        assert "http" not in (await response.text()).replace("http-equiv", "")

    asyncio.run(on_page(slack, story))
