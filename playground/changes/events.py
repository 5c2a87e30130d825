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


def agent_context(workspace: Workspace, user_id: str) -> Json:
    """What somebody looks at while they turn to the app, for an agent that subscribed to `app_context_changed`."""
    manifest, channel_id = workspace.app.manifest, workspace.looking_at.get(user_id)
    if manifest.agent_view is None or "app_context_changed" not in manifest.bot_events or channel_id is None:
        return {}
    entity = {"type": "slack#/types/channel_id", "value": channel_id, "team_id": workspace.team.id}
    return {"entities": [entity]}


def publish_message_event(workspace: Workspace, event: Json, channel: Channel) -> Json:
    """Publish an event of type `message`, with what every one of them carries."""
    placed = event | {"channel": channel.id, "channel_type": channel.kind}
    return publish_event(workspace, {"event_ts": event["ts"]} | placed, channel)


def _subscription(event: Json, channel: Channel | None) -> str:
    if event["type"] == "message" and channel:
        return MESSAGE_SUBSCRIPTIONS[channel.kind]
    return str(event["type"])
