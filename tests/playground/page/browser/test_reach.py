"""Everybody can use the page: with the keyboard, on a narrow screen, in light and dark, after a lost connection."""

import pytest
from playwright.sync_api import Page, expect

from playground.testing import Playground
from tests.playground.page.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# The contrast of every visible text with what lies behind it (WCAG 2.2, success criterion 1.4.3).
TOO_FAINT = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const rgba = (color) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const behind = (element) => {
        for (let one = element; one; one = one.parentElement) {
            const color = rgba(getComputedStyle(one).backgroundColor);
            if (color[3] > 250) return color;
        }
        return [255, 255, 255, 255];
    };
    const light = (color) => {
        const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = color.map((part) => linear(part / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const faint = [];
    for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].filter((node) => node.nodeType === 3);
        const text = own.map((node) => node.data.trim()).join("");
        const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        if (!text || !shown || element.closest("[aria-busy]")) continue;
        const [a, b] = [light(rgba(getComputedStyle(element).color)), light(behind(element))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) faint.push(`${text.slice(0, 30)} ${element.className} ${ratio.toFixed(2)}`);
    }
    return faint;
}"""


def lively(playground: Playground, channel: str) -> None:
    """Something of everything in the channel, and something unread elsewhere."""
    question = playground.person("tom").posts(channel, "@helper who knows *backups*? `pg_restore` fails")
    playground.person("priya").replies(question, "Ask @jonas, he knows <http://x.example|this>.")
    playground.do("react", user="maya", channel=channel, ts=question.ts, emoji="eyes")
    playground.person("priya").posts("random", "Lunch, @maya?")
    playground.wait_for_message(channel, "knows backups")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(
    open_page: Open, playground: Playground, channel: str, scheme: str
) -> None:
    lively(playground, channel)
    page = open_page(color_scheme=scheme)
    page.get_by_role("button", name="Inspector").click()
    page.locator(".message", has_text="Jonas Weber knows").get_by_role("button", name="Ask Jonas").click()
    expect(page.locator(".ephemeral")).to_be_visible()
    page.mouse.move(0, 0)
    assert page.evaluate(TOO_FAINT) == []


def test_the_colours_follow_the_system_until_somebody_chooses(open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.get_by_role("button", name="Light or dark").click()
    light = page.evaluate(background)
    assert dark != light
    page.reload()
    page.locator("body[data-ready]").wait_for()
    assert page.evaluate(background) == light


def test_a_narrow_screen_shows_everything_without_scrolling_sideways(
    open_page: Open, playground: Playground, channel: str
) -> None:
    lively(playground, channel)
    page = open_page(viewport={"width": 360, "height": 640})
    expect(page.locator(".message", has_text="Jonas Weber knows")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(
        "document.querySelector('#timeline').scrollWidth <= document.querySelector('#timeline').clientWidth"
    )
    expect(page.locator("[data-conversation=C0RANDOM]")).not_to_be_in_viewport()
    page.get_by_role("button", name="Show channels").click()
    page.locator("[data-conversation=C0RANDOM]").click()
    expect(page.locator("#header h1")).to_have_text("random")
    expect(page.locator("[data-conversation=C0RANDOM]")).not_to_be_in_viewport()


def test_the_keyboard_alone_reaches_a_message_and_reacts_to_it(
    page: Page, playground: Playground, channel: str
) -> None:
    for text in ("First", "Second"):
        playground.person("tom").posts(channel, text)
    expect(page.locator(".message:not(.notice)")).to_have_count(2)
    first = page.locator(".message:not(.notice)").first
    page.locator(".message").last.focus()
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(first.get_by_role("button", name="Add a reaction")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(first.locator("[data-reaction]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#composer textarea")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("rand")
    page.keyboard.press("Enter")
    expect(page.locator("#header h1")).to_have_text("random")


def test_the_page_finds_its_way_back_after_the_connection_was_lost(
    page: Page, playground: Playground, channel: str
) -> None:
    page.add_init_script("""
        window.sockets = [];
        window.WebSocket = class extends WebSocket {
            constructor(...address) { super(...address); window.sockets.push(this); }
        };
    """)
    page.reload()
    page.locator("body[data-live=on]").wait_for()
    page.evaluate("window.sockets[0].close()")
    page.locator("body[data-live=off]").wait_for()
    playground.person("tom").posts(channel, "Still there?")
    expect(page.locator(".message", has_text="Still there?")).to_be_visible()
    expect(page.locator("body")).to_have_attribute("data-live", "on")


def test_nothing_is_loaded_from_elsewhere(open_page: Open, playground: Playground, channel: str) -> None:
    lively(playground, channel)
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.locator("body[data-ready]").wait_for()
    expect(page.locator(".message", has_text="Jonas Weber knows")).to_be_visible()
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith(playground.address)] == []


MRKDWN: dict[str, str] = {
    "*bold* _italic_ ~strike~": "<strong>bold</strong> <em>italic</em> <s>strike</s>",
    "snake_case_name 2*3*4": "snake_case_name 2*3*4",
    "*bold _and italic_*": "<strong>bold <em>and italic</em></strong>",
    "a &lt;b&gt; &amp;amp;": "a &lt;b&gt; &amp;amp;",
    "&gt; quoted\nnot": "<blockquote>quoted</blockquote>not",
    "<javascript:alert(1)>": "&lt;javascript:alert(1)&gt;",
    "`*not bold*`": "<code class=\"code\">*not bold*</code>",
    "```\n*not bold*\n```": "<pre class=\"code-block\"><code>*not bold*</code></pre>",
    ":no_such_emoji:": ":no_such_emoji:",
    "<!date^0^{date_num}|then>": "<time datetime=\"1970-01-01T00:00:00.000Z\">1970-01-01</time>",
    "*": "*",
}  # fmt: skip


def test_mrkdwn_is_drawn_as_slack_draws_it(open_page: Open) -> None:
    page = open_page(timezone_id="UTC")
    draw = """async (texts) => {
        const { mrkdwn } = await import("/page/static/js/text/mrkdwn.js");
        const { h } = await import("/page/static/js/dom.js");
        return texts.map((text) => h("div", {}, mrkdwn(text)).innerHTML);
    }"""
    assert dict(zip(MRKDWN, page.evaluate(draw, list(MRKDWN)), strict=True)) == MRKDWN
