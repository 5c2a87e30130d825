"""`message`: evidence in a channel, a question in a direct message to Kith."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import App

from bot.domain.asks import Ask, Audience
from bot.domain.events import Happening, MessageDeleted, MessagePosted
from bot.domain.messages import moment
from bot.listeners.asks import take
from bot.listeners.envelope import Body, happened, mark, place, tenant
from bot.services import slack_json
from bot.services.slack_json import timestamp
from bot.services.suite import Services

KIND_CHANGED = frozenset({"channel_convert_to_private", "channel_convert_to_public"})


def register(app: App, services: Services) -> None:
    """Listen to messages, of all subtypes."""

    def message(body: Body) -> None:
        team, event = tenant(body), happened(body)
        if is_direct(event):
            if ask := ask_from(event):
                take(services, team, ask)
        elif event.get("subtype") in KIND_CHANGED:
            services.workspace.channel_changed(team, place(event), mark(event))
        elif happenings := happenings_from(event):
            services.overhearer.overhear(team, happenings)

    app.event("message")(message)


def is_direct(event: Mapping[str, Any]) -> bool:
    """Whether this was said to Kith alone: a request, never evidence."""
    return event.get("channel_type") in ("im", "app_home") or place(event).startswith("D")


def happenings_from(event: Mapping[str, Any]) -> Sequence[Happening]:
    """What a message event says happened: posted, edited or deleted by a person; nothing for all else.

    Raises OddObject.
    """
    channel = place(event)
    if event.get("subtype") == "message_deleted":
        ts, at = event.get("deleted_ts"), event.get("event_ts")
        return [MessageDeleted(channel, timestamp(ts, "a deletion of nothing"), timestamp(at, "a deletion at no time"))]
    return slack_json.happenings(event.get("message") if event.get("subtype") == "message_changed" else event, channel)


def ask_from(event: Mapping[str, Any]) -> Ask | None:
    """The question in a new direct message; edits, deletions and what bots say are none.

    Raises OddObject.
    """
    if event.get("subtype") in ("message_changed", "message_deleted"):
        return None
    posted = next((one for one in slack_json.happenings(event, place(event))), None)
    if not isinstance(posted, MessagePosted) or not posted.text.strip():
        return None
    return Ask(
        key=f"{posted.channel}:{posted.ts}",
        asker=posted.author,
        text=posted.text.strip(),
        channel=posted.channel,
        asked_at=moment(posted.ts),
        audience=Audience.ASKER,
        thread_ts=posted.thread_ts,
    )
