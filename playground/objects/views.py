"""The view object (https://docs.slack.dev/reference/views), as views.* and interactions show it."""

from playground.model import Json, View
from playground.workspace import Workspace


def view_object(workspace: Workspace, view: View) -> Json:
    """A modal or home tab with the state of its inputs."""
    body = view.body
    shown: Json = {
        "id": view.id,
        "team_id": workspace.team.id,
        "type": view.type,
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "title": body.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": workspace.app.id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": workspace.team.id,
        "bot_id": workspace.app.bot_id,
    }
    if view.type == "modal":
        shown["submit_disabled"] = body.get("submit_disabled", False)
    return shown
