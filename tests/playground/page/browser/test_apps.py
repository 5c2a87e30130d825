"""What an app shows: modals, shortcuts, commands, every block; and what the inspector says of it."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from playground.testing import Playground
from tests.playground.page.browser.helper_app import plain

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_modal_shows_what_is_wrong_until_it_is_mended(page: Page, playground: Playground) -> None:
    field = page.locator("#composer textarea")
    field.press_sequentially("/l")
    expect(page.get_by_role("option", name="/log [who]")).to_be_visible()
    field.press("Enter")
    field.press("Enter")
    modal = page.get_by_role("dialog", name="Log a help")
    modal.get_by_role("button", name="Save").click()
    expect(modal.get_by_role("alert")).to_have_count(2)
    modal.get_by_role("button", name="Who helped?").click()
    page.get_by_role("option", name="Jonas Weber").click()
    modal.get_by_label("With what?").fill("SQL")
    modal.get_by_label("With what?").press("Enter")
    expect(modal.get_by_role("alert")).to_have_text(["Please say a little more."])
    expect(modal.get_by_label("With what?")).to_be_focused()
    modal.get_by_label("With what?").fill("SQL tuning")
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_have_count(0)
    playground.wait_for_direct_message("maya", "Saved: SQL tuning")
    submission = playground.envelopes("view_submission")[-1]["envelope"]["payload"]
    assert submission["view"]["state"]["values"]["who"]["who"]["selected_user"] == "U0JONAS"


def test_a_message_shortcut_opens_a_modal_that_esc_closes(page: Page, playground: Playground, channel: str) -> None:
    playground.person("tom").posts(channel, "Use pg_restore.")
    message = page.locator(".message", has_text="pg_restore")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("option", name="Save as help").click()
    modal = page.get_by_role("dialog", name="Log a help")
    expect(modal).to_be_visible()
    page.keyboard.press("Escape")
    expect(modal).to_have_count(0)
    assert playground.wait_for_envelope("message_action")["envelope"]["payload"]["message"]["text"] == "Use pg_restore."


def test_an_unknown_command_is_refused_and_what_was_typed_is_kept(page: Page) -> None:
    field = page.locator("#composer textarea")
    field.fill("/fly to Paris")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("/fly is no command of Helper")
    expect(field).to_have_value("/fly to Paris")


BLOCKS = [
    {"type": "header", "text": plain("Digest :tada:")},
    {"type": "section", "fields": [plain("Asked"), {"type": "mrkdwn", "text": "*12*"}]},
    {"type": "divider"},
    {"type": "image", "image_url": "data:image/gif;base64,none", "alt_text": "Helps per week", "title": plain("Chart")},
    {"type": "markdown", "text": "## Markdown\n- [x] done\n\n<script>window.broken = 1</script>"},
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_list", "style": "ordered", "elements": [
                {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U0TOM"}]},
            ]},
        ],
    },
    {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in ("ab", "cd")]},
    {"type": "card", "title": {"type": "mrkdwn", "text": "*Jonas*"}, "body": {"type": "mrkdwn", "text": "Backups"}},
    {"type": "hologram", "text": plain("From the future")},
]  # fmt: skip


def test_every_block_is_drawn_and_an_unknown_one_is_shown_as_such(page: Page) -> None:
    draw = """async (blocks) => {
        const { drawBlocks } = await import("/page/static/js/blocks/index.js");
        const { Surface } = await import("/page/static/js/blocks/surface.js");
        document.querySelector("#header").after(drawBlocks(blocks, new Surface({})));
    }"""
    page.evaluate(draw, BLOCKS)
    drawn = page.locator(".blocks")
    expect(drawn.get_by_role("heading", name="Digest")).to_be_visible()
    expect(drawn.locator(".field strong")).to_have_text("12")
    expect(drawn.get_by_role("img", name="Helps per week")).to_be_visible()
    expect(drawn.get_by_role("heading", name="Markdown")).to_be_visible()
    expect(drawn.get_by_role("checkbox")).to_be_checked()
    expect(drawn.get_by_role("listitem").filter(has_text="@Tom Okafor")).to_be_visible()
    expect(drawn.get_by_role("columnheader")).to_have_text(["a", "b"])
    expect(drawn.locator(".card strong")).to_have_text("Jonas")
    expect(drawn.locator(".unknown")).to_contain_text("A block of type “hologram”")
    expect(drawn).to_contain_text("<script>window.broken = 1</script>")
    assert page.evaluate("window.broken") is None


ELEMENTS: dict[str, dict[str, Any]] = {
    "static_select": {"options": [{"text": plain("One"), "value": "1"}]},
    "multi_static_select": {"options": [{"text": plain("One"), "value": "1"}]},
    "users_select": {}, "multi_users_select": {}, "channels_select": {}, "conversations_select": {},
    "external_select": {}, "overflow": {"options": [{"text": plain("One"), "value": "1"}]},
    "datepicker": {}, "timepicker": {}, "datetimepicker": {}, "number_input": {}, "email_text_input": {},
    "url_text_input": {}, "rich_text_input": {}, "file_input": {},
    "checkboxes": {"options": [{"text": plain("One"), "value": "1"}]},
    "radio_buttons": {"options": [{"text": plain("One"), "value": "1"}]},
    "icon_button": {"icon": "trash", "text": plain("Delete")}, "button": {"text": plain("Press")},
}  # fmt: skip


def test_every_element_is_drawn_with_a_name_that_is_read_aloud(page: Page) -> None:
    elements = [{"type": kind, "action_id": kind, **rest} for kind, rest in ELEMENTS.items()]
    blocks = [
        {"type": "input", "block_id": one["type"], "label": plain(f"The {one['type']}"), "element": one}
        for one in elements
    ]
    draw = """async (blocks) => {
        const { drawBlocks } = await import("/page/static/js/blocks/index.js");
        const { Surface } = await import("/page/static/js/blocks/surface.js");
        document.querySelector("#header").after(drawBlocks(blocks, new Surface({ view_id: "V1" })));
    }"""
    page.evaluate(draw, blocks)
    assert page.locator(".blocks .unknown").count() == 0
    tree = page.locator(".blocks").aria_snapshot()
    assert [kind for kind in ELEMENTS if f"The {kind}" not in tree] == []
    assert page.locator(".blocks").get_by_role("button", name="", exact=True).count() == 0


def test_the_inspector_shows_calls_events_and_envelopes(page: Page) -> None:
    page.get_by_role("button", name="Inspector").click()
    field = page.locator("#composer textarea")
    field.fill("@helper who knows backups?")
    field.press("Enter")
    inspector = page.get_by_role("complementary", name="Inspector")
    call = inspector.locator(".log-api_call", has_text="chat.postMessage")
    expect(call.first).to_contain_text("ok")
    inspector.get_by_role("button", name="Envelopes").click()
    expect(call).to_have_count(0)
    envelope = inspector.locator(".log-envelope", has_text="app_mention").first
    expect(envelope).to_contain_text("ack")
    envelope.locator("summary").click()
    shown = json.loads(envelope.locator("pre").inner_text())
    assert shown["envelope"]["payload"]["event"]["type"] == "app_mention"


def test_the_clock_moves_the_workspace_to_next_monday(page: Page, playground: Playground) -> None:
    before = playground.now
    page.locator("#clock").click()
    page.get_by_role("option", name="Next Monday, 09:00").click()
    expect(page.locator("#clock")).to_contain_text("Mon")
    expect(page.locator("#clock")).to_contain_text("09:00")
    assert 0 < (playground.now - before).total_seconds() <= 7 * 86_400 + 3_600
