"""What a workspace is made of. Times are seconds since 1970, a `ts` is Slack's identifier of a message."""

from bisect import bisect_left, bisect_right, insort
from collections import UserDict
from dataclasses import dataclass, field
from typing import Any, Literal

ChannelKind = Literal["channel", "group", "im", "mpim"]
Json = dict[str, Any]


@dataclass(frozen=True)
class Team:
    """A workspace, or the workspace of another organisation that shares a channel with it."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True)
class Enterprise:
    """An organisation in Enterprise Grid, with the workspaces that it has beside the first."""

    id: str
    name: str
    more_teams: tuple[Team, ...] = ()


@dataclass
class Person:
    """Somebody with an account: member, guest, bot user, or a person of another organisation."""

    id: str
    team_id: str
    name: str
    real_name: str
    display_name: str = ""
    email: str | None = None
    title: str = ""
    tz: str = "Europe/Amsterdam"
    tz_label: str = "Central European Time"
    tz_offset: int = 3600
    color: str = "4bbe2e"
    status_text: str = ""
    status_emoji: str = ""
    image: str | None = None
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_guest: bool = False
    is_single_channel_guest: bool = False
    deleted: bool = False
    updated: int = 0
    presence: Literal["active", "away"] = "active"
    snoozed_until: int = 0

    @property
    def shown_name(self) -> str:
        """The name that Slack shows beside a message."""
        return self.display_name or self.real_name or self.name


@dataclass
class Message:
    """One message, with everything Slack may say about it."""

    ts: str
    channel_id: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    icons: Json | None = None
    client_msg_id: str | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    file_ids: list[str] = field(default_factory=list)
    metadata: Json | None = None
    broadcast: bool = False
    ephemeral_to: str | None = None
    streaming: bool = False
    extra: Json = field(default_factory=dict)
    state: Json = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether the message is an answer in a thread, not its beginning."""
        return self.thread_ts is not None and self.thread_ts != self.ts


class MessageLog(UserDict[str, Message]):
    """The messages of a channel by `ts`, which knows their order and their threads without looking at each of them."""

    def __init__(self) -> None:
        super().__init__()
        self._order: list[str] = []
        self._replies: dict[str, list[str]] = {}

    def __setitem__(self, ts: str, message: Message) -> None:
        if ts in self.data:
            del self[ts]
        self.data[ts] = message
        insort(self._order, ts)
        if message.thread_ts and message.is_reply:
            insort(self._replies.setdefault(message.thread_ts, []), ts)

    def __delitem__(self, ts: str) -> None:
        message = self.data.pop(ts)
        del self._order[bisect_left(self._order, ts)]
        if message.thread_ts and message.is_reply:
            self._replies[message.thread_ts].remove(ts)

    def in_order(self, after: str = "") -> list[Message]:
        """All messages later than `after`, oldest first."""
        return [self.data[ts] for ts in self._order[bisect_right(self._order, after) :]]

    def replies(self, thread_ts: str) -> list[Message]:
        """The replies of a thread, oldest first, without the message that began it."""
        return [self.data[ts] for ts in self._replies.get(thread_ts, ())]


@dataclass
class Channel:
    """A conversation of any kind, with its messages by `ts`. `team_id` is "" where it is in the first workspace."""

    id: str
    name: str
    kind: ChannelKind = "channel"
    creator: str = ""
    created: int = 0
    topic: str = ""
    purpose: str = ""
    members: list[str] = field(default_factory=list)
    is_general: bool = False
    is_archived: bool = False
    shared_team_ids: list[str] = field(default_factory=list)
    messages: MessageLog = field(default_factory=MessageLog)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)
    previous_names: list[str] = field(default_factory=list)
    team_id: str = ""

    @property
    def is_private(self) -> bool:
        """Whether only members may see the channel."""
        return self.kind != "channel"

    @property
    def is_shared(self) -> bool:
        """Whether people of another organisation take part (Slack Connect)."""
        return bool(self.shared_team_ids)

    def timeline(self) -> list[Message]:
        """What the channel itself shows, oldest first: no replies but those also sent to the channel."""
        return [m for m in self.in_order() if not m.is_reply or m.broadcast]

    def replies(self, thread_ts: str) -> list[Message]:
        """The replies of a thread, oldest first, without the message that began it."""
        return self.messages.replies(thread_ts)

    def in_order(self) -> list[Message]:
        """All messages, oldest first."""
        return self.messages.in_order()


@dataclass
class File:
    """An uploaded file; `content` is None while only its upload was announced or for a file of an export."""

    id: str
    name: str
    title: str
    user: str
    created: int
    mimetype: str = "application/octet-stream"
    filetype: str = "binary"
    size: int = 0
    content: bytes | None = None
    channels: list[str] = field(default_factory=list)
    is_complete: bool = False
    alt_text: str | None = None


@dataclass
class View:
    """A modal or home tab: `body` is what the app gave, `values` what was entered (block, action)."""

    id: str
    user_id: str
    body: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """`modal` or `home`."""
        return str(self.body["type"])
