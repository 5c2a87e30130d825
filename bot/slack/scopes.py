"""What the Slack app is allowed to do, as the manifest asks for it (a test holds the two together)."""

REQUIRED = frozenset(
    {
        "app_mentions:read",
        "assistant:write",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "im:history",
        "im:write",
        "reactions:read",
        "users:read",
    }
)
OPTIONAL = frozenset({"dnd:read", "files:read", "files:write", "groups:history", "groups:read", "mpim:write"})
"""Without these Kith does everything it does, but in private channels nothing; it draws no charts, reads no
files, hands out no data, minds nobody's do-not-disturb, and opens no conversation for a helper and an asker."""
