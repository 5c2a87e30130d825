"""The Block Kit elements that Kith uses, within Slack's limits (https://docs.slack.dev/reference/block-kit)."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

Block = Mapping[str, Any]
Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What was entered in a modal: by block, by element."""

LONGEST_TEXT = 3000
LONGEST_HEADER = 150
LONGEST_LABEL = 75
LONGEST_ALT = 2000
LONGEST_VALUE = 2000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
"""Unicode's control characters but tab and line feed, and its marks of direction (https://unicode.org/reports/tr9)."""

_CUT = re.compile(r"(?:<[^<>]*|&[a-z]*)…\Z")
"""What shortening left of a mention, a link or an escaped character."""

NOTHING = "–"
"""Stands where Slack wants a character and there is none."""


def escape(text: str) -> str:
    """Text from people as mrkdwn that says just that: no mention, no link, no channel-wide call, no hidden direction
    (https://docs.slack.dev/messaging/formatting-message-text#escaping)."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def visible(text: str) -> str:
    """Text without what only acts upon other text: control characters, and marks that turn its direction around."""
    return _UNSEEN.sub("", text)


def shortened(text: str, length: int) -> str:
    """Text of at most that many characters, with an ellipsis where some are missing."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def header(text: str) -> Block:
    """A title, in plain text."""
    return {"type": "header", "text": _plain(text, LONGEST_HEADER)}


def section(mrkdwn: str, accessory: Block | None = None) -> Block:
    """A paragraph, with a button or menu beside it."""
    block: dict[str, Any] = {"type": "section", "text": _mrkdwn(mrkdwn)}
    return block | {"accessory": accessory} if accessory else block


def context(mrkdwn: str) -> Block:
    """A small grey line."""
    return {"type": "context", "elements": [_mrkdwn(mrkdwn)]}


def image(file: str, title: str, alt: str) -> Block:
    """A picture that Slack keeps under that id, with a title or ""; `alt` says the same in words."""
    block: dict[str, Any] = {"type": "image", "slack_file": {"id": file}, "alt_text": shortened(alt, LONGEST_ALT)}
    return block | {"title": _plain(title, LONGEST_ALT)} if title else block


def named(block: Block, block_id: str) -> Block:
    """A block that can be found again in its message."""
    return {**block, "block_id": block_id}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(*elements: Block, block_id: str = "") -> Block:
    """A row of buttons and menus, at most 25."""
    block: dict[str, Any] = {"type": "actions", "elements": list(elements)}
    return block | {"block_id": block_id} if block_id else block


def button(label: str, action_id: str, value: str = "", style: str = "") -> Block:
    """A button; `style` is "primary", "danger" or "". Raises ValueError for a value that Slack would not carry."""
    if len(value) > LONGEST_VALUE:
        raise ValueError(f"a button carries at most {LONGEST_VALUE} characters")
    block: dict[str, Any] = {"type": "button", "action_id": action_id, "text": _plain(label, LONGEST_LABEL)}
    return block | {key: given for key, given in (("value", value), ("style", style)) if given}


def linked(pressed: Block, url: str) -> Block:
    """A button that also opens a page; nothing more than the button without one."""
    return {**pressed, "url": url} if url else pressed


def confirmed(pressed: Block, title: str, text: str, confirm: str) -> Block:
    """A button that asks once more before it acts."""
    return {
        **pressed,
        "confirm": {
            "title": _plain(title, 100),
            "text": _plain(text, 300),
            "confirm": _plain(confirm, 30),
            "deny": _plain("Cancel", 30),
            "style": "danger",
        },
    }


def input_block(block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """A labelled field of a modal."""
    block: dict[str, Any] = {"type": "input", "block_id": block_id, "label": _plain(label, LONGEST_LABEL)}
    block |= {"element": element, "optional": optional}
    return block | {"hint": _plain(hint, LONGEST_LABEL)} if hint else block


def text_input(action_id: str, initial: str = "", *, multiline: bool = False, longest: int = 1000) -> Block:
    """A field to write in."""
    element = {"type": "plain_text_input", "action_id": action_id, "multiline": multiline, "max_length": longest}
    return element | {"initial_value": shortened(initial, longest)} if initial else element


def number_input(action_id: str, initial: int, least: int, most: int) -> Block:
    """A field for a whole number."""
    limits = {"min_value": str(least), "max_value": str(most), "initial_value": str(initial)}
    return {"type": "number_input", "action_id": action_id, "is_decimal_allowed": False} | limits


def choice(action_id: str, options: Mapping[str, str], initial: str) -> Block:
    """Radio buttons: of the options (labels by value) one is chosen."""
    shown = {value: {"text": _plain(label, LONGEST_LABEL), "value": value} for value, label in options.items()}
    return {
        "type": "radio_buttons",
        "action_id": action_id,
        "options": list(shown.values()),
        "initial_option": shown[initial],
    }


def modal(callback_id: str, title: str, submit: str, blocks: Sequence[Block], private_metadata: str = "") -> Block:
    """A modal view; without `submit` it only shows something."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": _plain(title, 24),
        "close": _plain("Cancel" if submit else "Close", 24),
        "blocks": list(blocks),
        "private_metadata": private_metadata,
    }
    return view | {"submit": _plain(submit, 24)} if submit else view


def moment(at: datetime) -> str:
    """A time, shown by the clock of whoever reads it."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{at:%Y-%m-%d %H:%M} UTC>"


def _plain(text: str, length: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": shortened(visible(text).strip(), length) or NOTHING, "emoji": True}


def _mrkdwn(text: str) -> dict[str, Any]:
    """Mrkdwn in which Slack makes nothing of bare names and addresses (`verbatim`)."""
    short = _CUT.sub("…", shortened(visible(text), LONGEST_TEXT))
    return {"type": "mrkdwn", "text": short if short.strip() else NOTHING, "verbatim": True}
