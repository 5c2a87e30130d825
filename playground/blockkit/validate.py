"""Refuses blocks and views that Slack would refuse."""

import json
from collections import Counter
from typing import Any

from playground.blockkit.block_shapes import BLOCKS, ONLY_IN_MESSAGES
from playground.blockkit.elements import interactive_elements
from playground.blockkit.rules import Problems, Rule, Shape, array, boolean, one_of, plain_text, problem, string, typed
from playground.errors import SlackError

MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100
LARGEST_VIEW = 250_000
MOST_MARKDOWN = 12_000

_IN_VIEW = {name: shape for name, shape in BLOCKS.items() if name not in ONLY_IN_MESSAGES}
MESSAGE_BLOCKS = array(typed(BLOCKS, "type"), 0, MOST_IN_MESSAGE)
_SHARED: dict[str, Rule] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_BLOCKS_OF_VIEW: dict[str, Rule] = {"blocks": array(typed(_IN_VIEW, "type"), 0, MOST_IN_VIEW)}
VIEW = typed(
    {
        "modal": Shape(
            _BLOCKS_OF_VIEW | {"title": plain_text(24)},
            _SHARED
            | {
                "close": plain_text(24),
                "submit": plain_text(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
        ),
        "home": Shape(_BLOCKS_OF_VIEW, _SHARED),
    },
    "view type",
)


def check_message_blocks(blocks: list[Any]) -> None:
    """Raise SlackError `invalid_blocks` for blocks that a message cannot have."""
    found = list(MESSAGE_BLOCKS(blocks, "/blocks")) or list(_together(blocks, "/blocks"))
    if not found:
        markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
        if markdown > MOST_MARKDOWN:
            raise SlackError("msg_blocks_too_long")
        if sum(block["type"] == "table" for block in blocks) > 1:
            found = [problem("only one table allowed", "/blocks")]
    if found:
        raise SlackError("invalid_blocks", errors=_plain(found), response_metadata={"messages": found})


def check_view(view: dict[str, Any]) -> None:
    """Raise SlackError `invalid_arguments` or `view_too_large` for a view that cannot be shown."""
    if len(json.dumps(view)) > LARGEST_VIEW:
        raise SlackError("view_too_large")
    found = list(VIEW(view, "/view")) or [*_together(view["blocks"], "/view/blocks"), *_submit(view)]
    if found:
        raise SlackError("invalid_arguments", response_metadata={"messages": found})


def check_view_type(view: dict[str, Any], wanted: str) -> None:
    """Raise SlackError `invalid_arguments` unless the view is of that type."""
    if found := list(one_of(wanted)(view.get("type"), "/view/type")):
        raise SlackError("invalid_arguments", response_metadata={"messages": found})


def _together(blocks: list[dict[str, Any]], pointer: str) -> Problems:
    for block_id, count in Counter(block.get("block_id") for block in blocks).items():
        if block_id and count > 1:
            yield problem(f"block_id already exists: {block_id}", pointer)
    named = ((id(block), element.get("action_id")) for block, element in interactive_elements(blocks))
    for (_, action_id), count in Counter(named).items():
        if action_id and count > 1:
            yield problem(f"action_id already exists: {action_id}", pointer)


def _submit(view: dict[str, Any]) -> Problems:
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if view.get("type") == "modal" and has_input and not view.get("submit"):
        yield problem("missing required field: submit", "/view")


def _plain(found: list[str]) -> list[str]:
    return [one.removeprefix("[ERROR] ") for one in found]
