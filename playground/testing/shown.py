"""Messages and views as somebody sees them at one moment."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playground.blockkit.elements import interactive_elements
from playground.model import Json


@dataclass(frozen=True)
class ShownMessage:
    """A message; `json` is Slack's message object."""

    channel: str
    json: Json
    is_ephemeral: bool = False

    @property
    def ts(self) -> str:
        """Its timestamp and name."""
        return str(self.json["ts"])

    @property
    def thread_ts(self) -> str | None:
        """The message that began its thread, if it is in one."""
        return self.json.get("thread_ts")

    @property
    def user(self) -> str:
        """The id of who wrote it."""
        return str(self.json["user"])

    @property
    def by_app(self) -> bool:
        """Whether the app wrote it."""
        return "bot_id" in self.json

    @property
    def text(self) -> str:
        """The text beside the blocks, as notifications show it."""
        return str(self.json["text"])

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.json.get("blocks") or ())

    @property
    def shown_text(self) -> str:
        """All that can be read: the texts of its blocks, or its text where it has none."""
        return "\n".join(texts_of(self.blocks)) or html.unescape(self.text)

    @property
    def buttons(self) -> list[str]:
        """The action ids of all that can be pressed or chosen, in order."""
        return [element["action_id"] for _, element in interactive_elements(self.blocks)]

    @property
    def reactions(self) -> dict[str, list[str]]:
        """Who reacted with what."""
        return {one["name"]: one["users"] for one in self.json.get("reactions") or ()}

    @property
    def address(self) -> Json:
        """Where actions find it."""
        return {"channel": self.channel, "ts": self.ts}


@dataclass(frozen=True)
class ShownView:
    """A modal or home tab; `json` is Slack's view object."""

    json: Json

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.json["id"])

    @property
    def callback_id(self) -> str:
        """What the app calls it."""
        return str(self.json["callback_id"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.json["title"]["text"])

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.json["blocks"])

    @property
    def shown_text(self) -> str:
        """All that can be read in its blocks."""
        return "\n".join(texts_of(self.blocks))

    @property
    def buttons(self) -> list[str]:
        """The action ids of all that can be pressed, chosen or filled in, in order."""
        return [element["action_id"] for _, element in interactive_elements(self.blocks)]

    @property
    def errors(self) -> dict[str, str]:
        """What is said to be wrong with what was entered, by block id."""
        return dict(self.json.get("errors") or {})

    @property
    def address(self) -> Json:
        """Where actions find it."""
        return {"view_id": self.id}


def texts_of(blocks: Any) -> Iterator[str]:
    """Every text in blocks, in order, with `&amp;` and the like undone."""
    if isinstance(blocks, list):
        for one in blocks:
            yield from texts_of(one)
    elif isinstance(blocks, dict):
        if isinstance(blocks.get("text"), str):
            yield html.unescape(blocks["text"])
        if blocks.get("type") == "user" and "user_id" in blocks:
            yield f"<@{blocks['user_id']}>"
        for name, content in blocks.items():
            if name not in ("confirm", "metadata"):
                yield from texts_of(content)
