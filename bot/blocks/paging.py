"""Long lists in a modal, page by page."""

from collections.abc import Sequence

from bot.blocks.kit import Block, actions, button

PER_PAGE = 20


def page_of(items: Sequence[object], page: int) -> tuple[int, int]:
    """The page that there is to show, and the last one, counting from 0."""
    last = max(0, (len(items) - 1) // PER_PAGE)
    return min(max(page, 0), last), last


def turns(action_id: str, page: int, last: int) -> Sequence[Block]:
    """The buttons that turn pages, where there are any to turn to; their actions end in `_earlier` and `_later`."""
    ways = (("Earlier", page - 1, page > 0), ("Later", page + 1, page < last))
    buttons = [button(label, f"{action_id}_{label.lower()}", str(to)) for label, to, there in ways if there]
    return [actions(*buttons)] if buttons else []
