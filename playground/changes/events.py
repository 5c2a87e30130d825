"""Events as the Events API documents them (https://docs.slack.dev/reference/events)."""

from playground.model import Channel, Json
from playground.workspace import Workspace

MESSAGE_SUBSCRIPTIONS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
CHANNEL_LETTERS = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}


def publish_event(workspace: Workspace, event: Json, channel: Channel | None = None) -> Json:
    """Publish an event, dated now; what happened in a channel is for those who may read it."""
    dated = event if "event_ts" in event else event | {"event_ts": workspace.clock.next_ts()}
    workspace.feed.publish(
        "event",
        event=dated,
        subscription=_subscription(dated, channel),
        channel=channel.id if channel else None,
    )
    return dated


def publish_message_event(workspace: Workspace, event: Json, channel: Channel) -> Json:
    """Publish an event of type `message`, with what every one of them carries."""
    placed = event | {"channel": channel.id, "channel_type": channel.kind}
    return publish_event(workspace, {"event_ts": event["ts"]} | placed, channel)


def _subscription(event: Json, channel: Channel | None) -> str:
    if event["type"] == "message" and channel:
        return MESSAGE_SUBSCRIPTIONS[channel.kind]
    return str(event["type"])
