"""Saying things in Slack: the port `Messenger` on the Web API."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.domain.errors import SlackRefused
from bot.domain.messages import MessageKey
from bot.services.ports import Attachment, Post
from bot.slack.client import ClientOf
from bot.slack.refusals import refusal, refusals

METADATA_TYPE = "kith_post"
PAGE = 100

AT_ONCE = 8
"""So many calls at a time: an answer names five people, and a digest has some twenty links."""


@dataclass(frozen=True, slots=True)
class SlackMessenger:
    """Fits `Messenger`. The client `saying` posts, `asking` does what may be repeated."""

    saying: ClientOf
    asking: ClientOf

    def post(self, post: Post) -> str:
        """Post and return the message's `ts` ("" for what has none). Raises `SlackRefused`, `SlackBusy`."""
        if post.response_url:
            return self._respond(post)
        channel = self._conversation(post) if "," in post.channel else post.channel
        said: dict[str, Any] = {"channel": channel, "text": post.text, "blocks": list(post.blocks) or None}
        said |= {"thread_ts": post.thread_ts or None}
        with refusals():
            if post.only_for:
                self.saying(post.team).chat_postEphemeral(user=post.only_for, **said)
                return ""
            posted = self.saying(post.team).chat_postMessage(
                metadata=_metadata(post.key), unfurl_links=False, unfurl_media=False, **said
            )
        return str(posted["ts"])

    def find(self, post: Post, since: datetime) -> str:
        """The `ts` under which a post with this key already stands, or "". What only one person sees is never found."""
        if post.only_for or post.response_url or not post.key:
            return ""
        with refusals():
            channel = self._conversation(post)
            for message in self._messages(post, channel, f"{since.timestamp():.6f}"):
                if message.get("metadata", {}).get("event_payload", {}).get("key") == post.key:
                    return str(message["ts"])
        return ""

    def update(self, team: str, channel: str, ts: str, text: str, blocks: Sequence[Mapping[str, Any]]) -> None:
        """Replace a message of ours; `channel` may be a person's id."""
        with refusals():
            there = self._conversation(Post(team, channel, ""))
            self.asking(team).chat_update(channel=there, ts=ts, text=text, blocks=[dict(block) for block in blocks])

    def open_view(self, team: str, trigger_id: str, view: Mapping[str, Any]) -> None:
        """Open a modal."""
        with refusals():
            self.saying(team).views_open(trigger_id=trigger_id, view=dict(view))

    def publish_home(self, team: str, person: str, view: Mapping[str, Any]) -> None:
        """Show a person their Home tab."""
        with refusals():
            self.asking(team).views_publish(user_id=person, view=dict(view))

    def upload(self, team: str, channel: str, thread_ts: str, file: Attachment) -> str:
        """Show a file in a thread; returns its id. Raises `SlackRefused`, `SlackBusy`."""
        with refusals():
            answer = self.saying(team).files_upload_v2(
                channel=self._conversation(Post(team, channel, "")),
                thread_ts=thread_ts,
                content=file.content,
                filename=file.name,
                title=file.title,
                alt_txt=file.alt or None,
            )
        return str(answer["files"][0]["id"])

    def uploaded(self, team: str, channel: str, thread_ts: str, name: str) -> str:
        """The id of a file that stands in a thread under this name, "" where there is none."""
        place = Post(team, channel, "", thread_ts=thread_ts)
        with refusals():
            for message in self._messages(place, self._conversation(place), thread_ts):
                for file in message.get("files", ()):
                    if file.get("name") == name:
                        return str(file["id"])
        return ""

    def amend(self, team: str, channel: str, ts: str, after: str, block: Mapping[str, Any]) -> None:
        """Put a block into a message of ours, once, after the block with the id `after`. Raises `SlackRefused`."""
        with refusals():
            there = self._conversation(Post(team, channel, ""))
            message = self._one(team, there, ts)
            blocks = list(message.get("blocks", ()))
            ids = [shown["block_id"] for shown in blocks]
            if after in ids and block["block_id"] not in ids:
                blocks.insert(ids.index(after) + 1, dict(block))
                kept = {"text": message["text"], "metadata": message.get("metadata")}
                self.asking(team).chat_update(channel=there, ts=ts, blocks=blocks, **kept)

    def permalinks(self, team: str, messages: Collection[MessageKey]) -> dict[MessageKey, str]:
        """Links to messages, "" where one is gone; all asked for at once: each takes Slack a tenth of a second."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return dict(zip(messages, threads.map(partial(_permalink, self.asking(team)), messages), strict=True))

    def _respond(self, post: Post) -> str:
        """Answer by a command's or a shortcut's `response_url`, good for half an hour."""
        webhook = WebhookClient(post.response_url, timeout=self.saying(post.team).timeout)
        with refusals():
            answer = webhook.send(
                text=post.text,
                blocks=[dict(block) for block in post.blocks] or None,
                response_type="ephemeral" if post.only_for else "in_channel",
                replace_original=post.replaces,
            )
        if answer.status_code != 200:
            raise refusal(answer.body, answer.status_code, answer.headers)
        return ""

    def _conversation(self, post: Post) -> str:
        """The conversation's own id: posting to people goes to their direct messages."""
        if not post.channel.startswith(("U", "W")):
            return post.channel
        return str(self.asking(post.team).conversations_open(users=post.channel)["channel"]["id"])

    def _one(self, team: str, channel: str, ts: str) -> Mapping[str, Any]:
        """A message of a conversation with its metadata, empty where it is gone."""
        one: dict[str, Any] = {"oldest": ts, "latest": ts, "inclusive": True, "limit": 1}
        answer = self.asking(team).conversations_history(channel=channel, include_all_metadata=True, **one)
        return next(iter(answer["messages"]), {})

    def _messages(self, post: Post, channel: str, oldest: str) -> Iterator[Mapping[str, Any]]:
        sought: dict[str, Any] = {"channel": channel, "oldest": oldest, "limit": PAGE, "include_all_metadata": True}
        client = self.asking(post.team)
        if post.thread_ts:
            pages = client.conversations_replies(ts=post.thread_ts, **sought)
        else:
            pages = client.conversations_history(**sought)
        for page in pages:
            yield from page["messages"]


def _permalink(client: WebClient, message: MessageKey) -> str:
    try:
        with refusals():
            found = client.chat_getPermalink(channel=message.channel, message_ts=message.ts)
    except SlackRefused:
        return ""
    return str(found["permalink"])


def _metadata(key: str) -> dict[str, Any] | None:
    return {"event_type": METADATA_TYPE, "event_payload": {"key": key}} if key else None
