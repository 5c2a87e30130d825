"""Block Kit is taken as strictly as Slack takes it."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.models import blocks as sdk

from playground.blockkit.block_shapes import BLOCKS
from playground.blockkit.validate import check_message_blocks, check_view
from playground.errors import SlackError
from tests.playground.test_authentication import error_of


def text(words: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": words}


def button(**fields: Any) -> dict[str, Any]:
    return {"type": "button", "text": text("Go")} | fields


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def menu(count: int, **fields: Any) -> dict[str, Any]:
    options = [{"text": text(f"o{n}"), "value": f"v{n}"} for n in range(count)]
    return {"type": "static_select", "action_id": "a", "options": options} | fields


def section(words: str) -> dict[str, Any]:
    return {"type": "section", "text": text(words, "mrkdwn")}


ROW = [{"type": "raw_text", "text": "x"}]
ACCEPTED: list[dict[str, Any]] = [
    section("x" * 3000),
    {"type": "section", "fields": [text("x" * 2000)] * 10},
    {"type": "header", "text": text("x" * 150)},
    {"type": "context", "elements": [text("x", "mrkdwn")] * 10},
    actions(*(button(action_id=str(n)) for n in range(25))),
    actions(menu(100)),
    {"type": "table", "rows": [ROW * 20] * 100, "column_settings": [None, {"align": "right"}]},
    {"type": "markdown", "text": "x" * 12_000},
    {"type": "image", "image_url": "https://a.b/c.png", "alt_text": "c"},
    {"type": "card", "title": text("x" * 150), "body": text("x" * 200), "actions": [button()] * 3},
    {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": []}]},
]
REFUSED: list[tuple[dict[str, Any], str]] = [
    (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "section"}, "must define one of: text, fields"),
    ({"type": "section", "fields": [text("x")] * 11}, "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    ({"type": "section", "fields": [text("x" * 2001)]}, "must be less than 2001 characters"),
    ({"type": "section", "text": text("x"), "colour": "red"}, "invalid additional property: colour"),
    ({"type": "section", "text": "plain"}, "must be an object"),
    ({"type": "header", "text": text("x", "mrkdwn")}, "unsupported text type: mrkdwn"),
    ({"type": "header", "text": text("x" * 151)}, "must be less than 151 characters"),
    ({"type": "context", "elements": [text("x")] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": [button()]}, "unsupported element type: button"),
    (actions(), "no fewer than 1 items allowed"),
    (actions(*[button()] * 26), "no more than 25 items allowed"),
    (actions(button(text=text("x" * 76))), "must be less than 76 characters"),
    (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    (actions(button(style="pink")), "must be one of: primary, danger"),
    (actions(button(action_id="x" * 256)), "must be less than 256 characters"),
    (actions(button(action_id="a"), button(action_id="a")), "action_id already exists: a"),
    (actions({"type": "plain_text_input"}), "unsupported element type: plain_text_input"),
    (actions(menu(101)), "no more than 100 items allowed"),
    (actions(menu(0)), "no fewer than 1 items allowed"),
    (actions({"type": "static_select"}), "must define one of: options, option_groups"),
    (actions(menu(1, initial_option={"text": text("x"), "value": "y"})), "initial option must be one of the options"),
    ({"type": "divider", "block_id": "x" * 256}, "must be less than 256 characters"),
    ({"type": "image", "alt_text": "c"}, "must define one of: image_url, slack_file"),
    ({"type": "image", "image_url": "https://a.b"}, "missing required field: alt_text"),
    ({"type": "table", "rows": [ROW] * 101}, "no more than 100 items allowed"),
    ({"type": "table", "rows": [ROW * 21]}, "no more than 20 items allowed"),
    ({"type": "card"}, "must define one of"),
    ({"type": "poem"}, "unsupported type: poem"),
]


def problems(*blocks: Any) -> list[str]:
    """What is said to be wrong with the blocks."""
    with pytest.raises(SlackError, match="invalid_blocks") as refused:
        check_message_blocks(list(blocks))
    found: list[str] = refused.value.details["response_metadata"]["messages"]
    return found


@pytest.mark.parametrize("block", ACCEPTED, ids=lambda block: block["type"])
def test_a_block_at_its_limit_is_accepted(block: dict[str, Any]) -> None:
    check_message_blocks([block])


@pytest.mark.parametrize(("block", "words"), REFUSED)
def test_a_block_beyond_its_limit_is_refused_where_it_is_wrong(block: dict[str, Any], words: str) -> None:
    assert any(words in one for one in problems(block))


def test_fifty_blocks_are_enough_for_a_message() -> None:
    check_message_blocks([section("x")] * 50)
    assert "no more than 50 items allowed" in problems(*[section("x")] * 51)[0]


def test_a_hundred_blocks_are_enough_for_a_view() -> None:
    check_view({"type": "home", "blocks": [section("x")] * 100})
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view({"type": "home", "blocks": [section("x")] * 101})


def test_block_ids_are_unique() -> None:
    twice = {"type": "divider", "block_id": "same"}
    assert "block_id already exists: same" in problems(twice, twice)[0]


def test_a_message_has_one_table_and_12000_characters_of_markdown() -> None:
    table = {"type": "table", "rows": [ROW]}
    assert "only one table allowed" in problems(table, table)[0]
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_message_blocks([{"type": "markdown", "text": "x" * 6001}] * 2)


def test_the_web_api_says_what_is_wrong(client: WebClient) -> None:
    bad = {"channel": "C0GENERAL", "text": "x", "blocks": [section("")]}
    assert error_of(client, "chat.postMessage", **bad) == "invalid_blocks"


def test_every_block_that_slacks_sdk_knows_is_known() -> None:
    classes = (one for one in vars(sdk).values() if isinstance(one, type) and issubclass(one, sdk.Block))
    of_the_sdk = {vars(one)["type"] for one in classes if isinstance(vars(one).get("type"), str)}
    assert len(of_the_sdk) > 12
    assert of_the_sdk - set(BLOCKS) <= {"call", "auth_provider", "data_table", "data_visualization"}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)
SOMETHING_LIKE_A_BLOCK = st.builds(
    lambda kind, fields: fields | {"type": kind},
    st.sampled_from(sorted(BLOCKS)),
    st.dictionaries(
        st.sampled_from(["text", "elements", "element", "rows", "fields", "accessory", "title"]), JSON_VALUES
    ),
)


@given(st.lists(SOMETHING_LIKE_A_BLOCK | JSON_VALUES, max_size=4))
def test_whatever_is_sent_is_accepted_or_refused_but_breaks_nothing(blocks: list[Any]) -> None:
    with contextlib.suppress(SlackError):
        check_message_blocks(blocks)
