"""Asking, answering, reacting, editing: what people do all day."""

import re

import pytest
from playwright.sync_api import Page, expect

from playground.testing import Playground
from tests.playground.page.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def write(page: Page, text: str, where: str = "#composer") -> None:
    field = page.locator(f"{where} textarea")
    field.fill(text)
    field.press("Enter")


def chosen_periods(playground: Playground) -> list[str]:
    actions = [one["envelope"]["payload"]["actions"][0] for one in playground.envelopes("block_actions")]
    return [action["selected_option"]["value"] for action in actions if action["action_id"] == "period"]


def test_somebody_asks_and_reads_the_answer_and_presses_its_button(page: Page) -> None:
    field = page.locator("#composer textarea")
    field.press_sequentially("@hel")
    expect(page.get_by_role("option", name="Helper")).to_be_visible()
    field.press("Tab")
    field.press_sequentially("who knows backups?")
    field.press("Enter")
    answer = page.locator(".message", has_text="knows backups.")
    expect(answer.locator(".pill-app")).to_have_text("App")
    answer.get_by_role("button", name="Ask Jonas").click()
    whisper = page.locator(".message.ephemeral")
    expect(whisper).to_contain_text("Only visible to you")
    expect(whisper.locator(".mention")).to_have_text("@Jonas Weber")
    good = answer.get_by_role("button", name="Good answer")
    good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    whisper.get_by_role("button", name="Dismiss message").click()
    expect(whisper).to_have_count(0)


def test_typed_markup_stays_text(page: Page, playground: Playground, channel: str) -> None:
    hostile = "<script>window.broken = 1</script> <!channel> <@U0TOM> <b>bold</b> &amp; <http://x.example|here>"
    write(page, hostile)
    expect(page.locator(".message .text").last).to_have_text(hostile)
    kept = playground.messages(channel)[-1].text
    assert "<!channel>" not in kept
    assert "<@U0TOM>" not in kept
    assert page.evaluate("window.broken") is None
    assert page.locator(".message:not(.notice) .mention").count() == 0


def test_a_hostile_answer_of_the_app_stays_text(page: Page, playground: Playground, channel: str) -> None:
    text = (
        "&lt;img src=x onerror='window.broken = 1'&gt; <javascript:alert(1)|click> <script>window.broken = 1</script>"
    )
    playground.do("add_person", name="mallory", real_name="<b>Mallory</b>")
    playground.do("join_channel", user="mallory", channel=channel)
    playground.person("mallory").posts(channel, text)
    message = page.locator(".message", has_text="onerror").last
    expect(message.locator(".author")).to_have_text("<b>Mallory</b>")
    assert message.locator(".message-content img, .message-content a, .message-content script").count() == 0
    assert page.evaluate("window.broken") is None


def test_names_channels_and_links_become_what_slack_makes_of_them(
    page: Page, playground: Playground, channel: str
) -> None:
    write(page, "@Tom Okafor and @priya: see #random, https://a.example/x?y=1&z=2. @here!")
    expect(page.locator(".message:not(.notice) .mention").filter(has_text="Tom Okafor")).to_be_visible()
    assert playground.messages(channel)[-1].text == (
        "<@U0TOM> and <@U0PRIYA>: see <#C0RANDOM|random>, <https://a.example/x?y=1&amp;z=2>. <!here>!"
    )


def test_a_reaction_is_given_from_the_picker_and_taken_back(page: Page, playground: Playground, channel: str) -> None:
    playground.person("tom").posts(channel, "It works!")
    message = page.locator(".message", has_text="It works!")
    message.hover()
    message.get_by_role("button", name="Add a reaction").first.click()
    page.get_by_label("Search emoji").fill("tada")
    page.keyboard.press("Enter")
    reaction = message.locator("[data-reaction=tada]")
    expect(reaction).to_have_attribute("aria-pressed", "true")
    expect(reaction).to_have_attribute("aria-label", "1 tada, from you")
    reaction.click()
    expect(reaction).to_have_count(0)


def test_help_is_counted_on_the_home_tab_and_gone_with_the_reaction(
    open_page: Open, playground: Playground, channel: str
) -> None:
    helped = playground.person("tom").posts(channel, "Restore with pg_restore.")
    page = open_page("U0TOM")
    page.get_by_role("navigation").get_by_role("button", name="Helper").click()
    expect(page.locator("#home")).to_contain_text("You have helped 0 times.")
    playground.do("react", user="maya", channel=channel, ts=helped.ts, emoji="pray")
    expect(page.locator("#home")).to_contain_text("You have helped 1 times.")
    playground.do("unreact", user="maya", channel=channel, ts=helped.ts, emoji="pray")
    expect(page.locator("#home")).to_contain_text("You have helped 0 times.")
    page.get_by_role("button", name="Period").click()
    page.get_by_role("option", name="Month").click()
    assert playground.wait_for(lambda: [one for one in chosen_periods(playground) if one == "month"])


def test_a_message_is_edited_with_the_arrow_up_and_deleted(page: Page, playground: Playground, channel: str) -> None:
    write(page, "Frist!")
    expect(page.locator(".message .text").last).to_have_text("Frist!")
    page.locator("#composer textarea").press("ArrowUp")
    editor = page.get_by_label("Edit message")
    expect(editor).to_have_value("Frist!")
    editor.fill("First @Tom Okafor!")
    editor.press("Enter")
    message = page.locator(".message").last
    expect(message).to_contain_text("First @Tom Okafor!(edited)")
    assert playground.messages(channel)[-1].text == "First <@U0TOM>!"
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("option", name="Delete message").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".message:not(.notice)")).to_have_count(0)


def test_a_reply_stands_in_the_thread_and_is_counted_in_the_channel(
    page: Page, playground: Playground, channel: str
) -> None:
    question = playground.person("tom").posts(channel, "Who knows Kafka?")
    message = page.locator("#timeline .message", has_text="Who knows Kafka?")
    message.hover()
    message.get_by_role("button", name="Reply in thread").click()
    write(page, "I do.", where="#thread")
    expect(page.locator("#thread .message").last).to_contain_text("I do.")
    expect(message.locator(".thread-summary")).to_contain_text("1 reply")
    expect(message.locator(".thread-summary")).to_contain_text("last reply today at")
    playground.person("priya").replies(question, "Me too.")
    expect(page.locator("#thread .message").last).to_contain_text("Me too.")
    page.locator("#thread textarea").press("Escape")
    expect(page.locator("#thread")).to_be_hidden()


def test_days_are_told_in_a_sentence_as_they_are_written(page: Page) -> None:
    told = """import("/page/static/js/text/time.js").then(({ dayWithin }) =>
        [16, 29, 30].map((day) => dayWithin(new Date(2026, 10, day), new Date(2026, 10, 30))))"""
    assert page.evaluate(told) == ["Monday 16 November", "yesterday", "today"]


def test_the_page_acts_as_anybody_and_shows_what_they_may_see(page: Page, playground: Playground, channel: str) -> None:
    expect(page.get_by_role("button", name="Private channel founders")).to_be_visible()
    page.get_by_role("button", name="Acting as Maya Lindqvist").click()
    page.get_by_role("combobox").fill("tom")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Acting as Tom Okafor")).to_be_visible()
    expect(page.get_by_role("button", name="Private channel founders")).to_have_count(0)
    write(page, "Tom was here")
    expect(page.locator(".message", has_text="Tom was here")).to_be_visible()
    assert playground.messages(channel)[-1].user == "U0TOM"


def test_the_app_is_brought_into_a_channel_where_it_was_missed(page: Page, playground: Playground) -> None:
    page.get_by_role("button", name="Browse channels").click()
    page.get_by_role("option", name="New channel").click()
    page.get_by_label("Name").fill("Budget Plans")
    page.get_by_role("button", name="Create").click()
    expect(page.locator("#header h1")).to_have_text("budget-plans")
    write(page, "@Helper who knows spreadsheets?")
    page.get_by_role("button", name="Add Helper").click()
    expect(page.locator(".message.notice", has_text="Helper")).to_contain_text("has joined the channel")
    assert playground.app_user_id in playground.members("budget-plans")
    page.get_by_role("button", name="2 members").click()
    expect(page.get_by_role("option")).to_have_count(2)


def test_unread_messages_are_marked_until_they_are_seen(page: Page, playground: Playground, channel: str) -> None:
    entry = page.locator("[data-conversation=C0RANDOM]")
    playground.person("priya").posts("random", "Lunch, @maya?")
    expect(entry.locator(".badge")).to_have_text("1")
    expect(page).to_have_title(re.compile(rf"\(\d+\) {channel} · Playground"))
    entry.click()
    expect(page.locator(".unread-line")).to_contain_text("New")
    expect(entry.locator(".badge")).to_have_count(0)


def test_a_picture_is_shown_and_another_file_is_offered(page: Page) -> None:
    pixel = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
    files = [
        {"name": "dot.gif", "mimeType": "image/gif", "buffer": pixel},
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Hello"},
    ]
    page.get_by_label("Files to attach").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator(".attached .tag")).to_have_count(2)
    page.get_by_role("button", name="Send").click()
    picture = page.locator(".message img")
    expect(picture).to_have_attribute("alt", "dot.gif")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    expect(page.locator(".message .file-card")).to_contain_text("notes.txt")
