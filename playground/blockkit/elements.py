"""Where in blocks the elements are that somebody can act on."""

from collections.abc import Iterator

from playground.errors import SlackError
from playground.model import Json

PASSIVE = {"image", "plain_text", "mrkdwn"}


def interactive_elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with the block it stands in, in the order in which they are shown."""
    for block in blocks:
        yield from interactive_elements(block.get("child_blocks") or [])
        for element in _elements(block):
            if isinstance(element, dict) and element.get("type") not in PASSIVE:
                yield block, element


def find_element(blocks: list[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
    """The block and the element with that action id; raises SlackError `action_not_found`."""
    for block, element in interactive_elements(blocks):
        if element.get("action_id") == action_id and block_id in (None, block.get("block_id")):
            return block, element
    raise SlackError("action_not_found", action_id=action_id, block_id=block_id)


def _elements(block: Json) -> list[Json]:
    match block.get("type"):
        case "actions" | "context_actions":
            return list(block.get("elements") or ())
        case "section":
            return [block["accessory"]] if block.get("accessory") else []
        case "input":
            return [block["element"]] if block.get("element") else []
        case "card":
            return list(block.get("actions") or ())
        case "carousel":
            return [one for card in block.get("elements") or () for one in card.get("actions") or ()]
    return []
