"""What a message says, as chat.* methods are given it."""

from dataclasses import dataclass
from typing import Any

from playground.api.call import Call
from playground.blockkit import accept_blocks
from playground.composer import normalise
from playground.errors import SlackError
from playground.model import Channel, Json

LONGEST_TEXT = 40_000
LONGEST_MARKDOWN = 12_000
LARGEST_METADATA = 16_000
MOST_ATTACHMENTS = 100


@dataclass(frozen=True)
class Contents:
    """Text, blocks, attachments and metadata; None where the argument was left out."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None

    def needed(self) -> "Contents":
        """The same; raises SlackError `no_text` when there is nothing to show."""
        if not self.text and not self.blocks and not self.attachments:
            raise SlackError("no_text")
        return self


def read_contents(call: Call, longest: int = LONGEST_TEXT) -> Contents:
    """Read and check what a message shall say."""
    text, markdown = call.text("text"), call.text("markdown_text")
    blocks, attachments = call.json("blocks", "invalid_blocks_format"), call.json("attachments", "invalid_attachments")
    if markdown is not None:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        if len(markdown) > LONGEST_MARKDOWN:
            raise SlackError("msg_too_long")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}] if markdown else []
    if text and len(text) > longest:
        raise SlackError("msg_too_long")
    if isinstance(attachments, list) and len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    accepted = None if blocks is None else accept_blocks(call.workspace, blocks)
    text = text and normalise(text)
    return Contents(text, accepted, _attachments(call, attachments), read_metadata(call))


def read_metadata(call: Call) -> Json | None:
    """Message metadata; raises SlackError, for example `invalid_metadata_schema` or `metadata_too_large`."""
    metadata = call.json("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    if len(str(metadata)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def read_thread(call: Call, channel: Channel) -> str | None:
    """The message to reply to; raises SlackError `thread_not_found` or `cannot_reply_to_message`."""
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return None
    root = channel.messages.get(thread_ts)
    if root is None:
        raise SlackError("thread_not_found")
    if root.is_reply:
        raise SlackError("cannot_reply_to_message")
    return thread_ts


def _attachments(call: Call, given: Any) -> list[Json] | None:
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise SlackError("invalid_attachments")
    return [
        one | {"id": number} | ({"blocks": accept_blocks(call.workspace, one["blocks"])} if one.get("blocks") else {})
        for number, one in enumerate(given, 1)
    ]
