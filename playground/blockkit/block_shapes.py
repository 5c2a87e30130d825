"""Shapes of blocks (https://docs.slack.dev/reference/block-kit/blocks) and where each may stand."""

from collections.abc import Mapping

from playground.blockkit.element_shapes import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from playground.blockkit.rules import (
    Rule,
    Shape,
    anything,
    array,
    boolean,
    integer,
    one_of,
    plain_text,
    string,
    text,
    typed,
)

BLOCK_ID: Mapping[str, Rule] = {"block_id": string(255)}


def elements(*kinds: str) -> Rule:
    """An element of one of these types."""
    return typed({kind: ELEMENTS[kind] for kind in kinds}, "element type")


_TEXTS: Mapping[str, Rule] = {
    "plain_text": Shape({"text": string(3000)}, {"emoji": boolean}),
    "mrkdwn": Shape({"text": string(3000)}, {"verbatim": boolean}),
}
_RICH_TEXT = typed(
    {
        "rich_text_section": Shape({"elements": array(anything, 0, 1000)}, {}),
        "rich_text_preformatted": Shape(
            {"elements": array(anything, 0, 1000)}, {"border": integer(0, 1), "language": string(40)}
        ),
        "rich_text_quote": Shape({"elements": array(anything, 0, 1000)}, {"border": integer(0, 1)}),
        "rich_text_list": Shape(
            {"style": one_of("bullet", "ordered"), "elements": array(anything, 0, 1000)},
            {"indent": integer(0, 8), "offset": integer(0, 10_000), "border": integer(0, 1)},
        ),
    },
    "rich text type",
)
_CELL = typed(
    {
        "raw_text": Shape({"text": string(3000, 0)}, {}),
        "raw_number": Shape({"value": anything}, {"text": string(3000, 0)}),
        "rich_text": Shape({"elements": array(_RICH_TEXT)}, BLOCK_ID),
    },
    "cell type",
)
_COLUMN = Shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
CARD = Shape(
    {},
    {
        **BLOCK_ID,
        "hero_image": elements("image"),
        "icon": elements("image"),
        "slack_icon": anything,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": array(elements("button"), 1, 3),
    },
    any_of=("hero_image", "title", "actions", "body"),
)
BLOCKS: Mapping[str, Rule] = {
    "section": Shape(
        {},
        {
            **BLOCK_ID,
            "text": text(3000),
            "fields": array(text(2000), 1, 10),
            "accessory": elements(*IN_SECTION),
            "expand": boolean,
        },
        any_of=("text", "fields"),
    ),
    "header": Shape({"text": plain_text(150)}, {**BLOCK_ID, "level": integer(1, 6)}),
    "divider": Shape({}, BLOCK_ID),
    "context": Shape(
        {"elements": array(typed({**_TEXTS, "image": ELEMENTS["image"]}, "element type"), 1, 10)}, BLOCK_ID
    ),
    "actions": Shape({"elements": array(elements(*IN_ACTIONS), 1, 25)}, BLOCK_ID),
    "image": Shape(
        {"alt_text": string(2000)},
        {**BLOCK_ID, "image_url": string(3000), "slack_file": anything, "title": plain_text(2000)},
        any_of=("image_url", "slack_file"),
    ),
    "input": Shape(
        {"label": plain_text(2000), "element": elements(*IN_INPUT)},
        {**BLOCK_ID, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": Shape({"elements": array(_RICH_TEXT, 0, 1000)}, BLOCK_ID),
    "markdown": Shape({"text": string(12_000)}, BLOCK_ID),
    "table": Shape(
        {"rows": array(array(_CELL, 1, 20), 1, 100)},
        {**BLOCK_ID, "column_settings": array(lambda value, at: _COLUMN(value or {}, at), 1, 20)},
    ),
    "context_actions": Shape({"elements": array(elements("feedback_buttons", "icon_button"), 1, 5)}, BLOCK_ID),
    "card": CARD,
    "carousel": Shape({"elements": array(typed({"card": CARD}, "element type"), 1, 10)}, BLOCK_ID),
    "alert": Shape(
        {"text": text(200)}, {**BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")}
    ),
    "task_card": Shape(
        {"task_id": string(255), "title": string(3000)},
        {**BLOCK_ID, "details": anything, "output": anything, "sources": anything, "status": anything},
    ),
    "plan": Shape({"title": string(3000)}, {**BLOCK_ID, "tasks": anything}),
    "container": Shape(
        {"child_blocks": array(lambda value, at: typed(BLOCKS)(value, at), 1, 10)},
        {
            **BLOCK_ID,
            "title": plain_text(150),
            "rich_text_title": anything,
            "subtitle": text(150),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": elements("image"),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        any_of=("title", "rich_text_title"),
    ),
    "file": Shape({"external_id": string(255), "source": one_of("remote")}, BLOCK_ID),
    "video": Shape(
        {"alt_text": string(2000), "title": plain_text(199), "thumbnail_url": string(3000), "video_url": string(3000)},
        {
            **BLOCK_ID,
            "author_name": string(49),
            "description": plain_text(199),
            "provider_icon_url": string(3000),
            "provider_name": string(100),
            "title_url": string(3000),
        },
    ),
}
ONLY_IN_MESSAGES = frozenset(
    {"table", "markdown", "context_actions", "file", "card", "carousel", "container", "task_card", "plan"}
)
