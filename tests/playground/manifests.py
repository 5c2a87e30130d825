"""A manifest that may do everything, and smaller ones."""

import copy
from typing import Any

from playground.subscriptions import EVENT_SCOPES

SCOPES = sorted(
    {
        "app_mentions:read",
        "assistant:write",
        "bookmarks:read",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "chat:write",
        "chat:write.customize",
        "commands",
        "dnd:read",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "usergroups:read",
        "users:read",
        "users:read.email",
    }
    | {scope for scopes in EVENT_SCOPES.values() for scope in scopes}
)

_FULL: dict[str, Any] = {
    "display_information": {"name": "Sparrow", "description": "Tests the playground"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "sparrow", "always_online": True},
        "slash_commands": [
            {"command": "/sparrow", "description": "Sing", "should_escape": True},
            {"command": "/plain", "description": "Sing plainly"},
        ],
        "shortcuts": [
            {"name": "Sing", "type": "global", "callback_id": "sing", "description": "Sing"},
            {"name": "Quote", "type": "message", "callback_id": "quote", "description": "Quote"},
        ],
    },
    "oauth_config": {"redirect_urls": ["http://127.0.0.1/oauth"], "scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": sorted(EVENT_SCOPES)},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def full_manifest() -> dict[str, Any]:
    """Every scope, every event, commands and shortcuts."""
    return copy.deepcopy(_FULL)


def manifest_with_scopes(*scopes: str) -> dict[str, Any]:
    """These scopes and no events."""
    manifest = full_manifest()
    manifest["oauth_config"]["scopes"]["bot"] = list(scopes)
    manifest["settings"]["event_subscriptions"]["bot_events"] = []
    return manifest


def manifest_with_events(*events: str) -> dict[str, Any]:
    """Every scope, and these events alone."""
    manifest = full_manifest()
    manifest["settings"]["event_subscriptions"]["bot_events"] = list(events)
    return manifest


def agent_manifest() -> dict[str, Any]:
    """An app in the agent view."""
    manifest = full_manifest()
    manifest["features"]["agent_view"] = {"agent_description": "Sings"}
    return manifest
