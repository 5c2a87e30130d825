"""What the page does in a person's name."""

import asyncio

from aiohttp import FormData

from playground.changes.views import open_modal
from playground.slack import Slack
from tests.playground.page.conftest import Page, on_page


def test_encoded_text_is_kept_as_it_is(slack: Slack) -> None:
    async def story(page: Page) -> None:
        text = "&lt;!channel&gt; &lt;script&gt; <@U0TOM>"
        await page.act("post_message", "U0MAYA", channel="general", text=text, is_encoded=True)
        (message,) = await page.messages("U0TOM", "C0GENERAL")
        assert message["text"] == text
        assert [part["type"] for part in message["blocks"][0]["elements"][0]["elements"]] == ["text", "user"]

    asyncio.run(on_page(slack, story))


def test_the_person_is_the_one_acted_as_whatever_the_body_says(slack: Slack) -> None:
    async def story(page: Page) -> None:
        await page.act("post_message", "U0MAYA", user="U0TOM", channel="general", text="Hi")
        assert [one["user"] for one in await page.messages("U0MAYA", "C0GENERAL")] == ["U0MAYA"]

    asyncio.run(on_page(slack, story))


def test_a_refusal_says_why_in_words(slack: Slack) -> None:
    async def story(page: Page) -> None:
        status, body = await page.act("post_message", "U0TOM", channel="founders", text="Hi")
        assert (status, body["error"]) == (400, "not_in_channel")
        assert body["message"] == "You are not a member of this channel."
        assert (await page.act("post_message", "U0TOM", nonsense=1))[1]["error"] == "invalid_arguments"
        assert (await page.act("fly", "U0TOM"))[1]["error"] == "unknown_action"

    asyncio.run(on_page(slack, story))


def test_an_app_that_is_not_there_is_named_as_the_reason(slack: Slack) -> None:
    async def story(page: Page) -> None:
        page.slack.courier.acknowledge_within = 0.05
        status, body = await page.act("run_command", "U0TOM", channel="general", command="/log")
        assert (status, body["error"]) == (504, "not_acknowledged")
        assert "Is it running?" in body["message"]

    asyncio.run(on_page(slack, story))


def test_an_upload_is_kept_and_can_be_posted(slack: Slack) -> None:
    async def story(page: Page) -> None:
        form = FormData()
        form.add_field("file", b"png", filename="chart.png", content_type="image/png")
        answer = await page.client.post("/page/upload", params={"as": "U0TOM", "channel": "C0GENERAL"}, data=form)
        file = await answer.json()
        await page.act("post_message", "U0TOM", channel="general", files=[file["id"]])
        (message,) = await page.messages("U0MAYA", "C0GENERAL")
        assert [one["name"] for one in message["files"]] == ["chart.png"]
        shown = await page.client.get(f"/page/files/{file['id']}", params={"as": "U0MAYA"})
        assert (shown.headers["Content-Disposition"], await shown.read()) == ("inline", b"png")

    asyncio.run(on_page(slack, story))


def test_what_is_no_json_changes_nothing(slack: Slack) -> None:
    async def story(page: Page) -> None:
        response = await page.client.post("/page/act/post_message", params={"as": "U0TOM"}, data=b"[1]")
        assert (response.status, (await response.json())["error"]) == (400, "invalid_json")

    asyncio.run(on_page(slack, story))


def test_an_option_that_the_app_suggested_is_chosen_without_asking_again(slack: Slack) -> None:
    option = {"text": {"type": "plain_text", "text": "Kafka"}, "value": "42"}
    select = {"type": "external_select", "action_id": "topic", "placeholder": {"type": "plain_text", "text": "Topic"}}
    block = {"type": "input", "block_id": "topic", "label": {"type": "plain_text", "text": "Topic"}, "element": select}
    body = {"type": "modal", "title": {"type": "plain_text", "text": "Ask"}, "blocks": [block]}
    view = open_modal(slack.workspace, "U0TOM", body)

    async def story(page: Page) -> None:
        page.slack.courier.acknowledge_within = 0.05
        status, _ = await page.act("choose", "U0TOM", view_id=view.id, action_id="topic", value=option)
        assert status == 200
        assert slack.workspace.find_view(view.id).values["topic"]["topic"]["selected_option"] == option

    asyncio.run(on_page(slack, story))


def test_another_web_site_can_neither_act_nor_listen(slack: Slack) -> None:
    async def story(page: Page) -> None:
        elsewhere = {"Origin": "https://elsewhere.example"}
        body = b'{"channel": "general", "text": "Hi"}'
        acted = await page.client.post("/page/act/post_message", params={"as": "U0TOM"}, data=body, headers=elsewhere)
        assert (acted.status, (await acted.json())["error"]) == (403, "foreign_origin")
        listened = await page.client.get("/page/live", params={"as": "U0TOM"}, headers=elsewhere)
        assert listened.status == 403
        assert await page.messages("U0MAYA", "C0GENERAL") == []

    asyncio.run(on_page(slack, story))


def test_a_value_goes_to_the_block_of_that_id_even_if_an_element_has_the_same(slack: Slack) -> None:
    def text_input(block_id: str, action_id: str) -> dict[str, object]:
        element = {"type": "plain_text_input", "action_id": action_id}
        label = {"type": "plain_text", "text": "Text"}
        return {"type": "input", "block_id": block_id, "label": label, "element": element, "optional": True}

    blocks = [text_input("first", "second"), text_input("second", "text")]
    title = {"type": "plain_text", "text": "Two"}
    view = open_modal(slack.workspace, "U0TOM", {"type": "modal", "title": title, "blocks": blocks})

    async def story(page: Page) -> None:
        page.slack.courier.acknowledge_within = 0.05
        await page.act("submit_view", "U0TOM", view_id=view.id, values={"second": "Hello"})
        values = slack.workspace.find_view(view.id).values
        assert (values["first"]["second"]["value"], values["second"]["text"]["value"]) == (None, "Hello")

    asyncio.run(on_page(slack, story))
