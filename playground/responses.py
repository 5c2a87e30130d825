"""Response URLs (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses)."""

import secrets
from dataclasses import dataclass
from typing import Any

from playground.blockkit import accept_blocks
from playground.changes.messages import (
    delete_ephemeral,
    delete_message,
    edit_message,
    post_app_message,
    update_ephemeral,
)
from playground.errors import SlackError
from playground.model import Json, Message
from playground.workspace import Workspace

MOST_USES = 5
LIFETIME = 1_800.0


@dataclass
class _ResponseUrl:
    channel_id: str
    user_id: str
    expires: float
    source_ts: str | None
    thread_ts: str | None
    uses_left: int = MOST_USES


class ResponseUrls:
    """Hands out response URLs and does what the app asks through them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._issued: dict[str, _ResponseUrl] = {}

    def issue(self, channel_id: str, user_id: str, source: Message | None = None, kind: str = "actions") -> str:
        """An address to answer what somebody did, five times within 30 minutes of workspace time."""
        secret = secrets.token_urlsafe(18)
        expires = self._workspace.clock.now() + LIFETIME
        ts, thread_ts = (source.ts, source.thread_ts) if source else (None, None)
        self._issued[secret] = _ResponseUrl(channel_id, user_id, expires, ts, thread_ts)
        return f"{self._workspace.address}/hooks/{kind}/{self._workspace.team.id}/{secret}"

    def use(self, secret: str, answer: Json) -> None:
        """Post, replace or delete as asked; raises SlackError, for example `used_url`."""
        url = self._issued.get(secret)
        if url is None or url.uses_left <= 0:
            raise SlackError("used_url")
        if self._workspace.clock.now() > url.expires:
            raise SlackError("expired_url")
        respond(self._workspace, url.channel_id, url.user_id, answer, url.source_ts, url.thread_ts)
        url.uses_left -= 1


def respond(
    workspace: Workspace,
    channel_id: str,
    user_id: str,
    answer: Json,
    source_ts: str | None = None,
    thread_ts: str | None = None,
) -> None:
    """Answer what somebody did: only they see it, unless the answer says `in_channel`."""
    source = _source(workspace, channel_id, source_ts)
    if source and answer.get("delete_original"):
        (delete_ephemeral if source.ephemeral_to else delete_message)(workspace, source)
        return
    text, blocks = _content(workspace, answer)
    if source and answer.get("replace_original"):
        if source.ephemeral_to:
            update_ephemeral(workspace, source, text, blocks)
        else:
            edit_message(workspace, source, workspace.app.user_id, text=text, blocks=blocks)
        return
    is_public = answer.get("response_type") == "in_channel"
    in_thread = answer.get("thread_ts") or (thread_ts if not is_public else None)
    fields: dict[str, Any] = {"blocks": blocks, "attachments": answer.get("attachments") or []}
    seen_by = None if is_public else user_id
    post_app_message(workspace, channel_id, text, thread_ts=in_thread, ephemeral_to=seen_by, **fields)


def _source(workspace: Workspace, channel_id: str, ts: str | None) -> Message | None:
    channel = workspace.channels[channel_id]
    return channel.messages.get(ts or "") or channel.ephemerals.get(ts or "")


def _content(workspace: Workspace, answer: Json) -> tuple[str, list[Json]]:
    text, blocks = answer.get("text") or "", answer.get("blocks") or []
    if not text and not blocks and not answer.get("attachments"):
        raise SlackError("no_text")
    return str(text), accept_blocks(workspace, blocks)
