"""The events an app can subscribe to, each with the scopes of which it needs one.

Source: the event reference, https://docs.slack.dev/reference/events
"""

from collections.abc import Iterable

_CHANNELS, _GROUPS = ("channels:read",), ("groups:read",)
_MEMBERS = (*_CHANNELS, *_GROUPS)
EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "app_mention": ("app_mentions:read",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "app_home_opened": (),
    "app_context_changed": ("assistant:write",),
    "member_joined_channel": _MEMBERS,
    "member_left_channel": _MEMBERS,
    "channel_created": _CHANNELS,
    "channel_rename": _CHANNELS,
    "channel_archive": _CHANNELS,
    "channel_unarchive": _CHANNELS,
    "channel_deleted": _CHANNELS,
    "channel_left": _CHANNELS,
    "channel_shared": _MEMBERS,
    "channel_unshared": _MEMBERS,
    "channel_id_changed": _CHANNELS,
    "channel_history_changed": ("channels:history",),
    "group_rename": _GROUPS,
    "group_archive": _GROUPS,
    "group_unarchive": _GROUPS,
    "group_deleted": _GROUPS,
    "group_left": _GROUPS,
    "group_open": _GROUPS,
    "group_close": _GROUPS,
    "im_created": ("im:read",),
    "im_open": ("im:read",),
    "im_close": ("im:read",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
    "user_profile_changed": ("users.profile:read",),
    "user_status_changed": ("users:read",),
    "dnd_updated_user": ("dnd:read",),
    "emoji_changed": ("emoji:read",),
    "file_created": ("files:read",),
    "file_shared": ("files:read",),
    "file_change": ("files:read",),
    "file_deleted": ("files:read",),
    "link_shared": ("links:read",),
    "message_metadata_posted": ("metadata.message:read",),
    "message_metadata_updated": ("metadata.message:read",),
    "message_metadata_deleted": ("metadata.message:read",),
    "pin_added": ("pins:read",),
    "pin_removed": ("pins:read",),
    "subteam_created": ("usergroups:read",),
    "subteam_updated": ("usergroups:read",),
    "subteam_members_changed": ("usergroups:read",),
    "team_rename": ("team:read",),
    "team_domain_change": ("team:read",),
    "assistant_thread_started": ("assistant:write",),
    "assistant_thread_context_changed": ("assistant:write",),
    "tokens_revoked": (),
    "app_uninstalled": (),
    "function_executed": (),
}


def unmet(bot_events: Iterable[str], bot_scopes: frozenset[str]) -> list[str]:
    """What Slack would object to: events it does not know, and those without a scope that they need."""
    found = []
    for event in sorted(bot_events):
        scopes = EVENT_SCOPES.get(event)
        if scopes is None:
            found.append(f"there is no event {event}")
        elif scopes and not bot_scopes.intersection(scopes):
            found.append(f"the event {event} needs the scope {' or '.join(scopes)}")
    return found
