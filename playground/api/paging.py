"""Cursor pagination (https://docs.slack.dev/apis/web-api/pagination)."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from playground.api.call import Call
from playground.errors import SlackError
from playground.model import Json

Item = TypeVar("Item")


def page(call: Call, items: Sequence[Item], default: int = 100, most: int = 1000) -> tuple[list[Item], Json]:
    """The items that `cursor` and `limit` ask for, and the part of the answer that leads to the next ones."""
    limit = call.number("limit", default, most)
    start = decode(call.text("cursor"), "offset")
    first = int(start) if start else 0
    shown = list(items[first : first + limit])
    following = encode("offset", str(first + limit)) if first + limit < len(items) else ""
    return shown, {"response_metadata": {"next_cursor": following}}


def encode(kind: str, value: str) -> str:
    """A cursor that means `value`."""
    return base64.b64encode(f"{kind}:{value}".encode()).decode()


def decode(cursor: str | None, kind: str) -> str | None:
    """What a cursor of that kind means; raises SlackError `invalid_cursor`."""
    if not cursor:
        return None
    try:
        found, _, value = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise SlackError("invalid_cursor") from error
    if found != kind or not value.replace(".", "").isdigit():
        raise SlackError("invalid_cursor")
    return value
