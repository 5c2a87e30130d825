"""The wrapping in which the Events API sends an event (https://docs.slack.dev/apis/events-api)."""

import base64
import json

from playground.model import Json
from playground.workspace import Workspace


def event_payload(workspace: Workspace, event: Json, channel_id: str | None) -> Json:
    """An `event_callback` with a new event id, as the app's only installation sees it.

    An org-wide installation is the enterprise's: its authorization names no team (https://docs.slack.dev/enterprise).
    """
    channel = workspace.channels.get(channel_id or "")
    team_id, org = (channel.team_id if channel else "") or workspace.team.id, workspace.enterprise
    return {
        "token": workspace.app.credentials.verification_token,
        "team_id": team_id,
        "context_team_id": team_id,
        "context_enterprise_id": workspace.enterprise_id,
        "api_app_id": workspace.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.ids.new("Ev"),
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": workspace.enterprise_id,
                "team_id": None if org else team_id,
                "user_id": workspace.app.user_id,
                "is_bot": True,
                "is_enterprise_install": org is not None,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.is_shared),
        "event_context": _event_context(workspace, event, channel_id),
    }


def app_rate_limited(workspace: Workspace, minute: int) -> Json:
    """What Slack says instead of events that it keeps back, since `minute` (in seconds since 1970).

    https://docs.slack.dev/reference/events/app_rate_limited
    """
    return {
        "token": workspace.app.credentials.verification_token,
        "type": "app_rate_limited",
        "team_id": workspace.team.id,
        "minute_rate_limited": minute,
        "api_app_id": workspace.app.id,
    }


def _event_context(workspace: Workspace, event: Json, channel_id: str | None) -> str:
    context = {"et": event["type"], "tid": workspace.team.id, "aid": workspace.app.id, "cid": channel_id}
    return "4-" + base64.b64encode(json.dumps(context).encode()).decode().rstrip("=")
