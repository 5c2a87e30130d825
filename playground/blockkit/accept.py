"""What Slack makes of blocks that it accepts: a copy in which every block and element can be named."""

import copy
import json
from typing import Any

from playground.blockkit.elements import interactive_elements
from playground.blockkit.pictures import check_pictures
from playground.blockkit.validate import check_message_blocks, check_view
from playground.errors import SlackError
from playground.model import Json
from playground.workspace import Workspace


def accept_blocks(workspace: Workspace, blocks: Any) -> list[Json]:
    """A message's blocks with all their ids; raises `invalid_blocks` or `invalid_blocks_format`."""
    parsed = _parse(blocks, "invalid_blocks_format")
    if not isinstance(parsed, list):
        raise SlackError("invalid_blocks_format")
    check_message_blocks(parsed)
    if found := list(check_pictures(workspace, parsed, "/blocks")):
        raise SlackError("invalid_blocks", response_metadata={"messages": found})
    return _named(workspace, parsed)


def accept_view(workspace: Workspace, view: Any) -> Json:
    """A view with all the ids of its blocks; raises SlackError `invalid_arguments`."""
    parsed = _parse(view, "invalid_arguments")
    if not isinstance(parsed, dict):
        raise SlackError("invalid_arguments")
    check_view(parsed)
    if found := list(check_pictures(workspace, parsed["blocks"], "/view/blocks")):
        raise SlackError("invalid_arguments", response_metadata={"messages": found})
    return parsed | {"blocks": _named(workspace, parsed["blocks"])}


def _parse(given: Any, error: str) -> Any:
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except json.JSONDecodeError as cause:
        raise SlackError(error) from cause


def _named(workspace: Workspace, blocks: list[Json]) -> list[Json]:
    named = copy.deepcopy(blocks)
    for block in named:
        block["block_id"] = block.get("block_id") or workspace.ids.new("b")
    for _, element in interactive_elements(named):
        element["action_id"] = element.get("action_id") or workspace.ids.new("a")
    return named
